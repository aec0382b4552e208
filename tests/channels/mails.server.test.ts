import { afterEach, beforeEach, expect, test } from "vitest";

import { mailbox } from "../support/mailbox";

import { deliverMail, writeMail, type MailDraft } from "~/channels/mails.server";

import { deskFor, type TestDesk } from "../support/desk";

let shop: TestDesk;
beforeEach(async () => void (shop = await deskFor()));
afterEach(() => shop.close());

const draft = (own: Partial<MailDraft> = {}): MailDraft => ({
  key: "return:1:refunded",
  to: "noor@example.com",
  toName: "Noor Haddad",
  subject: "Your refund is on its way",
  body: { shopName: "Fern & Flax", heading: "Refund", paragraphs: ["34.00 €"], closing: "Bye." },
  ...own,
});

async function onlyMail() {
  return shop.desk.db.mail.findFirstOrThrow({});
}

test("a mail goes out from the shop, to the shopper, marked as automatic", async () => {
  await writeMail(shop.desk, draft());
  await deliverMail(shop.desk, (await onlyMail()).id);
  const [mail] = mailbox.list("noor@example.com");
  expect(mail).toMatchObject({ fromName: shop.desk.shop.name, from: "help@example.com" });
  expect(mail?.headers["auto-submitted"]).toBe("auto-generated");
  expect(await onlyMail()).toMatchObject({ state: "sent" });
});

test("the same matter is written once and sent once, however often it is announced", async () => {
  const written = await Promise.all([1, 2, 3, 4, 5].map(() => writeMail(shop.desk, draft())));
  expect(written.filter(Boolean)).toHaveLength(1);
  const { id } = await onlyMail();
  await deliverMail(shop.desk, id);
  await deliverMail(shop.desk, id);
  expect(mailbox.list()).toHaveLength(1);
});

test("a mail server in trouble is asked again later; nothing is lost", async () => {
  await writeMail(shop.desk, draft());
  const { id } = await onlyMail();
  mailbox.refusing = 451;
  await expect(deliverMail(shop.desk, id)).rejects.toThrow();
  expect(await onlyMail()).toMatchObject({ state: "waiting", tries: 1 });
  mailbox.refusing = null;
  await deliverMail(shop.desk, id);
  expect(mailbox.list()).toHaveLength(1);
});

test("what is refused for good is marked, not tried for ever", async () => {
  await writeMail(shop.desk, draft());
  mailbox.refusing = 550;
  await deliverMail(shop.desk, (await onlyMail()).id);
  expect(await onlyMail()).toMatchObject({ state: "failed" });
});

test("OM-1: line breaks in names and subjects add no header and no recipient", async () => {
  const break_ = "x\r\nBcc: victim@example.com\r\n\u2028\0y";
  await writeMail(shop.desk, draft({ subject: break_, toName: break_ }));
  await deliverMail(shop.desk, (await onlyMail()).id);
  const [mail] = mailbox.list();
  expect(mail?.to).toEqual(["noor@example.com"]);
  expect(mail?.headers["bcc"]).toBeUndefined();
});

test.each(["", "noor", "noor@example.com, victim@example.com", "a@b.c\r\nBcc: d@e.f", '"a" <b@c.d>'])(
  "%j is no address and gets no mail",
  async (to) => expect(await writeMail(shop.desk, draft({ to }))).toBe(false),
);

test("OM-4: nobody is buried in mail in our name", async () => {
  for (let n = 0; n < 25; n += 1) await writeMail(shop.desk, draft({ key: `answer:${n}` }));
  expect(await shop.desk.db.mail.count({})).toBe(20);
});
