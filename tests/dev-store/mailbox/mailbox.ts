import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import type { AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import { PortTaken } from "../http.ts";

export type MailAttachment = { filename: string; mimeType: string; cid: string | null; content: Buffer };

/** A message as it arrived. */
export type Mail = {
  readonly id: string;
  readonly receivedAt: string;
  /** Addresses of the envelope, lower case: who really gets it. */
  readonly to: readonly string[];
  readonly from: string;
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly MailAttachment[];
  readonly source: string;
};

const kept = 500;

/** Takes every mail that is sent to it and delivers none: the demo's and the tests' whole world of mail. */
export class Mailbox {
  readonly #mails: Mail[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #now: () => Date;
  #server: SMTPServer | null = null;
  #count = 0;
  /** When set, every message is refused with this SMTP code: a mail server in trouble. */
  refusing: number | null = null;

  constructor(now: () => Date = () => new Date()) {
    this.#now = now;
  }

  /** Newest first; of one recipient only when `to` is given. */
  list(to?: string): readonly Mail[] {
    const wanted = to?.toLowerCase();
    return this.#mails.filter((mail) => !wanted || mail.to.includes(wanted)).reverse();
  }

  find(id: string): Mail | null {
    return this.#mails.find((mail) => mail.id === id) ?? null;
  }

  clear(): void {
    this.#mails.length = 0;
  }

  /** The newest mail that fits; waits for it, by default 5 seconds, then rejects. */
  async next(fits: (mail: Mail) => boolean, withinMilliseconds = 5000): Promise<Mail> {
    const until = performance.now() + withinMilliseconds;
    for (;;) {
      const found = this.#mails.findLast(fits);
      if (found) return found;
      const left = until - performance.now();
      if (left <= 0) throw new Error(`No such mail within ${withinMilliseconds} ms`);
      await this.#arrival(left);
    }
  }

  /** Starts listening; answers the port. */
  start(port: number): Promise<number> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS", "AUTH"],
      onData: (stream, session, done) => {
        const to = session.envelope.rcptTo.map((recipient) => recipient.address.toLowerCase());
        this.#receive(stream, to).then(() => done(), done);
      },
    });
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.once("error", (error: NodeJS.ErrnoException) =>
        reject(error.code === "EADDRINUSE" ? new PortTaken("mail", port) : error),
      );
      server.listen(port, "127.0.0.1", () => {
        server.on("error", () => undefined);
        resolve((server.server.address() as AddressInfo).port);
      });
    });
  }

  close(): Promise<void> {
    const server = this.#server;
    return new Promise((resolve) => (server ? server.close(() => resolve()) : resolve()));
  }

  async #receive(stream: Readable, to: string[]): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    if (this.refusing !== null) throw Object.assign(new Error("Not now"), { responseCode: this.refusing });
    this.#mails.push(await this.#parsed(Buffer.concat(chunks), to));
    if (this.#mails.length > kept) this.#mails.shift();
    this.#waiting.forEach((wake) => wake());
  }

  async #parsed(raw: Buffer, to: string[]): Promise<Mail> {
    const mail = await PostalMime.parse(raw, { attachmentEncoding: "arraybuffer" });
    return {
      id: String(++this.#count),
      receivedAt: this.#now().toISOString(),
      to,
      from: mail.from?.address ?? "",
      fromName: mail.from?.name ?? "",
      subject: mail.subject ?? "",
      text: (mail.text ?? "").replace(/\r?\n$/, ""),
      html: mail.html ?? null,
      headers: Object.fromEntries(mail.headers.map((header) => [header.key, header.value])),
      attachments: mail.attachments.map((part) => ({
        filename: part.filename ?? "attachment",
        mimeType: part.mimeType,
        cid: part.contentId?.replace(/^<|>$/g, "") ?? null,
        content: Buffer.from(part.content as ArrayBuffer),
      })),
      source: raw.toString("utf8"),
    };
  }

  #arrival(within: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, within);
      this.#waiting.add(wake);
    });
  }
}
