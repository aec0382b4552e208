import type { AddressInfo } from "node:net";

import express from "express";

import { agentStream, agentStreamEvery } from "~/http/agent-stream.server";
import { shopperStream, shopperStreamEvery } from "~/http/shopper-stream.server";
import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { stopListening } from "~/platform/live.server";

import { deskFor, type TestDesk } from "../../support/desk.ts";
import { listenTo, type Ear } from "../../support/live.ts";
import { hire } from "./people.ts";

const HOUR = 3_600_000;

export type Streams = {
  readonly url: string;
  readonly a: TestDesk;
  readonly b: TestDesk;
  /** The owner of shop A. */
  readonly owner: Desk;
  readonly hear: (place: string, token: string) => Promise<Ear>;
  /** The same, and waits until nothing is missed any more. */
  readonly opened: (place: string, token: string) => Promise<Ear>;
  /** How many requests with the header "x-deaf" have ended. */
  readonly deafGone: () => number;
  close(): Promise<void>;
};

/** Both streams behind a real HTTP server, and two shops to listen at. */
export async function openStreams(): Promise<Streams> {
  let gone = 0;
  const app = express();
  app.use((request, response, next) => {
    if (request.headers["x-deaf"]) response.on("close", () => (gone += 1));
    next();
  });
  app.get("/app/live", agentStream);
  app.get("/portal/live", shopperStream);
  // The same without any sign of life in between: what ends here was ended by what happened.
  app.get("/app/live/quiet", agentStreamEvery(HOUR));
  app.get("/portal/live/quiet", shopperStreamEvery(HOUR));
  const server = app.listen(0);
  await new Promise((ready) => server.once("listening", ready));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const [a, b] = [await deskFor(), await deskFor()];
  for (const shop of [a, b]) for (const role of ["owner", "agent"]) await hire(shop, role);
  const hear: Streams["hear"] = (place, token) => listenTo(url + place, { authorization: `Bearer ${token}` });
  return {
    url,
    a,
    b,
    owner: await a.asAgent("owner Example", "owner"),
    hear,
    opened: async (place, token) => {
      const ear = await hear(place, token);
      await ear.until("hello");
      return ear;
    },
    deafGone: () => gone,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await stopListening();
      await Promise.all([a.close(), b.close()]);
      await closeDatabase();
    },
  };
}

/** What was heard besides signs of life. */
export const newsIn = (ear: Ear) => ear.heard.filter(({ event }) => !["hello", "beat"].includes(event));
