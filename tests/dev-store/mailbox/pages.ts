import { escape, page, raw } from "../markup.ts";
import type { Raw } from "../markup.ts";
import type { Mail } from "./mailbox.ts";

const look = `
  * { box-sizing: border-box } html, body { height: 100% }
  body { margin: 0; font: 14px/1.5 Inter, system-ui, sans-serif; color: #2b2b28; background: #f6f5f1;
    display: grid; grid-template: auto 1fr / minmax(280px, 380px) 1fr }
  header { grid-column: 1 / -1; display: flex; gap: 12px; align-items: center; padding: 10px 20px; background: #2f3b35; color: #fff }
  header b { font-size: 15px } header span { color: #c6d2ca }
  header select { margin-left: auto; font: inherit; padding: 5px 8px; border-radius: 8px; border: 1px solid #55655d; background: #3b4942; color: #fff; max-width: 60vw }
  nav { overflow: auto; border-right: 1px solid #dfddd5; background: #fff }
  nav a { display: block; padding: 12px 20px; border-bottom: 1px solid #eeece6; color: inherit; text-decoration: none }
  nav a:hover { background: #faf9f6 } nav a[aria-current] { background: #e9f0eb; box-shadow: inset 3px 0 #3d6b52 }
  nav strong { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 600 }
  nav small { display: flex; justify-content: space-between; gap: 8px; color: #6d6b64 }
  nav small span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
  nav p, .nothing { color: #6d6b64; padding: 28px 20px; margin: 0 }
  article { display: flex; flex-direction: column; min-width: 0; overflow: auto }
  article > div { padding: 20px 28px 12px; background: #fff; border-bottom: 1px solid #dfddd5 }
  h1 { font-size: 20px; margin: 0 0 6px } dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; margin: 0 0 10px }
  dt { color: #6d6b64 } dd { margin: 0; overflow-wrap: anywhere }
  .tabs a { display: inline-block; padding: 4px 12px; border-radius: 8px; color: #3d6b52; text-decoration: none }
  .tabs a[aria-current] { background: #e9f0eb; font-weight: 600 }
  iframe { flex: 1; border: 0; min-height: 420px; background: #fff } article { background: #fff } pre { margin: 0; padding: 20px 28px; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.6 ui-monospace, monospace }
  :focus-visible { outline: 2px solid #3d6b52; outline-offset: -2px }
  @media (max-width: 700px) { body { display: block } nav { border: 0; max-height: 45vh } }`;

/** Looks for something new every two seconds, without moving what is being read. */
const refresh = `
  let known = document.querySelector("nav").dataset.newest;
  setInterval(async () => {
    const there = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
    if (!there?.ok) return;
    const fresh = new DOMParser().parseFromString(await there.text(), "text/html");
    const list = fresh.querySelector("nav");
    if (list.dataset.newest === known) return;
    known = list.dataset.newest;
    document.querySelector("nav").innerHTML = list.innerHTML;
    document.querySelector("header").innerHTML = fresh.querySelector("header").innerHTML;
    document.title = fresh.title;
    if (document.querySelector(".nothing")) location.reload();
  }, 2000);
  document.addEventListener("change", (event) => {
    if (event.target.matches("header select")) location.search = event.target.value ? "?to=" + encodeURIComponent(event.target.value) : "";
  });`;

export type View = "html" | "text" | "source";
export type Shown = {
  mails: readonly Mail[];
  all: readonly Mail[];
  open: Mail | null;
  view: View;
  to: string;
};

/** The mailbox: who wrote on the left, the message on the right. */
export function mailboxPage(shown: Shown): string {
  const { mails, open, to } = shown;
  return `<!doctype html>${page`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${mails.length > 0 ? `(${mails.length}) ` : ""}Mailbox</title>
<link rel="icon" href="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><text y='13' font-size='13'>✉</text></svg>">
<style>${raw(look)}</style></head>
<body><header><b>Mailbox</b><span>every mail of the demo lands here</span>${recipients(shown)}</header>
<nav aria-label="Messages" data-newest="${mails[0]?.id ?? ""}">${mails.map((mail) => row(mail, open, to))}${
    mails.length === 0 && page`<p>No mail${to ? ` for ${to}` : ""} yet.</p>`
  }</nav>
<article>${open ? message(open, shown.view, to) : page`<p class="nothing">Mails appear here by themselves as soon as they are sent.</p>`}</article>
<script>${raw(refresh)}</script></body></html>`}`;
}

/** What stands in the sandboxed frame: the mail's own HTML, its pictures from within the mail. */
export function mailBody(mail: Mail): string {
  const plain = `<pre style="font:14px/1.6 system-ui;white-space:pre-wrap">${escape(mail.text)}</pre>`;
  const body = mail.html ?? plain;
  return body.replace(/cid:([^"'\s)>]+)/g, (whole, cid: string) => {
    const part = mail.attachments.find((attachment) => attachment.cid === cid);
    return part ? `data:${part.mimeType};base64,${part.content.toString("base64")}` : whole;
  });
}

function recipients({ all, to }: Shown): Raw {
  const names = [...new Set(all.flatMap((mail) => mail.to))].sort();
  if (names.length === 0) return raw("");
  const options = names.map((name) => page`<option ${raw(name === to ? "selected" : "")}>${name}</option>`);
  return page`<select aria-label="Recipient"><option value="">Everybody</option>${options}</select>`;
}

function row(mail: Mail, open: Mail | null, to: string): Raw {
  const current = mail.id === open?.id ? raw(` aria-current="true"`) : "";
  return page`<a href="${address(mail, "html", to)}"${current}>
    <strong>${mail.subject || "(no subject)"}</strong>
    <small><span>to ${mail.to.join(", ")}</span><time>${clock(mail.receivedAt)}</time></small></a>`;
}

function message(mail: Mail, view: View, to: string): Raw {
  const shown = view === "html" && mail.html === null ? "text" : view;
  const tab = (name: View, label: string) =>
    page`<a href="${address(mail, name, to)}"${name === shown ? raw(` aria-current="true"`) : ""}>${label}</a>`;
  return page`<div><h1>${mail.subject || "(no subject)"}</h1>
    <dl><dt>From</dt><dd>${mail.fromName} &lt;${mail.from}&gt;</dd><dt>To</dt><dd>${mail.to.join(", ")}</dd>
    <dt>At</dt><dd>${new Date(mail.receivedAt).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "medium" })}</dd>
    ${mail.attachments.length > 0 && page`<dt>With</dt><dd>${files(mail)}</dd>`}</dl>
    <div class="tabs">${mail.html !== null && tab("html", "Mail")}${tab("text", "Text")}${tab("source", "Source")}</div></div>
    ${content(mail, view)}`;
}

function content(mail: Mail, view: View): Raw {
  if (view === "source") return page`<pre>${mail.source}</pre>`;
  if (view === "text" || mail.html === null) return page`<pre>${mail.text}</pre>`;
  const sandbox = "allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";
  return page`<iframe title="The mail" sandbox="${sandbox}" src="/messages/${mail.id}/body"></iframe>`;
}

function files(mail: Mail): Raw[] {
  return mail.attachments.map(
    (file, index) => page`<a href="/messages/${mail.id}/files/${index}">${file.filename}</a> `,
  );
}

function address(mail: Mail, view: View, to: string): string {
  const query = new URLSearchParams({ ...(to ? { to } : {}), ...(view === "html" ? {} : { view }) });
  return `/messages/${mail.id}${query.size > 0 ? `?${query.toString()}` : ""}`;
}

function clock(iso: string): string {
  return new Date(iso).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
