-- What a job wrote into the audit while its shop was being erased belongs to no shop any more: that goes, too. The
-- audit of a shop that has the app stays, as before.
CREATE OR REPLACE FUNCTION "erase_audit"("shop" UUID) RETURNS BIGINT LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE "gone" BIGINT;
BEGIN
  IF EXISTS (SELECT FROM "shops" WHERE "id" = "shop" AND "uninstalledAt" IS NULL) THEN
    RAISE EXCEPTION 'The audit of a shop that has the app stays';
  END IF;
  PERFORM set_config('goodturn.erasing', "shop"::text, true);
  DELETE FROM "audit_chain" WHERE "shopId" = "shop";
  DELETE FROM "audit" WHERE "shopId" = "shop";
  GET DIAGNOSTICS "gone" = ROW_COUNT;
  PERFORM set_config('goodturn.erasing', '', true);
  RETURN "gone";
END $$;
