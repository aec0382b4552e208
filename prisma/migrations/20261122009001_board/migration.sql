-- Many requests approved at once wait for a moment in which that can be taken back.
ALTER TABLE "returns" ADD COLUMN "approvesAt" TIMESTAMP(3), ADD COLUMN "approvesBy" UUID;
