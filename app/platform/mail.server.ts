import { createTransport, type Transporter } from "nodemailer";

import { env } from "./env.server";

export type Letter = {
  readonly to: { readonly name: string; readonly address: string };
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same on every try, so that a mail sent twice is shown once. */
  readonly messageId: string;
  readonly replyTo?: string;
  /** Automatic mail says so (RFC 3834), so that no robot answers it. */
  readonly automatic: boolean;
};

let transport: Transporter | undefined;

/** Hands a letter to the mail server. @throws when it was not taken; `responseCode` ≥ 500 means never. */
export async function sendLetter(letter: Letter): Promise<void> {
  transport ??= createTransport({ url: env().SMTP_URL, connectionTimeout: 10_000, socketTimeout: 20_000 });
  const address = letter.to.address;
  await transport.sendMail({
    from: { name: letter.fromName, address: env().MAIL_FROM },
    to: { name: letter.to.name, address },
    envelope: { from: env().MAIL_FROM, to: [address] },
    subject: letter.subject.replace(/[\r\n\0\u2028\u2029]+/g, " "),
    text: letter.text,
    html: letter.html,
    messageId: letter.messageId,
    ...(letter.replyTo ? { replyTo: letter.replyTo } : {}),
    ...(letter.automatic
      ? { headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" } }
      : {}),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

export function closeMail(): void {
  transport?.close();
  transport = undefined;
}
