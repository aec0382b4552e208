import { randomBytes, randomUUID } from "node:crypto";
import { SignJWT, jwtVerify } from "jose";
import type { JWTPayload } from "jose";

/** A person signed in to the store's admin. */
export type Staff = {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly accountOwner: boolean;
  readonly locale: string;
};

/** One access token that was given out. Times are milliseconds of the store's clock. */
export type AccessToken = {
  readonly token: string;
  readonly kind: "online" | "offline";
  readonly staffId: string | null;
  readonly scopes: readonly string[];
  readonly expiresAt: number | null;
};

type RefreshToken = {
  readonly token: string;
  readonly scopes: readonly string[];
  readonly expiresAt: number;
  readonly replaces: string | null;
  firstUsedAt: number | null;
};

/** What one shop has granted to the app: a plain value, so that it can be kept between two starts. */
export type Installation = {
  installed: boolean;
  scopes: string[];
  access: AccessToken[];
  refresh: RefreshToken[];
};

export type OfficeTerms = {
  readonly clientId: string;
  readonly secret: string;
  readonly scopes: readonly string[];
  now(): Date;
  /** The staff of a shop, to say who is behind an online token. */
  staff(shop: string): readonly Staff[];
};

export type TokenAnswer = { readonly status: number; readonly body: Record<string, unknown> };
type Fields = Readonly<Record<string, string>>;

const hour = 3600;
const day = 24 * hour;
const grants = {
  exchange: "urn:ietf:params:oauth:grant-type:token-exchange",
  refresh: "refresh_token",
  online: "urn:shopify:params:oauth:token-type:online-access-token",
  offline: "urn:shopify:params:oauth:token-type:offline-access-token",
};

/** Gives out, renews and takes back tokens the way Shopify does for one app. */
export class TokenOffice {
  readonly #terms: OfficeTerms;
  readonly #shops = new Map<string, Installation>();

  constructor(terms: OfficeTerms) {
    this.#terms = terms;
  }

  /** What the shop has granted; a live value. A shop never seen has nothing installed. */
  installation(shop: string): Installation {
    const known = this.#shops.get(shop) ?? { installed: false, scopes: [], access: [], refresh: [] };
    this.#shops.set(shop, known);
    return known;
  }

  /** Grants the app's scopes, as a merchant who presses "Install" does. */
  install(shop: string, scopes: readonly string[] = this.#terms.scopes): void {
    Object.assign(this.installation(shop), { installed: true, scopes: [...scopes] });
  }

  /** Takes the app off the shop: every token dies at once. */
  uninstall(shop: string): void {
    this.#shops.set(shop, { installed: false, scopes: [], access: [], refresh: [] });
  }

  /** Kills all tokens of a shop but leaves the app installed. */
  revoke(shop: string): void {
    Object.assign(this.installation(shop), { access: [], refresh: [] });
  }

  /** Makes access tokens look older than they are, refresh tokens untouched. */
  expireAccess(shop: string): void {
    const installation = this.installation(shop);
    installation.access = installation.access.map((token) => ({ ...token, expiresAt: 0 }));
  }

  /** Grants other scopes to an app that is installed: tokens that are out already may then do the same. */
  grant(shop: string, scopes: readonly string[]): void {
    const installation = this.installation(shop);
    installation.scopes = [...scopes];
    installation.access = installation.access.map((token) => ({ ...token, scopes: [...scopes] }));
    installation.refresh = installation.refresh.map((token) => ({ ...token, scopes: [...scopes] }));
  }

  /** The token App Bridge's `idToken()` gives: signed with the app's secret, good for one minute. */
  idToken(shop: string, staff: Staff): Promise<string> {
    const now = Math.floor(this.#terms.now().getTime() / 1000);
    const sid = randomUUID();
    return new SignJWT({ dest: `https://${shop}`, sid, sig: randomBytes(32).toString("hex") })
      .setProtectedHeader({ alg: "HS256", typ: "JWT" })
      .setIssuer(`https://${shop}/admin`)
      .setAudience(this.#terms.clientId)
      .setSubject(staff.id)
      .setIssuedAt(now)
      .setNotBefore(now)
      .setExpirationTime(now + 60)
      .setJti(randomUUID())
      .sign(this.#key());
  }

  /** Answers `POST https://{shop}/admin/oauth/access_token`. */
  async answer(shop: string, sent: Fields): Promise<TokenAnswer> {
    if (sent.client_id !== this.#terms.clientId) return refusal(400, "application_cannot_be_found");
    if (sent.client_secret !== this.#terms.secret)
      return refusal(400, "invalid_client", "Client authentication failed");
    if (!this.installation(shop).installed) return refusal(400, "app_not_installed");
    if (sent.grant_type === grants.exchange) return this.#exchange(shop, sent);
    if (sent.grant_type === grants.refresh) return this.#refresh(shop, sent.refresh_token ?? "");
    return refusal(400, "unsupported_grant_type");
  }

  /** The token's record while it is good for this shop, else null. */
  check(shop: string, token: string): AccessToken | null {
    const found = this.installation(shop).access.find((known) => known.token === token);
    if (!found || (found.expiresAt !== null && found.expiresAt <= this.#now())) return null;
    return found;
  }

  /** Everything that has to survive a restart. */
  snapshot(): Record<string, Installation> {
    return Object.fromEntries(this.#shops);
  }

  restore(shops: Record<string, Installation>): void {
    for (const [shop, installation] of Object.entries(shops)) this.#shops.set(shop, installation);
  }

  async #exchange(shop: string, sent: Fields): Promise<TokenAnswer> {
    const claims = await this.#verified(sent.subject_token ?? "");
    const idTokenType = sent.subject_token_type === "urn:ietf:params:oauth:token-type:id_token";
    if (!idTokenType || claims?.dest !== `https://${shop}`) {
      return refusal(400, "invalid_subject_token", "The subject_token is not valid for this shop and app");
    }
    if (sent.requested_token_type === grants.offline) {
      return { status: 200, body: this.#offline(shop, sent.expiring === "1", null) };
    }
    const staff = this.#terms.staff(shop).find((person) => person.id === claims.sub);
    if (!staff) return refusal(400, "invalid_subject_token", "The subject is no member of this shop's staff");
    return { status: 200, body: this.#online(shop, staff) };
  }

  async #verified(token: string): Promise<JWTPayload | null> {
    try {
      const verified = await jwtVerify(token, this.#key(), {
        algorithms: ["HS256"],
        audience: this.#terms.clientId,
        currentDate: this.#terms.now(),
        clockTolerance: 10,
      });
      return verified.payload;
    } catch {
      return null;
    }
  }

  /**
   * The refresh token just used stays good until the one that replaces it is used in turn, at most 30 days from
   * its first use (Shopify changelog, 28 August 2026): an answer lost on the way costs nothing.
   */
  #refresh(shop: string, token: string): TokenAnswer {
    const installation = this.installation(shop);
    const used = installation.refresh.find((known) => known.token === token);
    const now = this.#now();
    const until = used && Math.min(used.expiresAt, (used.firstUsedAt ?? now) + 30 * day * 1000);
    if (!used || until === undefined || until <= now) {
      return refusal(401, "invalid_request", "This request requires an active refresh_token");
    }
    used.firstUsedAt ??= now;
    installation.refresh = installation.refresh.filter((known) => known.token !== used.replaces);
    return { status: 200, body: this.#offline(shop, true, used.token) };
  }

  #offline(shop: string, expiring: boolean, replaces: string | null): Record<string, unknown> {
    const installation = this.installation(shop);
    const scopes = [...installation.scopes];
    const access = this.#accessToken(shop, {
      kind: "offline",
      staffId: null,
      lifetime: expiring ? hour : null,
    });
    if (!expiring) return { access_token: access.token, scope: scopes.join(",") };

    const token = `shprt_${randomBytes(16).toString("hex")}`;
    const expiresAt = this.#now() + 90 * day * 1000;
    installation.refresh.push({ token, scopes, expiresAt, replaces, firstUsedAt: null });
    return {
      access_token: access.token,
      expires_in: hour,
      refresh_token: token,
      refresh_token_expires_in: 90 * day,
      scope: scopes.join(","),
    };
  }

  #online(shop: string, staff: Staff): Record<string, unknown> {
    const access = this.#accessToken(shop, { kind: "online", staffId: staff.id, lifetime: day });
    return {
      access_token: access.token,
      scope: access.scopes.join(","),
      expires_in: day - 1,
      associated_user_scope: access.scopes.join(","),
      session: null,
      account_number: 0,
      associated_user: {
        id: Number(staff.id),
        first_name: staff.firstName,
        last_name: staff.lastName,
        email: staff.email,
        account_owner: staff.accountOwner,
        locale: staff.locale,
        collaborator: false,
        email_verified: true,
      },
    };
  }

  #accessToken(
    shop: string,
    wish: { kind: "online" | "offline"; staffId: string | null; lifetime: number | null },
  ): AccessToken {
    const { kind, staffId, lifetime } = wish;
    const installation = this.installation(shop);
    const now = this.#now();
    const access: AccessToken = {
      token: `${kind === "online" ? "shpua" : "shpat"}_${randomBytes(16).toString("hex")}`,
      kind,
      staffId,
      scopes: [...installation.scopes],
      expiresAt: lifetime === null ? null : now + lifetime * 1000,
    };
    const alive = installation.access.filter((known) => known.expiresAt === null || known.expiresAt > now);
    installation.access = [...alive, access];
    return access;
  }

  #key(): Uint8Array {
    return new TextEncoder().encode(this.#terms.secret);
  }

  #now(): number {
    return this.#terms.now().getTime();
  }
}

function refusal(status: number, error: string, description?: string): TokenAnswer {
  return { status, body: { error, ...(description ? { error_description: description } : {}) } };
}
