import { afterAll, beforeEach } from "vitest";

import { Mailbox } from "../dev-store/mailbox/mailbox.ts";

/**
 * A real mail server for this test file; the app finds it in SMTP_URL. Empty before each test. Import it
 * before anything of the app: the app reads its environment once.
 */
export const mailbox = new Mailbox();
process.env["SMTP_URL"] = `smtp://localhost:${await mailbox.start(0)}`;

beforeEach(() => {
  mailbox.refusing = null;
  mailbox.clear();
});

afterAll(() => mailbox.close());
