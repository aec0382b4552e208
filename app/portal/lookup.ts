import type { Limit } from "~/platform/limits.server";

/** A code lives this long, may be tried this often, and is sent this often for one order. */
export const CODE_MINUTES = 10;
export const CODE_TRIES = 3;

// Failures count: people who know their order hardly notice, people who guess are locked out.
const QUARTER_HOUR = 15 * 60;
export const limits = {
  /** Codes for one order number, whoever asks. */
  perOrder: { name: "lookup-order", points: 3, seconds: QUARTER_HOUR },
  perVisitor: { name: "lookup-visitor", points: 5, seconds: QUARTER_HOUR },
  /**
   * From one network. Each try counts as a failure until its code is proven, which gives it back: a count that
   * went by whether the order exists would tell.
   */
  perNetwork: { name: "lookup-network", points: 5, seconds: QUARTER_HOUR },
  perShop: { name: "lookup-shop", points: 600, seconds: QUARTER_HOUR },
  /** Codes mailed to one address in a day: nobody is buried in codes in our name. */
  mailsADay: { name: "lookup-mails", points: 8, seconds: 24 * 3_600 },
} satisfies Record<string, Limit>;

/** One network counts as one caller: IPv4 as it is, IPv6 by its /64. */
export function networkOf(ip: string): string {
  if (!ip.includes(":")) return ip;
  const [head = "", tail] = ip.toLowerCase().split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail === undefined ? [] : tail.split(":").filter(Boolean);
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => group.padStart(4, "0"))
    .join(":");
}

export type Attempt = { readonly usedAt: Date | null; readonly expiresAt: Date; readonly tries: number };
export type Refusal = "wrong-code" | "expired" | "locked";

/** Why this code can no longer be tried; null when it can. */
export function whyNotTry(code: Attempt | null, now: Date): Refusal | null {
  if (!code || code.usedAt || code.expiresAt <= now) return "expired";
  return code.tries >= CODE_TRIES ? "locked" : null;
}
