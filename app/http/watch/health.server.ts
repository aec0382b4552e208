import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

import { env } from "~/platform/env.server";
import { sameSecret } from "~/platform/secrets.server";
import { metricsText } from "~/platform/watch/metrics.server";
import { readiness, type Check } from "~/platform/watch/readiness.server";

import { isGoingDown } from "./draining.server";

type Answer = { readonly status: number; readonly type?: string; readonly text: string };
type Ask = (request: IncomingMessage) => Promise<Answer>;

const NOT_FOUND: Answer = { status: 404, text: "Not found" };
const NOT_READY: Answer = { status: 503, text: "not ready" };
const inGoodOrder: Check = { name: "staying", isWell: () => Promise.resolve(!isGoingDown()) };

/**
 * What a process says of itself: /livez (it runs), /readyz (it can do its work; 503 when not), and to whoever brings
 * OPERATOR_TOKEN as a bearer /healthz/detail and /metrics. Without the token these two do not exist. Null for any
 * other address.
 */
export function healthDoor(checks: readonly Check[]): (path: string) => RequestListener | null {
  const ask = readiness(checks);
  // Going down is known at once; the rest may be five seconds old.
  const findings = async () => [...(await ask()), { name: "staying", well: await inGoodOrder.isWell() }];
  const ready: Ask = async () =>
    (await findings()).every(({ well }) => well) ? { status: 200, text: "ok" } : NOT_READY;
  const doors: Readonly<Record<string, Ask>> = {
    "/livez": () => Promise.resolve({ status: 200, text: "ok" }),
    "/readyz": ready,
    "/health": ready,
    "/healthz/detail": forOperators(async () => {
      const text = JSON.stringify(
        Object.fromEntries((await findings()).map(({ name, well }) => [name, well])),
      );
      return { status: 200, type: "application/json", text };
    }),
    "/metrics": forOperators(async () => ({ status: 200, ...(await metricsText()) })),
  };
  return (path) => {
    const door = Object.hasOwn(doors, path) ? doors[path] : undefined;
    return door ? (request, response) => void answer(door, request, response) : null;
  };
}

async function answer(ask: Ask, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, type = "text/plain; charset=utf-8", text } = await ask(request).catch(() => NOT_READY);
  response.writeHead(status, {
    "content-type": type,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.end(text);
}

function forOperators(ask: Ask): Ask {
  return async (request) => {
    const token = env().OPERATOR_TOKEN;
    const brought = /^Bearer (.{16,200})$/.exec(request.headers.authorization ?? "")?.[1];
    return token && brought && sameSecret(token, brought) ? ask(request) : NOT_FOUND;
  };
}
