-- One event reaches each subscription once, however its delivery is numbered. The body's digest betrays a replay.
ALTER TABLE "webhook_deliveries" ADD COLUMN "digest" UUID;
DELETE FROM "webhook_deliveries" later USING "webhook_deliveries" first
WHERE later."shop" = first."shop" AND later."topic" = first."topic" AND later."subscription" = first."subscription"
  AND later."eventId" = first."eventId" AND later."id" > first."id";
CREATE UNIQUE INDEX "webhook_deliveries_shop_topic_subscription_eventId_key" ON "webhook_deliveries"("shop", "topic", "subscription", "eventId");
CREATE INDEX "webhook_deliveries_digest_idx" ON "webhook_deliveries"("digest");
CREATE INDEX "webhook_deliveries_shop_id_idx" ON "webhook_deliveries"("shop", "id");

-- Deliveries that nobody has worked on yet, shop by shop: one shop's flood does not stand before another's few.
DROP INDEX "webhook_deliveries_waiting";
CREATE INDEX "webhook_deliveries_waiting" ON "webhook_deliveries" ("shop", "id") WHERE "handledAt" IS NULL;
CREATE INDEX "webhook_deliveries_unreadable" ON "webhook_deliveries" ("id") WHERE "result" = 'unreadable';

-- What is to be done, shop by shop likewise.
CREATE INDEX "outbox_shopId_id_idx" ON "outbox"("shopId", "id");

-- Where a bulk file is gone on with, how far back it reaches, and since when rows come in.
ALTER TABLE "backfills" ADD COLUMN "offset" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "backfills" ADD COLUMN "reach" TEXT NOT NULL DEFAULT 'all';
ALTER TABLE "backfills" ADD COLUMN "takingFrom" TIMESTAMP(3);

-- CreateTable
CREATE TABLE "reconciliations" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "since" TIMESTAMP(3) NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "finishedAt" TIMESTAMP(3),
    "looked" INTEGER NOT NULL DEFAULT 0,
    "missed" INTEGER NOT NULL DEFAULT 0,
    "repaired" INTEGER NOT NULL DEFAULT 0,
    "lagMs" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "reconciliations_pkey" PRIMARY KEY ("shopId","id")
);
CREATE INDEX "reconciliations_shopId_startedAt_idx" ON "reconciliations"("shopId", "startedAt" DESC);
SELECT "wall_off_shops"();
