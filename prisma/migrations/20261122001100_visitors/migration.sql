-- A refresh token is exchanged now and then; the one before stays good, so that a second tab keeps its seat.
ALTER TABLE "visitors" ADD COLUMN "previousHash" TEXT;
ALTER TABLE "visitors" ADD COLUMN "rotatedAt" TIMESTAMP(3);
CREATE UNIQUE INDEX "visitors_shopId_previousHash_key" ON "visitors" ("shopId", "previousHash");

-- A signed-in customer is one visitor, on every device.
CREATE UNIQUE INDEX "visitors_shopId_customerId_key" ON "visitors" ("shopId", "customerId");

-- The search by address, and the shop behind an origin.
CREATE INDEX "conversations_shopId_shopperEmail_idx" ON "conversations" ("shopId", "shopperEmail");
CREATE INDEX "shops_storefrontUrl_idx" ON "shops" ("storefrontUrl");
