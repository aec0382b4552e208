import { afterAll, beforeAll, beforeEach } from "vitest";

import { closeMail } from "~/platform/mail.server";

import { Mailbox } from "../dev-store/mailbox/mailbox.ts";

/** A real mail server for this test file; the app finds it in SMTP_URL. Empty before each test. */
export function useMailbox(): Mailbox {
  const mailbox = new Mailbox();
  beforeAll(async () => {
    process.env["SMTP_URL"] = `smtp://localhost:${await mailbox.start(0)}`;
  });
  beforeEach(() => {
    mailbox.refusing = null;
    mailbox.clear();
  });
  afterAll(async () => {
    closeMail();
    await mailbox.close();
  });
  return mailbox;
}
