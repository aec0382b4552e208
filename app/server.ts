import { createServer } from "node:http";

import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import express from "express";
import * as build from "virtual:remix/server-build";

import { agentStream } from "~/http/agent-stream.server";
import { drained, sayGoodbye } from "~/http/watch/draining.server";
import { health } from "~/http/watch/health.server";
import { shopperStream } from "~/http/shopper-stream.server";
import { webhookDoor } from "~/http/webhook.server";
import { closeDatabase } from "~/platform/db.server";
import { closeDeliveries } from "~/platform/webhooks/deliveries.server";
import { env } from "~/platform/env.server";
import { stopListening } from "~/platform/live.server";
import { log } from "~/platform/log.server";

const app = express();
app.disable("x-powered-by");
app.use(sayGoodbye);

// What comes often, or stays open long, is answered before Remix.
app.post("/webhooks", webhookDoor);
app.get("/app/live", agentStream);
app.options("/portal/live", shopperStream);
app.get("/portal/live", shopperStream);
app.get("/health", health);

app.use("/assets", express.static("build/client/assets", { immutable: true, maxAge: "1y" }));
app.use(express.static("build/client", { maxAge: "1h" }));
app.all("*", createRequestHandler({ build: build as unknown as ServerBuild, mode: "production" }));

const server = createServer(app).listen(env().PORT, () => log.info("Goodturn answers", { port: env().PORT }));

/**
 * Goes down without breaking a connection: for some seconds it still answers, and ends each connection with its
 * answer; then it takes no new ones, and lets go of streams.
 */
async function stop(): Promise<void> {
  log.info("Goodturn goes down");
  await drained(server);
  server.close();
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 5_000).unref();
  await stopListening();
  await closeDeliveries();
  await closeDatabase();
}
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
