-- A webhook's body is read once and forgotten after some days: to pack it costs a third of the time it takes to keep it.
ALTER TABLE "webhook_deliveries" ALTER COLUMN "body" SET STORAGE EXTERNAL;
