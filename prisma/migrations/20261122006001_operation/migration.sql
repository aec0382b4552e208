-- What an operator has stopped at one shop: "mail", "refunds", "automations", "portal".
ALTER TABLE "shops" ADD COLUMN "off" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- From the page to the job: the request that asked for the work.
ALTER TABLE "outbox" ADD COLUMN "requestId" TEXT;

-- Work that is stopped for all shops until an operator lets it go on.
CREATE TABLE "paused_work" (
    "name" TEXT NOT NULL,
    "pausedAt" TIMESTAMP(3) NOT NULL,
    "pausedBy" TEXT NOT NULL,

    CONSTRAINT "paused_work_pkey" PRIMARY KEY ("name")
);

-- What operators did, and why. Rows are added, never changed.
CREATE TABLE "operator_acts" (
    "id" UUID NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "operator" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "why" TEXT,
    "requestId" TEXT NOT NULL,

    CONSTRAINT "operator_acts_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "operator_acts_at_idx" ON "operator_acts"("at" DESC);
REVOKE UPDATE, DELETE, TRUNCATE ON "operator_acts" FROM "goodturn_app";

-- Whether the tables are as new as the program: the app may not read Prisma's own list.
CREATE FUNCTION "applied_migrations"() RETURNS SETOF text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF to_regclass('public._prisma_migrations') IS NULL THEN RETURN; END IF;
  RETURN QUERY EXECUTE 'SELECT migration_name::text FROM public._prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL';
END $$;
