import { html, json, redirect, router, text } from "../http.ts";
import type { Answer, Ask, Handler } from "../http.ts";
import type { Mail, Mailbox } from "./mailbox.ts";
import { mailBody, mailboxPage } from "./pages.ts";
import type { View } from "./pages.ts";

/** The mailbox's page and its JSON (`/api/messages?to=`, newest first), for people and for tests. */
export function mailboxSite(mailbox: Mailbox): Handler {
  const show = (ask: Ask): Answer => {
    const to = ask.url.searchParams.get("to")?.toLowerCase() ?? "";
    const mails = mailbox.list(to || undefined);
    const open = ask.params.id ? mailbox.find(ask.params.id) : (mails[0] ?? null);
    if (ask.params.id && !open) return redirect("/");
    return html(mailboxPage({ mails, all: mailbox.list(), open, view: viewOf(ask), to }));
  };
  const of = (ask: Ask, answer: (mail: Mail) => Answer): Answer => {
    const mail = mailbox.find(ask.params.id ?? "");
    return mail ? answer(mail) : text("This mail is gone.", 404);
  };

  return router(
    [
      { method: "GET", path: "/", handle: show },
      { method: "GET", path: "/messages/:id", handle: show },
      { method: "GET", path: "/messages/:id/body", handle: (ask) => of(ask, bodyOf) },
      {
        method: "GET",
        path: "/messages/:id/files/:index",
        handle: (ask) => of(ask, (mail) => fileOf(mail, ask)),
      },
      { method: "GET", path: "/api/messages", handle: (ask) => json(listed(mailbox, ask)) },
      { method: "GET", path: "/api/messages/:id", handle: (ask) => of(ask, (mail) => json(plain(mail))) },
      { method: "DELETE", path: "/api/messages", handle: () => (mailbox.clear(), json({ cleared: true })) },
    ],
    () => text("There is nothing here.", 404),
  );
}

function bodyOf(mail: Mail): Answer {
  return html(
    mailBody(mail).replace(/<head[^>]*>|^/i, (head) => `${head}<base target="_blank">`),
    200,
    {
      "content-security-policy": "default-src 'none'; img-src data: http: https:; style-src 'unsafe-inline'",
    },
  );
}

function fileOf(mail: Mail, ask: Ask): Answer {
  const file = mail.attachments[Number(ask.params.index)];
  if (!file) return text("There is no such attachment.", 404);
  const headers = {
    "content-type": file.mimeType,
    "content-disposition": `attachment; filename="${encodeURI(file.filename)}"`,
  };
  return { headers, body: file.content };
}

function listed(mailbox: Mailbox, ask: Ask): unknown {
  return mailbox.list(ask.url.searchParams.get("to") ?? undefined).map(plain);
}

function plain(mail: Mail): unknown {
  const { attachments, source, ...rest } = mail;
  return {
    ...rest,
    size: Buffer.byteLength(source),
    attachments: attachments.map(({ content, ...file }) => ({ ...file, size: content.length })),
  };
}

function viewOf(ask: Ask): View {
  const asked = ask.url.searchParams.get("view");
  return asked === "text" || asked === "source" ? asked : "html";
}
