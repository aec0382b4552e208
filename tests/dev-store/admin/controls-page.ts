import { page, raw } from "../markup.ts";
import type { Raw } from "../markup.ts";
import type { Fault } from "../state/fault.ts";
import type { Delivery } from "../webhooks.ts";
import { head, when } from "./pieces.ts";
import { shell } from "./shell.ts";
import type { Visit } from "./visit.ts";

const faults: { kind: Fault["kind"]; label: string }[] = [
  { kind: "too-many-requests", label: "Too many requests (429)" },
  { kind: "throttled", label: "Throttled (cost)" },
  { kind: "server-error", label: "Server error (500)" },
  { kind: "slow", label: "Slow (8 seconds)" },
  { kind: "html", label: "A web page instead of JSON" },
  { kind: "truncated", label: "Half an answer" },
  { kind: "drop-before-commit", label: "Connection lost before it was done" },
  { kind: "drop-after-commit", label: "Done, but the answer is lost" },
];

/** What only a stand-in can do: move time, make the world unreliable, install and uninstall. */
export function controlsPage(visit: Visit): string {
  const body = page`<div class="wrap">${head("Stand-in controls", { below: "What no real store has: its clock, its weather, its luck." })}
    <div class="cols"><div class="stack">${clockCard(visit)}${weatherCard(visit)}${logCard(visit)}</div>
    <div class="stack">${appCard(visit)}${faultCard(visit)}${mailCard(visit)}</div></div></div>`;
  return shell(visit, { title: "Stand-in controls", place: "controls", body });
}

function form(visit: Visit, what: string, inside: Raw): Raw {
  return page`<form method="post" action="${visit.to(`/controls/${what}`)}">${inside}</form>`;
}

function clockCard(visit: Visit): Raw {
  const { clock } = visit.platform;
  const hours = Math.round(clock.offset / 3_600_000);
  const ahead = hours === 0 ? "Real time." : `${hours} hours ahead of real time.`;
  const move = (label: string, by: string) => page`<button name="by" value="${by}">${label}</button>`;
  return page`<section class="card"><header><h2>Clock</h2><span class="push">${when(visit.store, clock.now().toISOString())}</span></header>
    <p class="soft">${ahead} Store and app move together.</p>
    ${form(visit, "clock", page`<div class="bar">${move("+ 1 hour", "1h")}${move("+ 1 day", "24h")}${move("+ 2 days", "48h")}${move("+ 1 week", "168h")}${move("Back to now", "0")}</div>`)}</section>`;
}

function weatherCard(visit: Visit): Raw {
  const { weather } = visit.platform.webhooks;
  const box = (name: string, label: string, on: boolean) =>
    page`<label class="tick"><input type="checkbox" name="${name}" value="on" ${raw(on ? "checked" : "")}> ${label}</label>`;
  return page`<section class="card"><h2>Webhooks</h2>${form(
    visit,
    "weather",
    page`<div class="stack" style="gap:6px">${box("twice", "Deliver everything twice", weather.copies > 1)}
      ${box("shuffled", "Out of order (a second's worth, the last one first)", weather.shuffleWithin > 0)}
      ${box("late", "Ten seconds late", weather.delay > 0)}${box("lost", "Lose everything", weather.losing > 0)}</div>
      <div class="bar"><button class="primary">Save</button></div>`,
  )}</section>`;
}

function logCard(visit: Visit): Raw {
  const recent = [...visit.platform.webhooks.log].reverse().slice(0, 30);
  return page`<section class="card flush"><div class="scroll"><table><thead><tr><th>Topic</th><th>At</th><th>Fate</th><th>Attempts</th><th></th></tr></thead>
    <tbody>${recent.map((delivery) => deliveryRow(visit, delivery))}</tbody></table></div>
    ${recent.length === 0 && page`<p class="nothing">No webhook yet. Change an order, and one appears here.</p>`}</section>`;
}

function deliveryRow(visit: Visit, delivery: Delivery): Raw {
  const tone = delivery.fate === "delivered" ? "good" : delivery.fate === "on its way" ? "note" : "grave";
  const tries = delivery.attempts.map(
    ({ status, milliseconds }) => `${status ?? "no answer"}, ${milliseconds} ms`,
  );
  return page`<tr><td class="mono">${delivery.topic}</td><td class="soft">${when(visit.store, delivery.triggeredAt).split(", ")[1]}</td>
    <td><span class="badge ${tone}">${delivery.fate}</span></td><td class="soft">${tries.join(" · ")}</td>
    <td>${form(visit, "resend", page`<button name="id" value="${delivery.id}">Again</button>`)}</td></tr>`;
}

function appCard(visit: Visit): Raw {
  const { platform, store } = visit;
  const { installed, scopes } = platform.office.installation(store.domain);
  const button = (value: string, label: string, look = "") =>
    page`<button class="${look}" name="do" value="${value}">${label}</button>`;
  return page`<section class="card" id="install"><header><h2>${platform.config.name}</h2><span class="push badge ${installed ? "good" : ""}">${installed ? "Installed" : "Not installed"}</span></header>
    <p class="soft mono">${scopes.join(" ")}</p>
    ${form(
      visit,
      "app",
      page`<div class="bar">${
        installed
          ? page`${button("revoke", "Kill all tokens")}${button("expire", "Expire access tokens")}${button("uninstall", "Uninstall", "grave")}`
          : button("install", "Install", "primary")
      }${button("shop/redact", "Erase the shop")}</div>`,
    )}
    <p class="bar"><a class="button" href="${store.shop.storefrontUrl}/editor" target="_blank">Theme editor</a></p></section>`;
}

function faultCard(visit: Visit): Raw {
  const planned = visit.store.faults.map(
    (fault) =>
      page`<span class="badge warn">${fault.kind} × ${fault.times ?? 1}${fault.match && ` · ${fault.match}`}</span> `,
  );
  return page`<section class="card"><h2>Admin API, the next call</h2>${planned.length > 0 && page`<p>${planned}</p>`}${form(
    visit,
    "fault",
    page`<div class="fields one"><label class="field">Meets<select name="kind">${faults.map(({ kind, label }) => page`<option value="${kind}">${label}</option>`)}</select></label>
      <label class="field">Only calls that contain<input name="match" placeholder="refundCreate"></label>
      <label class="field">How often<input name="times" type="number" min="1" value="1"></label></div>
      <div class="bar"><button class="primary">Plan it</button><button name="clear" value="yes">Forget all</button></div>`,
  )}</section>`;
}

function mailCard(visit: Visit): Raw {
  const { refusing } = visit.platform.mailbox;
  const [value, label] = refusing === null ? ["refuse", "Refuse all mail"] : ["accept", "Accept mail again"];
  return page`<section class="card"><h2>Mail server</h2><p class="soft">${refusing === null ? "Accepts every mail." : "Refuses every mail for now."}</p>
    ${form(visit, "mail", page`<div class="bar"><button name="do" value="${value}">${label}</button></div>`)}</section>`;
}
