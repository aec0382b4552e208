-- The second wall between shops. The running app never works as the owner of its tables: each of its connections
-- takes the role `goodturn_app`, which sees only the rows of the shop that the connection is set to (app.shop).
-- The first wall is the client of app/platform/db.server.ts; either one alone keeps the shops apart.

-- Roles belong to the whole cluster: another database of it may have made this one, or make it right now.
DO $$
BEGIN
  FOR attempt IN 1..20 LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'goodturn_app') THEN
        CREATE ROLE "goodturn_app" NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
      END IF;
      GRANT "goodturn_app" TO CURRENT_USER;
      RETURN;
    EXCEPTION
      WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'The database user % may not make roles', current_user USING HINT =
          'An administrator runs once: CREATE ROLE goodturn_app NOLOGIN; GRANT goodturn_app TO "' || current_user || '" WITH ADMIN OPTION;';
      WHEN duplicate_object OR unique_violation OR internal_error THEN
        PERFORM pg_sleep(0.05 * attempt);
    END;
  END LOOP;
  RAISE EXCEPTION 'The role goodturn_app could not be made';
END $$;

GRANT USAGE ON SCHEMA "public" TO "goodturn_app";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "public" TO "goodturn_app";
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA "public" TO "goodturn_app";
ALTER DEFAULT PRIVILEGES IN SCHEMA "public" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "goodturn_app";
ALTER DEFAULT PRIVILEGES IN SCHEMA "public" GRANT USAGE, SELECT ON SEQUENCES TO "goodturn_app";

-- What was written down about money and permissions stays as it was written.
REVOKE UPDATE, DELETE, TRUNCATE ON "audit" FROM "goodturn_app";
-- Prisma's own list (in its shadow database the table does not exist).
DO $$
BEGIN
  IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
    REVOKE ALL ON "_prisma_migrations" FROM "goodturn_app";
  END IF;
END $$;

-- The queue keeps its own house: pg-boss makes and changes tables there, and nowhere else.
CREATE SCHEMA IF NOT EXISTS "pgboss";
DO $$
DECLARE thing record;
BEGIN
  EXECUTE 'ALTER SCHEMA "pgboss" OWNER TO "goodturn_app"';
  FOR thing IN SELECT c.oid::regclass AS place FROM pg_class c
    WHERE c.relnamespace = 'pgboss'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') LOOP
    EXECUTE format('ALTER TABLE %s OWNER TO "goodturn_app"', thing.place);
  END LOOP;
  FOR thing IN SELECT p.oid::regprocedure AS place FROM pg_proc p WHERE p.pronamespace = 'pgboss'::regnamespace LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO "goodturn_app"', thing.place);
  END LOOP;
  FOR thing IN SELECT t.oid::regtype AS place FROM pg_type t
    WHERE t.typnamespace = 'pgboss'::regnamespace AND t.typtype IN ('e', 'd') LOOP
    EXECUTE format('ALTER TYPE %s OWNER TO "goodturn_app"', thing.place);
  END LOOP;
END $$;

-- The shop that this connection works for; null when it is set to none or to all.
CREATE FUNCTION "app_shop"() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(nullif(current_setting('app.shop', true), ''), '*')::uuid $$;

-- Whether it works for all: the doors before a shop is known, and the worker between two jobs.
CREATE FUNCTION "app_every_shop"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(current_setting('app.shop', true), '') = '*' $$;

-- Puts the wall around every table with a "shopId" that has none yet. A migration that makes such a table ends with
-- SELECT "wall_off_shops"();  (tests/walls/row-security.server.test.ts finds the one that forgot).
CREATE FUNCTION "wall_off_shops"() RETURNS void LANGUAGE plpgsql AS $$
DECLARE place regclass;
BEGIN
  FOR place IN
    SELECT c.oid::regclass FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'shopId'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT a.attisdropped
      AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)
  LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', place);
    EXECUTE format(
      'CREATE POLICY "one_shop" ON %s TO "goodturn_app"
         USING ("shopId" = (SELECT "app_shop"()) OR (SELECT "app_every_shop"()))
         WITH CHECK ("shopId" = (SELECT "app_shop"()) OR (SELECT "app_every_shop"()))', place);
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION "wall_off_shops"() FROM PUBLIC;
SELECT "wall_off_shops"();

-- Tables that name the shop otherwise. (rate_limits holds counters and no shop's data: it has no wall.)
ALTER TABLE "shops" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "one_shop" ON "shops" TO "goodturn_app"
  USING ("id" = (SELECT "app_shop"()) OR (SELECT "app_every_shop"()));
ALTER TABLE "webhook_deliveries" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "one_shop" ON "webhook_deliveries" TO "goodturn_app"
  USING ((SELECT "app_every_shop"()) OR "shop" = (SELECT "domain" FROM "shops" WHERE "id" = "app_shop"()));
-- Tokens: only for who speaks with Shopify, never for a desk.
ALTER TABLE "Session" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "no_shop" ON "Session" TO "goodturn_app" USING ((SELECT "app_every_shop"()));

-- Under row-level security PostgreSQL uses an index only for operators that it knows to leak nothing; text search and
-- ILIKE are not among them, so the search would read a shop's every message. These views belong to the owner of the
-- tables and carry the wall themselves, so their indexes serve again. They show the connection's own shop, never all.
CREATE VIEW "own_messages" AS
  SELECT "shopId", "id", "conversationId", "text", "words" FROM "messages" WHERE "shopId" = (SELECT "app_shop"());
CREATE VIEW "own_customers" AS
  SELECT "shopId", "id", "name", "email" FROM "customers" WHERE "shopId" = (SELECT "app_shop"());
REVOKE INSERT, UPDATE, DELETE ON "own_messages", "own_customers" FROM "goodturn_app";
