-- What a person, or Shopify in their name, asked of us: a copy of their data, or that it be erased.
CREATE TABLE "privacy_requests" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "webhookId" TEXT NOT NULL,
    "customerId" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "orderIds" TEXT[],
    "state" TEXT NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "storageKey" TEXT,
    "bytes" INTEGER,
    "receivedAt" TIMESTAMP(3) NOT NULL,
    "dueAt" TIMESTAMP(3) NOT NULL,
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "privacy_requests_pkey" PRIMARY KEY ("shopId", "id"),
    CONSTRAINT "privacy_requests_kind" CHECK ("kind" IN ('copy', 'erasure')),
    CONSTRAINT "privacy_requests_state" CHECK ("state" IN ('open', 'done', 'expired')),
    -- Whoever was erased is not named by the note that says so.
    CONSTRAINT "privacy_requests_nameless" CHECK (NOT ("kind" = 'erasure' AND "state" = 'done')
      OR ("customerId" IS NULL AND "email" IS NULL AND "phone" IS NULL AND "orderIds" = '{}'))
);
CREATE UNIQUE INDEX "privacy_requests_shopId_webhookId_key" ON "privacy_requests" ("shopId", "webhookId");
CREATE INDEX "privacy_requests_shopId_receivedAt_idx" ON "privacy_requests" ("shopId", "receivedAt" DESC);

-- What has been erased, in keyed fingerprints that name nobody: after a backup was restored, whoever was erased since
-- is found by them and erased again. The same entries stand in the file store, which a restore leaves alone.
CREATE TABLE "redactions" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "marks" TEXT[],
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "redactions_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "redactions_kind" CHECK ("kind" IN ('customer', 'shop'))
);

-- What retention and erasure look for.
CREATE INDEX "mails_shopId_to_createdAt_idx" ON "mails" ("shopId", "to", "createdAt");
CREATE INDEX "mails_shopId_createdAt_idx" ON "mails" ("shopId", "createdAt");
CREATE INDEX "mails_shopId_conversationId_idx" ON "mails" ("shopId", "conversationId");
CREATE INDEX "visitors_shopId_seenAt_idx" ON "visitors" ("shopId", "seenAt");
CREATE INDEX "visitors_shopId_email_idx" ON "visitors" ("shopId", "email");
CREATE INDEX "lookup_codes_shopId_expiresAt_idx" ON "lookup_codes" ("shopId", "expiresAt");
CREATE INDEX "attachments_shopId_visitorId_idx" ON "attachments" ("shopId", "visitorId");

-- The app's role may not delete from the audit. Erasing a whole shop is the one exception: only of a shop that has
-- left, all of it at once, and with a line in "redactions" that stays.
CREATE FUNCTION "erase_audit"("shop" UUID) RETURNS BIGINT LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE "gone" BIGINT;
BEGIN
  IF NOT EXISTS (SELECT FROM "shops" WHERE "id" = "shop" AND "uninstalledAt" IS NOT NULL) THEN
    RAISE EXCEPTION 'The audit of a shop that has the app stays';
  END IF;
  PERFORM set_config('goodturn.erasing', "shop"::text, true);
  DELETE FROM "audit_chain" WHERE "shopId" = "shop";
  DELETE FROM "audit" WHERE "shopId" = "shop";
  GET DIAGNOSTICS "gone" = ROW_COUNT;
  PERFORM set_config('goodturn.erasing', '', true);
  RETURN "gone";
END $$;
REVOKE EXECUTE ON FUNCTION "erase_audit"(UUID) FROM PUBLIC;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'goodturn_app') THEN
    GRANT EXECUTE ON FUNCTION "erase_audit"(UUID) TO "goodturn_app";
    -- The journal is only added to.
    REVOKE UPDATE, DELETE, TRUNCATE ON "redactions" FROM "goodturn_app";
  END IF;
  IF to_regproc('public.wall_off_shops') IS NOT NULL THEN
    PERFORM "wall_off_shops"();
  END IF;
END $$;
