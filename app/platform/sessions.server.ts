import { MissingSessionTableError, PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import { Session } from "@shopify/shopify-api";
import type { PrismaClient } from "@prisma/client";

import { Unavailable } from "~/kit/failures";

import { database } from "./db.server";
import { seal, unseal } from "./secrets.server";

/** Shopify's own session storage, with every token sealed before it reaches the database. */
export class SealedSessions implements SessionStorage {
  private rows: PrismaSessionStorage<PrismaClient> | undefined;

  // Shopify's storage looks for its table once, as soon as it is made, and for ever believes what it saw: it is made
  // at the first use, and anew when the database was away then.
  private async ask<T>(work: (storage: PrismaSessionStorage<PrismaClient>) => Promise<T>): Promise<T> {
    const once = { connectionRetries: 1, connectionRetryIntervalMs: 0 };
    this.rows ??= new PrismaSessionStorage(database() as PrismaClient, once);
    try {
      return await work(this.rows);
    } catch (error) {
      if (!(error instanceof MissingSessionTableError)) throw error;
      this.rows = undefined;
      throw new Unavailable("The database is away");
    }
  }

  async storeSession(session: Session): Promise<boolean> {
    return this.ask((storage) => storage.storeSession(withTokens(session, seal)));
  }

  async loadSession(id: string): Promise<Session | undefined> {
    const session = await this.ask((storage) => storage.loadSession(id));
    return session && withTokens(session, unseal);
  }

  async deleteSession(id: string): Promise<boolean> {
    return this.ask((storage) => storage.deleteSession(id));
  }

  async deleteSessions(ids: string[]): Promise<boolean> {
    return this.ask((storage) => storage.deleteSessions(ids));
  }

  async findSessionsByShop(shop: string): Promise<Session[]> {
    const sessions = await this.ask((storage) => storage.findSessionsByShop(shop));
    return sessions.map((session) => withTokens(session, unseal));
  }
}

function withTokens(session: Session, change: (token: string) => string): Session {
  const copy = new Session(session.toObject());
  if (session.accessToken) copy.accessToken = change(session.accessToken);
  if (session.refreshToken) copy.refreshToken = change(session.refreshToken);
  return copy;
}
