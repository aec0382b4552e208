import { impliedScopes } from "../config.ts";
import { json } from "../http.ts";
import type { Answer } from "../http.ts";
import { staffOf } from "../platform.ts";
import { embedStatus } from "../theme/settings.ts";
import { changeScopes } from "./controls.ts";
import type { Visit } from "./visit.ts";

/** What the frame's own script may ask; a page of another origin cannot set the header that is wanted here. */
export async function answerFrame(visit: Visit): Promise<Answer> {
  if (visit.ask.headers["x-frame"] !== "1") return json({ error: "Only for the frame" }, 403);
  const answers: Record<string, () => unknown> = {
    "id-token": () => idToken(visit),
    user: () => ({ accountAccess: visit.staff.accountOwner ? "full" : "limited" }),
    scopes: () => scopes(visit),
    "scopes/grant": () => ({ result: "granted-all", detail: grant(visit) }),
    "scopes/decline": () => ({ result: "declined-all", detail: scopes(visit) }),
    "scopes/revoke": () => ({ detail: revoke(visit) }),
    extensions: () => embedStatus(visit.platform, visit.store),
  };
  const answer = answers[visit.ask.params.rest?.slice(1) ?? ""];
  return answer ? json(await answer()) : json({ error: "Unknown" }, 404);
}

async function idToken({ platform, store, staff }: Visit) {
  const person = staffOf(store).find((member) => staff.id.endsWith(`/${member.id}`));
  return { token: person ? await platform.office.idToken(store.domain, person) : "" };
}

function scopes({ platform, store }: Visit) {
  return {
    granted: [...impliedScopes(platform.office.installation(store.domain).scopes)],
    required: platform.config.scopes,
    optional: platform.config.optionalScopes,
  };
}

function grant(visit: Visit) {
  const { platform, store } = visit;
  const before = platform.office.installation(store.domain).scopes;
  changeScopes(platform, store, [...new Set([...before, ...wanted(visit)])]);
  return scopes(visit);
}

function revoke(visit: Visit) {
  const { platform, store } = visit;
  const gone = new Set(wanted(visit));
  const before = platform.office.installation(store.domain).scopes;
  const kept = before.filter((scope) => !gone.has(scope) || platform.config.scopes.includes(scope));
  changeScopes(platform, store, kept);
  return scopes(visit);
}

/** Only what the app's TOML names as optional can be asked for. */
function wanted(visit: Visit): string[] {
  const { scopes: asked } = JSON.parse(visit.ask.body.toString("utf8") || "{}") as { scopes?: string[] };
  return (asked ?? []).filter((scope) => visit.platform.config.optionalScopes.includes(scope));
}
