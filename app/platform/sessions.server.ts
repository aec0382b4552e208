import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import { Session } from "@shopify/shopify-api";
import type { PrismaClient } from "@prisma/client";

import { database } from "./db.server";
import { seal, unseal } from "./secrets.server";

/** Shopify's own session storage, with every token sealed before it reaches the database. */
export class SealedSessions implements SessionStorage {
  private rows: PrismaSessionStorage<PrismaClient> | undefined;

  // Shopify's storage polls its table as soon as it exists, so it is made at the first use.
  private storage() {
    return (this.rows ??= new PrismaSessionStorage(database() as PrismaClient, { connectionRetries: 5 }));
  }

  async storeSession(session: Session): Promise<boolean> {
    return this.storage().storeSession(withTokens(session, seal));
  }

  async loadSession(id: string): Promise<Session | undefined> {
    const session = await this.storage().loadSession(id);
    return session && withTokens(session, unseal);
  }

  async deleteSession(id: string): Promise<boolean> {
    return this.storage().deleteSession(id);
  }

  async deleteSessions(ids: string[]): Promise<boolean> {
    return this.storage().deleteSessions(ids);
  }

  async findSessionsByShop(shop: string): Promise<Session[]> {
    const sessions = await this.storage().findSessionsByShop(shop);
    return sessions.map((session) => withTokens(session, unseal));
  }
}

function withTokens(session: Session, change: (token: string) => string): Session {
  const copy = new Session(session.toObject());
  if (session.accessToken) copy.accessToken = change(session.accessToken);
  if (session.refreshToken) copy.refreshToken = change(session.refreshToken);
  return copy;
}
