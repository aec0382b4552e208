import { createServer } from "node:http";

import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import express from "express";
import * as build from "virtual:remix/server-build";

import { agentStream } from "~/http/agent-stream.server";
import { drained, sayGoodbye } from "~/http/watch/draining.server";
import { healthDoor } from "~/http/watch/health.server";
import { followed } from "~/http/watch/request.server";
import { shopperStream } from "~/http/shopper-stream.server";
import { webhookDoor } from "~/http/webhook.server";
import { closeDatabase } from "~/platform/db.server";
import { closeDeliveries } from "~/platform/webhooks/deliveries.server";
import { env } from "~/platform/env.server";
import { stopListening } from "~/platform/live.server";
import { closeLimits } from "~/platform/limits.server";
import { log } from "~/platform/log.server";
import { untilErasedAgain } from "~/wiring/privacy.server";
import { endWith } from "~/platform/watch/ending.server";
import { hushLibraries } from "~/platform/watch/libraries.server";
import { databaseAnswers, diskHasRoom, tablesAreNew } from "~/platform/watch/readiness.server";
import { tellOfTheWhole } from "~/reports/gauges.server";

hushLibraries();
tellOfTheWhole();
const app = express();
app.disable("x-powered-by");
app.use(sayGoodbye);
app.use(followed);

// What comes often, or stays open long, is answered before Remix.
app.post("/webhooks", webhookDoor);
app.get("/app/live", agentStream);
app.options("/portal/live", shopperStream);
app.get("/portal/live", shopperStream);
const health = healthDoor([databaseAnswers, tablesAreNew, diskHasRoom]);
app.get(/^\/(livez|readyz|health|healthz\/detail|metrics)$/, (request, response) =>
  health(request.path)?.(request, response),
);

app.use("/assets", express.static("build/client/assets", { immutable: true, maxAge: "1y" }));
app.use(express.static("build/client", { maxAge: "1h" }));
app.all("*", createRequestHandler({ build: build as unknown as ServerBuild, mode: "production" }));

await untilErasedAgain();
const server = createServer(app).listen(env().PORT, () => log.info("Goodturn answers", { port: env().PORT }));
// Who dawdles over a request's head holds nobody up; a photo from a slow phone may take its time.
server.headersTimeout = 10_000;
server.requestTimeout = 120_000;

endWith(async () => {
  log.info("Goodturn goes down");
  await drained(server);
  await Promise.all([stopListening(), closeDeliveries(), closeLimits()]);
  await closeDatabase();
});
