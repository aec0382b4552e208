import { fields, redirect } from "../http.ts";
import type { Answer } from "../http.ts";
import { scopesPayload, shopPayload, shopRedactPayload } from "../payloads/shop.ts";
import type { Platform } from "../platform.ts";
import type { Fault } from "../state/fault.ts";
import type { Store } from "../store.ts";
import type { Visit } from "./visit.ts";

type Fields = Readonly<Record<string, string>>;

const controls: Record<string, (visit: Visit, sent: Fields) => string> = {
  clock: ({ platform }, { by }) => {
    if (by === "0") platform.clock.reset();
    else platform.clock.moveBy(Number.parseInt(by ?? "0", 10) * 3_600_000);
    return by === "0" ? "Back to real time" : "Time has moved";
  },
  weather: ({ platform }, sent) => {
    Object.assign(platform.webhooks.weather, {
      copies: sent.twice ? 2 : 1,
      shuffleWithin: sent.shuffled ? 1000 : 0,
      delay: sent.late ? 10_000 : 0,
      losing: sent.lost ? Infinity : 0,
    });
    return "Saved";
  },
  resend: ({ platform }, { id }) => {
    platform.webhooks.resend(id ?? "");
    return "Sent again";
  },
  app: ({ platform, store }, sent) => changeApp(platform, store, sent.do ?? ""),
  fault: ({ store }, sent) => {
    if (sent.clear) store.faults.length = 0;
    else store.faults.push(faultOf(sent));
    return sent.clear ? "Forgotten" : "Planned";
  },
  mail: ({ platform }, sent) => {
    platform.mailbox.refusing = sent.do === "refuse" ? 451 : null;
    return "Saved";
  },
};

/** Does what a control says and goes back to the page. */
export function useControl(visit: Visit): Answer | null {
  const control = controls[visit.ask.params.what ?? ""];
  if (!control) return null;
  const said = control(visit, fields(visit.ask));
  return redirect(visit.to(`/controls?said=${encodeURIComponent(said)}`));
}

function changeApp(platform: Platform, store: Store, what: string): string {
  if (what === "install") platform.office.install(store.domain);
  if (what === "uninstall") uninstall(platform, store);
  if (what === "revoke") platform.office.revoke(store.domain);
  if (what === "expire") platform.office.expireAccess(store.domain);
  if (what === "shop/redact") tell(platform, store, { topic: what, payload: shopRedactPayload(store) });
  return { install: "Installed", uninstall: "Uninstalled", "shop/redact": "Topic sent" }[what] ?? "Done";
}

/** Takes the app off the shop, as a merchant does: tokens die, `app/uninstalled` follows. */
export function uninstall(platform: Platform, store: Store): void {
  platform.office.uninstall(store.domain);
  tell(platform, store, { topic: "app/uninstalled", payload: shopPayload(store) });
}

/** Changes what the app may do, and tells it. */
export function changeScopes(platform: Platform, store: Store, current: readonly string[]): void {
  const previous = platform.office.installation(store.domain).scopes;
  platform.office.grant(store.domain, current);
  const payload = scopesPayload(store, { previous, current, at: platform.clock.now() });
  tell(platform, store, { topic: "app/scopes_update", payload });
}

/** Sends a topic that no change of the store's state brings about. */
export function tell(platform: Platform, store: Store, what: { topic: string; payload: unknown }): void {
  platform.webhooks.send(store.domain, what.topic, { body: JSON.stringify(what.payload), store });
}

function faultOf(sent: Fields): Fault {
  const kind = (sent.kind ?? "server-error") as Fault["kind"];
  return {
    kind,
    times: Math.max(1, Number(sent.times) || 1),
    ...(sent.match ? { match: sent.match } : {}),
    ...(kind === "slow" ? { milliseconds: 8000 } : {}),
  };
}
