-- What rules of the return policy ask of a product. Orders that are here already are read again when they are opened.
ALTER TABLE "order_lines" ADD COLUMN "productType" TEXT;
ALTER TABLE "order_lines" ADD COLUMN "collections" TEXT[] DEFAULT ARRAY[]::TEXT[];
UPDATE "orders" SET "pulledAt" = 'epoch' WHERE "pulledAt" <> 'epoch';

-- Versions of the return policy are added, never changed: every decision names the one that made it. Only a person's
-- erasure may take their address out of the words of one.
CREATE TABLE "return_policies" (
    "shopId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "note" TEXT NOT NULL,
    "publishedAt" TIMESTAMP(3) NOT NULL,
    "publishedBy" TEXT NOT NULL,
    "publishedByName" TEXT NOT NULL,

    CONSTRAINT "return_policies_pkey" PRIMARY KEY ("shopId", "version"),
    CONSTRAINT "return_policies_version" CHECK ("version" > 0)
);

CREATE TABLE "return_policy_drafts" (
    "shopId" UUID NOT NULL,
    "document" JSONB NOT NULL,
    "savedAt" TIMESTAMP(3) NOT NULL,
    "savedBy" TEXT NOT NULL,

    CONSTRAINT "return_policy_drafts_pkey" PRIMARY KEY ("shopId")
);

CREATE TABLE "return_exceptions" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "authorName" TEXT NOT NULL,
    "approver" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3),
    "usedAt" TIMESTAMP(3),

    CONSTRAINT "return_exceptions_pkey" PRIMARY KEY ("shopId", "id"),
    CONSTRAINT "return_exceptions_kind" CHECK ("kind" IN ('block', 'allow', 'once')),
    -- Whoever asks for a one-time exception does not let it pass themselves.
    CONSTRAINT "return_exceptions_approver" CHECK ("approver" IS NULL OR "approver" <> "author")
);
CREATE INDEX "return_exceptions_shopId_subject_idx" ON "return_exceptions" ("shopId", "subject");

SELECT "wall_off_shops"();
