-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "isOnline" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMP(3),
    "accessToken" TEXT NOT NULL,
    "userId" BIGINT,
    "firstName" TEXT,
    "lastName" TEXT,
    "email" TEXT,
    "accountOwner" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT,
    "collaborator" BOOLEAN DEFAULT false,
    "emailVerified" BOOLEAN DEFAULT false,
    "refreshToken" TEXT,
    "refreshTokenExpires" TIMESTAMP(3),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shops" (
    "id" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "currency" TEXT NOT NULL,
    "timezone" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "storefrontUrl" TEXT NOT NULL,
    "scopes" TEXT[],
    "settings" JSONB NOT NULL DEFAULT '{}',
    "installedAt" TIMESTAMP(3) NOT NULL,
    "uninstalledAt" TIMESTAMP(3),

    CONSTRAINT "shops_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agents" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "shopifyUserId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "availability" TEXT NOT NULL DEFAULT 'here',
    "lastSeenAt" TIMESTAMP(3) NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "agents_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "customers" (
    "shopId" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "locale" TEXT,
    "note" TEXT,
    "tags" TEXT[],
    "ordersCount" INTEGER NOT NULL DEFAULT 0,
    "spentMinor" BIGINT NOT NULL DEFAULT 0,
    "currency" TEXT NOT NULL,
    "since" TIMESTAMP(3) NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "orders" (
    "shopId" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "customerId" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "financialStatus" TEXT NOT NULL,
    "fulfillmentStatus" TEXT NOT NULL,
    "returnStatus" TEXT NOT NULL,
    "cancelledAt" TIMESTAMP(3),
    "closedAt" TIMESTAMP(3),
    "placedAt" TIMESTAMP(3) NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "currency" TEXT NOT NULL,
    "customerCurrency" TEXT NOT NULL,
    "totalMinor" BIGINT NOT NULL,
    "totalCustomerMinor" BIGINT NOT NULL,
    "refundedMinor" BIGINT NOT NULL,
    "details" JSONB NOT NULL,
    "tags" TEXT[],
    "note" TEXT,
    "promisedAt" TIMESTAMP(3),
    "deliveredAt" TIMESTAMP(3),
    "pulledAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "order_lines" (
    "shopId" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "variantTitle" TEXT,
    "sku" TEXT,
    "productId" TEXT,
    "variantId" TEXT,
    "imageUrl" TEXT,
    "tags" TEXT[],
    "quantity" INTEGER NOT NULL,
    "currentQuantity" INTEGER NOT NULL,
    "refundableQuantity" INTEGER NOT NULL,
    "fulfilledQuantity" INTEGER NOT NULL,
    "unitPriceMinor" BIGINT NOT NULL,
    "discountMinor" BIGINT NOT NULL,
    "taxMinor" BIGINT NOT NULL,
    "totalMinor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "customerUnitMinor" BIGINT NOT NULL,
    "customerTotalMinor" BIGINT NOT NULL,
    "customerCurrency" TEXT NOT NULL,
    "requiresShipping" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "order_lines_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "fulfillments" (
    "shopId" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "displayStatus" TEXT,
    "carrier" TEXT,
    "trackingNumber" TEXT,
    "trackingUrl" TEXT,
    "promisedAt" TIMESTAMP(3),
    "inTransitAt" TIMESTAMP(3),
    "deliveredAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "lines" JSONB NOT NULL,
    "events" JSONB NOT NULL,

    CONSTRAINT "fulfillments_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "refunds" (
    "shopId" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "returnId" TEXT,
    "totalMinor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "customerTotalMinor" BIGINT NOT NULL,
    "customerCurrency" TEXT NOT NULL,
    "note" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "lines" JSONB NOT NULL,
    "transactions" JSONB NOT NULL,

    CONSTRAINT "refunds_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "backfills" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "bulkId" TEXT,
    "status" TEXT NOT NULL,
    "found" INTEGER NOT NULL DEFAULT 0,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "error" TEXT,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "backfills_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "visitors" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "refreshHash" TEXT NOT NULL,
    "name" TEXT,
    "email" TEXT,
    "emailProvenAt" TIMESTAMP(3),
    "customerId" TEXT,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "createdAt" TIMESTAMP(3) NOT NULL,
    "seenAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "visitors_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "order_proofs" (
    "shopId" UUID NOT NULL,
    "visitorId" UUID NOT NULL,
    "orderId" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "provenAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "order_proofs_pkey" PRIMARY KEY ("shopId","visitorId","orderId")
);

-- CreateTable
CREATE TABLE "lookup_codes" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "visitorId" UUID NOT NULL,
    "orderId" TEXT,
    "email" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),

    CONSTRAINT "lookup_codes_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "conversations" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "snoozedUntil" TIMESTAMP(3),
    "subject" TEXT,
    "assigneeId" UUID,
    "visitorId" UUID,
    "customerId" TEXT,
    "shopperName" TEXT,
    "shopperEmail" TEXT,
    "identityProven" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "lastSeq" INTEGER NOT NULL DEFAULT 0,
    "lastVisible" INTEGER NOT NULL DEFAULT 0,
    "shopperSeen" INTEGER NOT NULL DEFAULT 0,
    "teamSeen" INTEGER NOT NULL DEFAULT 0,
    "shopperHereAt" TIMESTAMP(3),
    "preview" TEXT NOT NULL DEFAULT '',
    "waitingSince" TIMESTAMP(3),
    "lastActivityAt" TIMESTAMP(3) NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "closedAt" TIMESTAMP(3),

    CONSTRAINT "conversations_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "conversation_orders" (
    "shopId" UUID NOT NULL,
    "conversationId" UUID NOT NULL,
    "orderId" TEXT NOT NULL,
    "linkedAt" TIMESTAMP(3) NOT NULL,
    "linkedBy" TEXT NOT NULL,

    CONSTRAINT "conversation_orders_pkey" PRIMARY KEY ("shopId","conversationId","orderId")
);

-- CreateTable
CREATE TABLE "messages" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "conversationId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "visibleSeq" INTEGER,
    "kind" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "agentId" UUID,
    "text" TEXT NOT NULL,
    "card" JSONB,
    "clientId" TEXT,
    "mailedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,
    "words" tsvector,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "attachments" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "messageId" UUID,
    "returnId" UUID,
    "visitorId" UUID,
    "agentId" UUID,
    "name" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "storageKey" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "attachments_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "drafts" (
    "shopId" UUID NOT NULL,
    "conversationId" UUID NOT NULL,
    "agentId" UUID NOT NULL,
    "mode" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "savedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "drafts_pkey" PRIMARY KEY ("shopId","conversationId","agentId")
);

-- CreateTable
CREATE TABLE "read_marks" (
    "shopId" UUID NOT NULL,
    "conversationId" UUID NOT NULL,
    "agentId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "readAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "read_marks_pkey" PRIMARY KEY ("shopId","conversationId","agentId")
);

-- CreateTable
CREATE TABLE "returns" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "shopifyId" TEXT,
    "name" TEXT,
    "orderId" TEXT NOT NULL,
    "conversationId" UUID,
    "stage" TEXT NOT NULL,
    "requestedBy" TEXT NOT NULL,
    "clientId" TEXT,
    "note" TEXT,
    "declineReason" TEXT,
    "declineNote" TEXT,
    "policy" JSONB NOT NULL,
    "requestedAt" TIMESTAMP(3) NOT NULL,
    "decidedAt" TIMESTAMP(3),
    "receivedAt" TIMESTAMP(3),
    "settledAt" TIMESTAMP(3),
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "returns_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "return_lines" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "returnId" UUID NOT NULL,
    "lineId" TEXT NOT NULL,
    "fulfillmentLineId" TEXT NOT NULL,
    "shopifyLineId" TEXT,
    "title" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "receivedQuantity" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT NOT NULL,
    "reasonLabel" TEXT NOT NULL,
    "note" TEXT,

    CONSTRAINT "return_lines_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "money_intents" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "returnId" UUID,
    "clientId" TEXT NOT NULL,
    "key" UUID NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "request" JSONB NOT NULL,
    "refundId" TEXT,
    "failure" TEXT,
    "actor" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "sentAt" TIMESTAMP(3),
    "settledAt" TIMESTAMP(3),

    CONSTRAINT "money_intents_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "audit" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "amountMinor" BIGINT,
    "currency" TEXT,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "surveys" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "conversationId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "askedAt" TIMESTAMP(3) NOT NULL,
    "score" INTEGER,
    "comment" TEXT,
    "answeredAt" TIMESTAMP(3),

    CONSTRAINT "surveys_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "mails" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "toName" TEXT,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "messageId" TEXT NOT NULL,
    "conversationId" UUID,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "sentAt" TIMESTAMP(3),

    CONSTRAINT "mails_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "webhookId" TEXT NOT NULL,
    "eventId" TEXT,
    "subscription" TEXT NOT NULL DEFAULT '',
    "triggeredAt" TIMESTAMP(3),
    "receivedAt" TIMESTAMP(3) NOT NULL,
    "body" TEXT NOT NULL,
    "handledAt" TIMESTAMP(3),
    "result" TEXT,

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "shopId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "singleton" TEXT,
    "runAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "Session_shop_idx" ON "Session"("shop");

-- CreateIndex
CREATE UNIQUE INDEX "shops_domain_key" ON "shops"("domain");

-- CreateIndex
CREATE UNIQUE INDEX "agents_shopId_shopifyUserId_key" ON "agents"("shopId", "shopifyUserId");

-- CreateIndex
CREATE INDEX "customers_shopId_email_idx" ON "customers"("shopId", "email");

-- CreateIndex
CREATE INDEX "orders_shopId_nameKey_idx" ON "orders"("shopId", "nameKey");

-- CreateIndex
CREATE INDEX "orders_shopId_customerId_placedAt_idx" ON "orders"("shopId", "customerId", "placedAt" DESC);

-- CreateIndex
CREATE INDEX "orders_shopId_email_placedAt_idx" ON "orders"("shopId", "email", "placedAt" DESC);

-- CreateIndex
CREATE INDEX "orders_shopId_updatedAt_idx" ON "orders"("shopId", "updatedAt");

-- CreateIndex
CREATE INDEX "order_lines_shopId_orderId_idx" ON "order_lines"("shopId", "orderId");

-- CreateIndex
CREATE INDEX "order_lines_shopId_sku_idx" ON "order_lines"("shopId", "sku");

-- CreateIndex
CREATE INDEX "fulfillments_shopId_orderId_idx" ON "fulfillments"("shopId", "orderId");

-- CreateIndex
CREATE INDEX "fulfillments_shopId_trackingNumber_idx" ON "fulfillments"("shopId", "trackingNumber");

-- CreateIndex
CREATE INDEX "refunds_shopId_orderId_idx" ON "refunds"("shopId", "orderId");

-- CreateIndex
CREATE INDEX "backfills_shopId_startedAt_idx" ON "backfills"("shopId", "startedAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "visitors_shopId_refreshHash_key" ON "visitors"("shopId", "refreshHash");

-- CreateIndex
CREATE INDEX "lookup_codes_shopId_visitorId_createdAt_idx" ON "lookup_codes"("shopId", "visitorId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "conversations_shopId_status_lastActivityAt_id_idx" ON "conversations"("shopId", "status", "lastActivityAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "conversations_shopId_status_assigneeId_lastActivityAt_id_idx" ON "conversations"("shopId", "status", "assigneeId", "lastActivityAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "conversations_shopId_customerId_idx" ON "conversations"("shopId", "customerId");

-- CreateIndex
CREATE INDEX "conversations_shopId_visitorId_idx" ON "conversations"("shopId", "visitorId");

-- CreateIndex
CREATE UNIQUE INDEX "conversations_shopId_number_key" ON "conversations"("shopId", "number");

-- CreateIndex
CREATE INDEX "conversation_orders_shopId_orderId_idx" ON "conversation_orders"("shopId", "orderId");

-- CreateIndex
CREATE INDEX "messages_shopId_conversationId_seq_idx" ON "messages"("shopId", "conversationId", "seq" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "messages_shopId_conversationId_seq_key" ON "messages"("shopId", "conversationId", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "messages_shopId_conversationId_clientId_key" ON "messages"("shopId", "conversationId", "clientId");

-- CreateIndex
CREATE INDEX "attachments_shopId_messageId_idx" ON "attachments"("shopId", "messageId");

-- CreateIndex
CREATE INDEX "attachments_shopId_returnId_idx" ON "attachments"("shopId", "returnId");

-- CreateIndex
CREATE INDEX "returns_shopId_stage_requestedAt_idx" ON "returns"("shopId", "stage", "requestedAt");

-- CreateIndex
CREATE INDEX "returns_shopId_orderId_idx" ON "returns"("shopId", "orderId");

-- CreateIndex
CREATE UNIQUE INDEX "returns_shopId_shopifyId_key" ON "returns"("shopId", "shopifyId");

-- CreateIndex
CREATE UNIQUE INDEX "returns_shopId_clientId_key" ON "returns"("shopId", "clientId");

-- CreateIndex
CREATE INDEX "return_lines_shopId_returnId_idx" ON "return_lines"("shopId", "returnId");

-- CreateIndex
CREATE INDEX "return_lines_shopId_lineId_idx" ON "return_lines"("shopId", "lineId");

-- CreateIndex
CREATE INDEX "money_intents_shopId_orderId_idx" ON "money_intents"("shopId", "orderId");

-- CreateIndex
CREATE INDEX "money_intents_state_createdAt_idx" ON "money_intents"("state", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "money_intents_shopId_clientId_key" ON "money_intents"("shopId", "clientId");

-- CreateIndex
CREATE UNIQUE INDEX "money_intents_shopId_key_key" ON "money_intents"("shopId", "key");

-- CreateIndex
CREATE INDEX "audit_shopId_at_idx" ON "audit"("shopId", "at" DESC);

-- CreateIndex
CREATE INDEX "audit_shopId_subject_idx" ON "audit"("shopId", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "surveys_tokenHash_key" ON "surveys"("tokenHash");

-- CreateIndex
CREATE INDEX "surveys_shopId_conversationId_idx" ON "surveys"("shopId", "conversationId");

-- CreateIndex
CREATE UNIQUE INDEX "mails_shopId_key_key" ON "mails"("shopId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_deliveries_shop_webhookId_key" ON "webhook_deliveries"("shop", "webhookId");

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_shopId_customerId_fkey" FOREIGN KEY ("shopId", "customerId") REFERENCES "customers"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_shopId_orderId_fkey" FOREIGN KEY ("shopId", "orderId") REFERENCES "orders"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fulfillments" ADD CONSTRAINT "fulfillments_shopId_orderId_fkey" FOREIGN KEY ("shopId", "orderId") REFERENCES "orders"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_shopId_orderId_fkey" FOREIGN KEY ("shopId", "orderId") REFERENCES "orders"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_proofs" ADD CONSTRAINT "order_proofs_shopId_visitorId_fkey" FOREIGN KEY ("shopId", "visitorId") REFERENCES "visitors"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_shopId_assigneeId_fkey" FOREIGN KEY ("shopId", "assigneeId") REFERENCES "agents"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_shopId_visitorId_fkey" FOREIGN KEY ("shopId", "visitorId") REFERENCES "visitors"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_shopId_customerId_fkey" FOREIGN KEY ("shopId", "customerId") REFERENCES "customers"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation_orders" ADD CONSTRAINT "conversation_orders_shopId_conversationId_fkey" FOREIGN KEY ("shopId", "conversationId") REFERENCES "conversations"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation_orders" ADD CONSTRAINT "conversation_orders_shopId_orderId_fkey" FOREIGN KEY ("shopId", "orderId") REFERENCES "orders"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_shopId_conversationId_fkey" FOREIGN KEY ("shopId", "conversationId") REFERENCES "conversations"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_shopId_agentId_fkey" FOREIGN KEY ("shopId", "agentId") REFERENCES "agents"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_shopId_messageId_fkey" FOREIGN KEY ("shopId", "messageId") REFERENCES "messages"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_shopId_returnId_fkey" FOREIGN KEY ("shopId", "returnId") REFERENCES "returns"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_shopId_visitorId_fkey" FOREIGN KEY ("shopId", "visitorId") REFERENCES "visitors"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_shopId_conversationId_fkey" FOREIGN KEY ("shopId", "conversationId") REFERENCES "conversations"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "read_marks" ADD CONSTRAINT "read_marks_shopId_conversationId_fkey" FOREIGN KEY ("shopId", "conversationId") REFERENCES "conversations"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "returns" ADD CONSTRAINT "returns_shopId_orderId_fkey" FOREIGN KEY ("shopId", "orderId") REFERENCES "orders"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "returns" ADD CONSTRAINT "returns_shopId_conversationId_fkey" FOREIGN KEY ("shopId", "conversationId") REFERENCES "conversations"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "return_lines" ADD CONSTRAINT "return_lines_shopId_returnId_fkey" FOREIGN KEY ("shopId", "returnId") REFERENCES "returns"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "money_intents" ADD CONSTRAINT "money_intents_shopId_orderId_fkey" FOREIGN KEY ("shopId", "orderId") REFERENCES "orders"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "money_intents" ADD CONSTRAINT "money_intents_shopId_returnId_fkey" FOREIGN KEY ("shopId", "returnId") REFERENCES "returns"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "surveys" ADD CONSTRAINT "surveys_shopId_conversationId_fkey" FOREIGN KEY ("shopId", "conversationId") REFERENCES "conversations"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;


-- The search: words of every message, kept by the database itself.
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
ALTER TABLE "messages" DROP COLUMN "words";
ALTER TABLE "messages" ADD COLUMN "words" tsvector GENERATED ALWAYS AS (to_tsvector('simple', left("text", 20000))) STORED;
CREATE INDEX "messages_words" ON "messages" USING gin ("shopId", "words");
CREATE INDEX "customers_find" ON "customers" USING gin ("shopId", "name" gin_trgm_ops, "email" gin_trgm_ops);

-- One conversation at a time for a visitor, however many tabs start one.
CREATE UNIQUE INDEX "conversations_one_open" ON "conversations" ("shopId", "visitorId") WHERE "status" <> 'closed' AND "visitorId" IS NOT NULL;

-- One refund under way for an order, and one ever for a return: the database has the last word.
CREATE UNIQUE INDEX "money_intents_one_under_way" ON "money_intents" ("shopId", "orderId") WHERE "state" IN ('prepared', 'sent', 'unknown');
CREATE UNIQUE INDEX "money_intents_one_per_return" ON "money_intents" ("shopId", "returnId") WHERE "returnId" IS NOT NULL AND "state" <> 'failed';

-- Deliveries that nobody has worked on yet.
CREATE INDEX "webhook_deliveries_waiting" ON "webhook_deliveries" ("id") WHERE "handledAt" IS NULL;
