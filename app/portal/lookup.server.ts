import { writeMail } from "~/channels/mails.server";
import { after, MINUTE } from "~/kit/days";
import { emailKey, orderKey } from "~/kit/text";
import { localeFor, words } from "~/kit/words";
import { maybeBuyer } from "~/orders/named.server";
import { transaction, type Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";
import { enqueue } from "~/platform/jobs.server";
import { giveBack, take, type Verdict } from "~/platform/limits.server";
import { fingerprint, freshCode, sameSecret } from "~/platform/secrets.server";

import { mailCode } from "./jobs";
import { CODE_MINUTES, CODE_TRIES, limits, networkOf, whyNotTry, type Refusal } from "./lookup";
import { proveAddress } from "./proofs.server";

export type Lookup = { readonly order: string; readonly email: string; readonly ip: string | null };
export type Asked =
  | { readonly asked: true; readonly minutes: number }
  | { readonly asked: false; readonly retryAfterSeconds: number };

/**
 * Asks for a code. An order that exists and one that does not are answered alike and with the same work:
 * only the mail, sent later by the worker, knows the difference.
 */
export async function askForCode(desk: Desk, visitorId: string, lookup: Lookup): Promise<Asked> {
  const key = orderKey(lookup.order);
  const verdict = await withinLimits(desk, visitorId, { key, ip: lookup.ip });
  if (!verdict.allowed) return { asked: false, retryAfterSeconds: verdict.retryAfterSeconds };
  const email = emailKey(lookup.email) ?? "";
  const order = await maybeBuyer(desk, key);
  const matches = email !== "" && order !== null && sameSecret(order.email ?? "", email);
  await transaction(desk, async (inside) => {
    const id = newId<"LookupCode">();
    await inside.db.lookupCode.create({
      data: {
        shopId: desk.shopId,
        id,
        visitorId,
        orderId: matches ? order.id : null,
        email,
        codeHash: "",
        createdAt: desk.now,
        expiresAt: after(desk.now, CODE_MINUTES * MINUTE),
      },
    });
    await enqueue(inside, mailCode, { data: { codeId: id } });
  });
  return { asked: true, minutes: CODE_MINUTES };
}

async function withinLimits(
  desk: Desk,
  visitorId: string,
  { key, ip }: { key: string; ip: string | null },
): Promise<Verdict> {
  const counted = [
    [limits.perOrder, key],
    [limits.perVisitor, visitorId],
    ...(ip ? ([[limits.perNetwork, networkOf(ip)]] as const) : []),
    [limits.perShop, ""],
  ] as const;
  for (const [limit, who] of counted) {
    const verdict = await take(limit, `${desk.shopId}:${who}`);
    if (!verdict.allowed) return verdict;
  }
  return { allowed: true };
}

/** The worker's half: makes the code and mails it. The code stands in the mail alone. */
export async function sendCode(desk: Desk, codeId: string): Promise<void> {
  const row = await desk.db.lookupCode.findFirst({
    where: { id: codeId, codeHash: "", orderId: { not: null } },
  });
  if (!row || row.expiresAt <= desk.now) return;
  if (!(await take(limits.mailsADay, `${desk.shopId}:${row.email}`)).allowed) return;
  const visitor = await desk.db.visitor.findFirst({ where: { id: row.visitorId }, select: { locale: true } });
  const say = words(localeFor(visitor?.locale));
  const code = freshCode();
  await transaction(desk, async (inside) => {
    const data = { codeHash: fingerprint(`${codeId}:${code}`) };
    const { count } = await inside.db.lookupCode.updateMany({ where: { id: codeId, codeHash: "" }, data });
    if (count === 0) return;
    await writeMail(inside, {
      key: `code:${codeId}`,
      to: row.email,
      subject: say("mail.code_subject", { code, shop: desk.shop.name }),
      body: {
        shopName: desk.shop.name,
        heading: say("mail.code_heading"),
        paragraphs: [say("mail.code_what")],
        big: code,
        closing: say("mail.code_closing"),
      },
    });
  });
}

export type Checked =
  | { readonly verified: true; readonly email: string }
  | { readonly verified: false; readonly because: Refusal };

export type Guess = { readonly code: string; readonly ip: string | null };

/** Tries a code: three times, for ten minutes, once. A right one proves the address to be the visitor's. */
export async function checkCode(desk: Desk, visitorId: string, { code, ip }: Guess): Promise<Checked> {
  const row = await desk.db.lookupCode.findFirst({ where: { visitorId }, orderBy: { createdAt: "desc" } });
  const why = whyNotTry(row, desk.now);
  if (!row || why) return { verified: false, because: why ?? "expired" };
  // Counting comes first and only while tries are left, so that parallel guesses are counted each.
  const counted = await desk.db.lookupCode.updateMany({
    where: { id: row.id, usedAt: null, tries: { lt: CODE_TRIES } },
    data: { tries: { increment: 1 } },
  });
  if (counted.count === 0) return { verified: false, because: "locked" };
  if (!row.orderId || !sameSecret(fingerprint(`${row.id}:${code}`), row.codeHash)) {
    return { verified: false, because: "wrong-code" };
  }
  const checked = await useCode(desk, { id: row.id, visitorId, orderId: row.orderId, email: row.email });
  if (checked.verified && ip) await giveBack(limits.perNetwork, `${desk.shopId}:${networkOf(ip)}`);
  return checked;
}

type RightCode = { id: string; visitorId: string; orderId: string; email: string };

async function useCode(desk: Desk, { id, visitorId, orderId, email }: RightCode): Promise<Checked> {
  return transaction(desk, async (inside): Promise<Checked> => {
    const used = await inside.db.lookupCode.updateMany({
      where: { id, usedAt: null },
      data: { usedAt: desk.now },
    });
    if (used.count === 0) return { verified: false, because: "expired" };
    await proveAddress(inside, { visitorId, orderId, email });
    return { verified: true, email };
  });
}
