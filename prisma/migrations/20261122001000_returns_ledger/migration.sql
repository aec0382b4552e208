-- Whether what arrived goes back on the shelf, as decided when the parcel was opened.
ALTER TABLE "return_lines" ADD COLUMN "restock" BOOLEAN NOT NULL DEFAULT true;

-- Only the stages and states that the code knows.
ALTER TABLE "returns" ADD CONSTRAINT "returns_stage" CHECK ("stage" IN ('requested', 'approved', 'declined', 'received', 'refunded', 'cancelled', 'closed'));
ALTER TABLE "money_intents" ADD CONSTRAINT "money_intents_state" CHECK ("state" IN ('prepared', 'sent', 'unknown', 'succeeded', 'failed'));
ALTER TABLE "money_intents" ADD CONSTRAINT "money_intents_amount" CHECK ("amountMinor" > 0);

-- An intent's key, order, return and currency are for ever; what has been paid is never unpaid.
CREATE FUNCTION "keep_intents"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."key" <> OLD."key" OR NEW."orderId" <> OLD."orderId" OR NEW."returnId" IS DISTINCT FROM OLD."returnId"
    OR NEW."kind" <> OLD."kind" OR NEW."currency" <> OLD."currency" THEN
    RAISE EXCEPTION 'An intent''s key, order, return, kind and currency do not change';
  END IF;
  IF OLD."state" = 'succeeded' AND NEW."state" <> 'succeeded' THEN
    RAISE EXCEPTION 'What has been paid stays paid';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "keep_intents" BEFORE UPDATE ON "money_intents" FOR EACH ROW EXECUTE FUNCTION "keep_intents"();

-- Rows of the audit are added, never changed. Erasing a whole shop is the one exception, and says so.
CREATE FUNCTION "keep_audit"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('goodturn.erasing', true) = OLD."shopId"::text THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'The audit is only added to';
END $$;
CREATE TRIGGER "keep_audit" BEFORE UPDATE OR DELETE ON "audit" FOR EACH ROW EXECUTE FUNCTION "keep_audit"();
