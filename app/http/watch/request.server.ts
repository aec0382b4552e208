import type { NextFunction, Request, Response } from "express";

import { requestSeconds } from "~/platform/watch/metrics.server";
import { requestIdFrom, underRequest } from "~/platform/watch/trail.server";

import { routePattern } from "./pattern";

/** What is asked every few seconds by machines, or stays open: no number of ours speaks of it. */
const UNMEASURED = new Set(["/livez", "/readyz", "/metrics", "/app/live", "/portal/live"]);

/**
 * Gives the request its id (Shopify's of the delivery, the proxy's, or a fresh one), answers it in X-Request-Id, and
 * does whatever follows under it. Measures how long the answer takes.
 */
export function followed(request: Request, response: Response, next: NextFunction): void {
  const { headers } = request;
  const id = requestIdFrom(headers["x-shopify-webhook-id"], headers["x-request-id"]);
  response.setHeader("x-request-id", id);
  // For who reads the request behind Remix.
  headers["x-request-id"] = id;
  if (!UNMEASURED.has(request.path)) measure(request, response);
  underRequest(id, next);
}

function measure(request: Request, response: Response): void {
  const took = requestSeconds.startTimer({ method: request.method });
  const route = request.path;
  response.once("close", () => {
    const status = response.statusCode;
    // Whoever tries addresses must not make labels.
    took({ route: status === 404 ? "unknown" : routePattern(route), status });
  });
}
