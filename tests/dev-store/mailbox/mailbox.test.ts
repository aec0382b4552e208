import { createTransport } from "nodemailer";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listen, serverFor } from "../http.ts";
import type { Listening } from "../http.ts";
import { Mailbox } from "./mailbox.ts";
import { mailboxSite } from "./server.ts";

let mailbox: Mailbox;
let site: Listening;
let smtp: string;

beforeEach(async () => {
  mailbox = new Mailbox();
  smtp = `smtp://localhost:${await mailbox.start(0)}`;
  site = await listen("the mailbox", 0, serverFor(mailboxSite(mailbox)));
});
afterEach(async () => {
  await site.close();
  await mailbox.close();
});

const letter = {
  from: "Fern & Flax <hello@example.com>",
  to: "Noor@example.com",
  subject: "Your parcel is late 张伟",
  text: "We are sorry.",
  html: "<p>We are <b>sorry</b>.</p><script>alert(1)</script>",
};

test("a mail can be read as it was written, by its reader's address in any spelling", async () => {
  await createTransport(smtp).sendMail(letter);
  const [mail] = mailbox.list("noor@EXAMPLE.com");
  expect(mail).toMatchObject({ subject: letter.subject, text: "We are sorry.", from: "hello@example.com" });
  expect(mailbox.list("tomas@example.com")).toEqual([]);
});

test("a test can wait for the mail it expects", async () => {
  const coming = mailbox.next((mail) => mail.to.includes("noor@example.com"));
  await createTransport(smtp).sendMail(letter);
  expect((await coming).subject).toBe(letter.subject);
});

test("the page shows the mail in a frame that runs no script", async () => {
  await createTransport(smtp).sendMail(letter);
  const page = await (await fetch(site.url)).text();
  expect(page).toContain("Your parcel is late 张伟");
  expect(page).toMatch(/<iframe[^>]* sandbox="(?![^"]*allow-scripts)/);
  const body = await fetch(`${site.url}/messages/1/body`);
  expect(body.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("a mail server in trouble refuses, and takes mail again later", async () => {
  mailbox.refusing = 451;
  await expect(createTransport(smtp).sendMail(letter)).rejects.toThrow();
  mailbox.refusing = null;
  await createTransport(smtp).sendMail(letter);
  expect(mailbox.list()).toHaveLength(1);
});

test("names and subjects with HTML in them show as text", async () => {
  await createTransport(smtp).sendMail({ ...letter, subject: "<img src=x onerror=alert(1)>" });
  expect(await (await fetch(site.url)).text()).not.toContain("<img src=x");
});
