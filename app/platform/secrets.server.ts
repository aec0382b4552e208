import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  randomInt,
  timingSafeEqual,
} from "node:crypto";

import { jwtVerify, SignJWT } from "jose";

import { env } from "./env.server";

/** Encrypts with AES-256-GCM; the key is derived from ENCRYPTION_KEY and never stored. */
export function seal(plain: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyFor("seal"), nonce);
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url")}`;
}

/** Opens what `seal` made, with the present or, while it is being changed, the old key. @throws Error when neither fits. */
export function unseal(sealed: string): string {
  if (!sealed.startsWith("v1.")) throw new Error("Not sealed by us");
  const bytes = Buffer.from(sealed.slice(3), "base64url");
  return firstThatFits(keysFor("seal"), (key) => {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
  });
}

function firstThatFits<T>(own: readonly Buffer[], open: (key: Buffer) => T): T {
  for (const key of own.slice(0, -1)) {
    try {
      return open(key);
    } catch {
      continue;
    }
  }
  return open(own.at(-1) ?? keyFor("seal"));
}

/** 192 random bits that name nothing but themselves; store only their `fingerprint`. */
export function freshToken(): string {
  return randomBytes(24).toString("base64url");
}

/** Six digits, each number as likely as any other. */
export function freshCode(): string {
  return String(randomInt(0, 1_000_000)).padStart(6, "0");
}

/** A keyed hash to find a token or compare a code by, without keeping it. */
export function fingerprint(secret: string): string {
  return createHmac("sha256", keyFor("fingerprint")).update(secret).digest("base64url");
}

/** Compares in the same time whether or not they are equal. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash("sha256").update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}

/** Verifies Shopify's base64 HMAC-SHA256 of a raw body with the present or, during a rotation, the old secret. */
export function isSignedByShopify(body: Buffer, signature: string): boolean {
  const secrets = [env().SHOPIFY_API_SECRET, env().SHOPIFY_API_SECRET_OLD].filter(
    (known) => known !== undefined,
  );
  return secrets.some((secret) =>
    sameSecret(createHmac("sha256", secret).update(body).digest("base64"), signature),
  );
}

/** Verifies the hex HMAC-SHA256 that Shopify's app proxy puts on its parameters. */
export function isSignedByProxy(parameters: string, signature: string): boolean {
  const secrets = [env().SHOPIFY_API_SECRET, env().SHOPIFY_API_SECRET_OLD].filter(
    (known) => known !== undefined,
  );
  return secrets.some((secret) =>
    sameSecret(createHmac("sha256", secret).update(parameters).digest("hex"), signature),
  );
}

/** What a signed link or visitor token is for; one made for one purpose is worthless for another. */
export type Purpose = "visitor" | "case" | "file" | "survey";

/** A signed statement that ends: claims, valid for so many seconds from `now`. */
export async function sign(
  purpose: Purpose,
  claims: Record<string, string>,
  life: { now: Date; seconds: number },
) {
  const begin = Math.floor(life.now.getTime() / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256" })
    .setAudience(purpose)
    .setIssuer("goodturn")
    .setIssuedAt(begin)
    .setExpirationTime(begin + life.seconds)
    .sign(keyFor("sign"));
}

/** The claims of a statement that we signed for this purpose and that has not ended; else null. */
export async function verified(
  purpose: Purpose,
  token: string,
  now: Date,
): Promise<Record<string, unknown> | null> {
  const terms = { algorithms: ["HS256"], audience: purpose, issuer: "goodturn", currentDate: now };
  for (const key of keysFor("sign")) {
    const known = await jwtVerify(token, key, terms).catch(() => null);
    if (known) return known.payload;
  }
  return null;
}

const keys = new Map<string, Buffer>();

function keyFor(use: string): Buffer {
  return derived(env().ENCRYPTION_KEY, use);
}

/** The present key for this use and, while ENCRYPTION_KEY is being changed, the one before: to read what is there. */
export function keysFor(use: "seal" | "sign" | "backup"): Buffer[] {
  const old = env().ENCRYPTION_KEY_OLD;
  return [keyFor(use), ...(old ? [derived(old, use)] : [])];
}

function derived(secret: string, use: string): Buffer {
  const name = `${use} ${secret}`;
  const known = keys.get(name);
  if (known) return known;
  const key = Buffer.from(hkdfSync("sha256", Buffer.from(secret, "base64"), "goodturn", use, 32));
  keys.set(name, key);
  return key;
}
