import type { Server } from "node:http";

import type { NextFunction, Request, Response } from "express";

/** So long whoever sends us requests may take to notice that we go down. */
const GRACE_MS = 5_000;
/** So long a request may still take after that. */
const FINISH_MS = 18_000;

let goingDown = false;
const listeners = new Set<() => void>();

/** Whether this process is about to end: it answers, but should be sent nothing new. */
export function isGoingDown(): boolean {
  return goingDown;
}

/** Told once, when this process begins to go down. Call the answer to be told no more. */
export function whenGoingDown(act: () => void): () => void {
  listeners.add(act);
  return () => void listeners.delete(act);
}

/** While we go down, each answer ends its connection: the next request finds another process. */
export function sayGoodbye(_request: Request, response: Response, next: NextFunction): void {
  if (goingDown) response.setHeader("connection", "close");
  next();
}

/** Readiness turns red, and who asked to be told is told. */
export function beginGoingDown(): void {
  goingDown = true;
  for (const act of [...listeners]) act();
}

/**
 * Goes down without breaking a connection: readiness turns red, streams are let go one by one, and for some seconds
 * we still answer. Then nothing new is taken; resolves when the last request has its answer, at the latest after
 * `FINISH_MS`, when what is left is cut.
 */
export async function drained(server: Server): Promise<void> {
  beginGoingDown();
  const until = performance.now() + GRACE_MS;
  while (performance.now() < until && (await connectionsOf(server)) > 0)
    await new Promise((resolve) => setTimeout(resolve, 100));
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), FINISH_MS);
  await closed;
  clearTimeout(cut);
}

function connectionsOf(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((error, count) => resolve(error ? 0 : count)));
}
