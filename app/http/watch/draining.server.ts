import type { Server } from "node:http";

import type { NextFunction, Request, Response } from "express";

/** So long whoever sends us requests may take to notice that we go down. */
const GRACE_MS = 5_000;

let goingDown = false;

/** Whether this process is about to end: it answers, but should be sent nothing new. */
export function isGoingDown(): boolean {
  return goingDown;
}

/** While we go down, each answer ends its connection: the next request finds another process. */
export function sayGoodbye(_request: Request, response: Response, next: NextFunction): void {
  if (goingDown) response.setHeader("connection", "close");
  next();
}

/** Resolves when nobody is connected any more, at the latest after the time of grace. */
export async function drained(server: Server): Promise<void> {
  goingDown = true;
  const until = performance.now() + GRACE_MS;
  while (performance.now() < until && (await connectionsOf(server)) > 0)
    await new Promise((resolve) => setTimeout(resolve, 100));
}

function connectionsOf(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((error, count) => resolve(error ? 0 : count)));
}
