import { randomBytes } from "node:crypto";

import { Session } from "@shopify/shopify-api";
import type { Prisma } from "@prisma/client";

import type { Id } from "~/kit/id";
import { database } from "~/platform/db.server";
import { deskOf, type Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";
import { SealedSessions } from "~/platform/sessions.server";
import { welcomeAgent } from "~/team/agents.server";

import { createStore, type Store, type StoreOptions } from "../dev-store/store.ts";
import { goOffline, goOnline, netAddress, office, type Host } from "./internet.ts";

export type TestDesk = {
  /** The shop's desk with the app itself as actor. */
  readonly desk: Desk;
  readonly store: Store;
  /** The wire between app and store: what was asked, and how to break it. */
  readonly host: Host;
  /** An agent's seat at the same desk; the same name is the same agent. Role "agent" unless said. */
  asAgent(name: string, role?: "owner" | "lead" | "agent" | "viewer"): Promise<Desk>;
  /** A shopper's seat; without an id a visitor nobody has seen before. */
  asShopper(visitorId?: string, locale?: string): Promise<Desk>;
  /** The same seat at another moment. */
  later(desk: Desk, now: Date): Desk;
  close(): Promise<void>;
};

export type DeskOptions = {
  readonly domain?: string;
  /** The moment of every seat; real time unless said. */
  readonly now?: Date;
  readonly shop?: Partial<Prisma.ShopUncheckedCreateInput>;
  readonly store?: Partial<Omit<StoreOptions, "domain">>;
  /** Fills the store before the app sees it; `seed({ orders: 20 })` of the dev store brings the cast. */
  readonly seed?: (store: Store) => void;
};

/** A fresh shop in the test's database, its stand-in store on the net, and an offline token to reach it. */
export async function deskFor(options: DeskOptions = {}): Promise<TestDesk> {
  const domain = options.domain ?? `fern-${randomBytes(5).toString("hex")}.myshopify.com`;
  const clock = { now: () => options.now ?? new Date() };
  const store = createStore({ domain, clock, adminUrl: await netAddress(), ...options.store });
  options.seed?.(store);
  const host = await goOnline(store);
  const now = options.now ?? new Date();
  const shop = await shopRow(store, now, options.shop);
  await storeOfflineToken(domain);
  const desk = deskOf({ ...shop, id: shop.id as Id<"Shop"> }, { kind: "system" }, now);
  return {
    desk,
    store,
    host,
    asAgent: (name, role) => seatAgent(desk, name, role),
    asShopper: (visitorId, locale) => seatShopper(desk, visitorId, locale),
    later: (seat, moment) => deskOf(seat.shop, seat.actor, moment),
    close: () => goOffline(store),
  };
}

function shopRow(store: Store, now: Date, own: DeskOptions["shop"]) {
  const { name, email, currency, timezone, storefrontUrl } = store.shop;
  return database().shop.create({
    data: {
      id: newId(),
      domain: store.domain,
      name,
      email,
      currency,
      timezone,
      storefrontUrl: new URL(storefrontUrl).origin,
      scopes: [],
      settings: {},
      installedAt: now,
      ...own,
    },
  });
}

/** An offline session as the first visit of an agent leaves it: sealed, good for an hour, with a refresh token. */
export async function storeOfflineToken(domain: string): Promise<void> {
  const staff = {
    id: "1",
    firstName: "Iris",
    lastName: "Lindqvist",
    email: "iris@example.com",
    accountOwner: true,
    locale: "en",
  };
  const { body } = await office.answer(domain, {
    client_id: process.env["SHOPIFY_API_KEY"] ?? "",
    client_secret: process.env["SHOPIFY_API_SECRET"] ?? "",
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: await office.idToken(domain, staff),
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
    requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
    expiring: "1",
  });
  const session = new Session({
    id: `offline_${domain}`,
    shop: domain,
    state: "",
    isOnline: false,
    scope: String(body["scope"]),
    accessToken: String(body["access_token"]),
    expires: new Date(Date.now() + 3_600_000),
    refreshToken: String(body["refresh_token"]),
    refreshTokenExpires: new Date(Date.now() + 90 * 86_400_000),
  });
  await new SealedSessions().storeSession(session);
}

async function seatAgent(desk: Desk, name: string, role: string = "agent"): Promise<Desk> {
  const key = name.toLowerCase().replace(/\s+/g, ".");
  const staff = {
    shopifyUserId: `staff-${key}`,
    name,
    email: `${key}@example.com`,
    locale: "en",
    isOwner: role === "owner",
  };
  const { id } = await welcomeAgent(desk, staff);
  await desk.db.agent.updateMany({ where: { id }, data: { role } });
  return deskOf(desk.shop, { kind: "agent", id, name, role, locale: "en" }, desk.now);
}

async function seatShopper(desk: Desk, visitorId: string = newId(), locale = "en"): Promise<Desk> {
  const known = await desk.db.visitor.findFirst({ where: { id: visitorId } });
  if (!known) {
    const seen = { createdAt: desk.now, seenAt: desk.now, locale };
    await desk.db.visitor.create({
      data: { shopId: desk.shopId, id: visitorId, refreshHash: newId(), ...seen },
    });
  }
  return deskOf(desk.shop, { kind: "shopper", visitorId: visitorId as Id<"Visitor">, locale }, desk.now);
}
