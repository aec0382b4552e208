-- Limits, approvals, and what the gateway has not confirmed yet.
ALTER TABLE "money_intents" ADD COLUMN "conversationId" UUID;
ALTER TABLE "money_intents" ADD COLUMN "approvalId" UUID;
ALTER TABLE "money_intents" ADD COLUMN "shopMinor" BIGINT;
ALTER TABLE "money_intents" ADD COLUMN "reviewedAt" TIMESTAMP(3);
ALTER TABLE "money_intents" ADD COLUMN "reviewedBy" TEXT;

-- What was wished before there were limits, in the shop's money: by the order's own rate, rounded up.
UPDATE "money_intents" "i" SET "shopMinor" = CASE
    WHEN "o"."currency" = "i"."currency" OR "o"."totalCustomerMinor" = 0 THEN "i"."amountMinor"
    ELSE ceil("i"."amountMinor"::numeric * "o"."totalMinor" / "o"."totalCustomerMinor")::bigint END
  FROM "orders" "o" WHERE "o"."shopId" = "i"."shopId" AND "o"."id" = "i"."orderId";
ALTER TABLE "money_intents" ALTER COLUMN "shopMinor" SET NOT NULL;

CREATE INDEX "money_intents_shopId_actor_createdAt_idx" ON "money_intents" ("shopId", "actor", "createdAt");
CREATE INDEX "money_intents_shopId_conversationId_idx" ON "money_intents" ("shopId", "conversationId");

ALTER TABLE "money_intents" DROP CONSTRAINT "money_intents_state";
ALTER TABLE "money_intents" ADD CONSTRAINT "money_intents_state" CHECK ("state" IN ('prepared', 'sent', 'unknown', 'pending', 'succeeded', 'failed'));
-- An order nobody has paid for may be cancelled: the one intent that moves no money.
ALTER TABLE "money_intents" DROP CONSTRAINT "money_intents_amount";
ALTER TABLE "money_intents" ADD CONSTRAINT "money_intents_amount" CHECK ("amountMinor" > 0 OR ("amountMinor" = 0 AND "kind" = 'cancel'));

-- An intent's key, order, return and currency are for ever, its amount from the moment it was sent; what has been
-- paid is never unpaid, and it moves along the ways that app/ledger/intent.ts knows, and no others.
CREATE OR REPLACE FUNCTION "keep_intents"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."key" <> OLD."key" OR NEW."orderId" <> OLD."orderId" OR NEW."returnId" IS DISTINCT FROM OLD."returnId"
    OR NEW."kind" <> OLD."kind" OR NEW."currency" <> OLD."currency" OR NEW."clientId" <> OLD."clientId" THEN
    RAISE EXCEPTION 'An intent''s key, order, return, kind and currency do not change';
  END IF;
  IF NEW."amountMinor" <> OLD."amountMinor" AND OLD."sentAt" IS NOT NULL THEN
    RAISE EXCEPTION 'The amount of an intent that was sent does not change';
  END IF;
  IF OLD."state" = 'succeeded' AND NEW."state" <> 'succeeded' THEN
    RAISE EXCEPTION 'What has been paid stays paid';
  END IF;
  IF NEW."state" <> OLD."state" AND NOT (OLD."state" || ' ' || NEW."state") = ANY (ARRAY[
    'prepared sent', 'prepared failed', 'sent succeeded', 'sent pending', 'sent failed', 'sent unknown',
    'unknown sent', 'unknown succeeded', 'unknown pending', 'unknown failed', 'pending succeeded', 'pending failed'
  ]) AND NOT (OLD."state" = 'failed' AND NEW."state" = 'prepared' AND OLD."sentAt" IS NULL) THEN
    RAISE EXCEPTION 'An intent does not go from % to %', OLD."state", NEW."state";
  END IF;
  RETURN NEW;
END $$;

CREATE TABLE "money_approvals" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "returnId" UUID,
    "conversationId" UUID,
    "clientId" TEXT NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "shopMinor" BIGINT NOT NULL,
    "request" JSONB NOT NULL,
    "exceeds" TEXT[],
    "state" TEXT NOT NULL,
    "requestedBy" TEXT NOT NULL,
    "requestedByName" TEXT NOT NULL,
    "requestedAt" TIMESTAMP(3) NOT NULL,
    "decidedBy" TEXT,
    "decidedByName" TEXT,
    "decidedAt" TIMESTAMP(3),
    "word" TEXT,

    CONSTRAINT "money_approvals_pkey" PRIMARY KEY ("shopId", "id"),
    CONSTRAINT "money_approvals_state" CHECK ("state" IN ('open', 'approved', 'declined')),
    CONSTRAINT "money_approvals_decided" CHECK (("state" = 'open') = ("decidedBy" IS NULL)),
    -- Four eyes: nobody approves what they asked for themselves.
    CONSTRAINT "money_approvals_four_eyes" CHECK ("state" <> 'approved' OR "decidedBy" <> "requestedBy")
);
CREATE UNIQUE INDEX "money_approvals_shopId_clientId_key" ON "money_approvals" ("shopId", "clientId");
CREATE INDEX "money_approvals_shopId_state_requestedAt_idx" ON "money_approvals" ("shopId", "state", "requestedAt" DESC);
CREATE INDEX "money_approvals_shopId_orderId_idx" ON "money_approvals" ("shopId", "orderId");
CREATE UNIQUE INDEX "money_approvals_one_open" ON "money_approvals" ("shopId", "orderId") WHERE "state" = 'open';
ALTER TABLE "money_approvals" ADD CONSTRAINT "money_approvals_shopId_orderId_fkey" FOREIGN KEY ("shopId", "orderId") REFERENCES "orders" ("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was asked for stays what was asked for; a decision is final.
CREATE FUNCTION "keep_approvals"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."requestedBy" <> OLD."requestedBy" OR NEW."orderId" <> OLD."orderId" OR NEW."kind" <> OLD."kind" OR NEW."clientId" <> OLD."clientId" THEN
    RAISE EXCEPTION 'What was asked for stays what was asked for';
  END IF;
  IF OLD."state" <> 'open' AND (NEW."state" <> OLD."state" OR NEW."decidedBy" <> OLD."decidedBy") THEN
    RAISE EXCEPTION 'A decision is final';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "keep_approvals" BEFORE UPDATE ON "money_approvals" FOR EACH ROW EXECUTE FUNCTION "keep_approvals"();

ALTER TABLE "audit" ADD COLUMN "cause" TEXT;
ALTER TABLE "audit" ADD COLUMN "requestId" TEXT;

-- Every audit row gets a fingerprint over itself and the fingerprint before it, so that a row which somebody with
-- more rights than the app changed, took out or slipped in shows. It is taken when the transaction commits: until
-- then nobody waits for anybody.
CREATE TABLE "audit_chain" (
    "shopId" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "auditId" UUID NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_chain_pkey" PRIMARY KEY ("shopId", "seq")
);
CREATE UNIQUE INDEX "audit_chain_shopId_auditId_key" ON "audit_chain" ("shopId", "auditId");
CREATE TRIGGER "keep_audit_chain" BEFORE UPDATE OR DELETE ON "audit_chain" FOR EACH ROW EXECUTE FUNCTION "keep_audit"();

CREATE FUNCTION "audit_hash"("before" BYTEA, "row" "audit") RETURNS BYTEA LANGUAGE sql STABLE AS $$
  SELECT sha256(coalesce("before", ''::bytea) || convert_to(jsonb_build_array("row"."shopId", "row"."id", "row"."at",
    "row"."actor", "row"."actorName", "row"."action", "row"."subject", "row"."amountMinor", "row"."currency",
    "row"."before", "row"."after", "row"."cause", "row"."requestId")::text, 'UTF8'))
$$;

CREATE FUNCTION "chain_audit"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  "last" "audit_chain"%ROWTYPE;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('audit:' || NEW."shopId"::text, 0));
  SELECT * INTO "last" FROM "audit_chain" WHERE "shopId" = NEW."shopId" ORDER BY "seq" DESC LIMIT 1;
  INSERT INTO "audit_chain" ("shopId", "seq", "auditId", "hash")
    VALUES (NEW."shopId", coalesce("last"."seq", 0) + 1, NEW."id", "audit_hash"("last"."hash", NEW));
  RETURN NULL;
END $$;

-- Rows from before: chained in the order in which they were written.
DO $$
DECLARE
  "each" "audit"%ROWTYPE;
  "last" "audit_chain"%ROWTYPE;
BEGIN
  FOR "each" IN SELECT * FROM "audit" ORDER BY "shopId", "id" LOOP
    SELECT * INTO "last" FROM "audit_chain" WHERE "shopId" = "each"."shopId" ORDER BY "seq" DESC LIMIT 1;
    INSERT INTO "audit_chain" ("shopId", "seq", "auditId", "hash")
      VALUES ("each"."shopId", coalesce("last"."seq", 0) + 1, "each"."id", "audit_hash"("last"."hash", "each"));
  END LOOP;
END $$;

CREATE CONSTRAINT TRIGGER "chain_audit" AFTER INSERT ON "audit" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION "chain_audit"();

-- The chain is the database's own to write; the walls around both new tables.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'goodturn_app') THEN
    REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON "audit_chain" FROM "goodturn_app";
  END IF;
  IF to_regproc('public.wall_off_shops') IS NOT NULL THEN
    PERFORM "wall_off_shops"();
  END IF;
END $$;
