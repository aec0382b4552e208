import type { FrameFacts } from "../app-page.ts";
import type { CallName, ToAdmin } from "../wire.ts";
import { unsaved } from "./draw.ts";

type Call = Extract<ToAdmin, { kind: "call" }>;
type Token = { token: string; expiresAt: number };

let known: Token | null = null;

/** What the app asks the admin for. */
export async function answerCall(facts: FrameFacts, call: Call): Promise<unknown> {
  const server = (path: string, sent?: unknown) => ask(facts, path, sent);
  const answers: Record<CallName, () => Promise<unknown>> = {
    idToken: () => idToken(facts, (call.value as { fresh: boolean }).fresh),
    user: () => server("user"),
    "scopes.query": () => server("scopes"),
    "scopes.request": () => scopes(facts, call.value as { scopes: string[] }),
    "scopes.revoke": () => server("scopes/revoke", call.value),
    "app.extensions": () => server("extensions"),
    "saveBar.leave": async () => {
      if (unsaved()) throw new Error("There are unsaved changes.");
    },
  };
  return answers[call.name]();
}

/** One token serves many calls while it has time left; real time, because tokens are as short-lived. */
async function idToken(facts: FrameFacts, fresh: boolean): Promise<string> {
  if (!fresh && known && known.expiresAt > performance.now()) return known.token;
  const { token } = (await ask(facts, "id-token")) as { token: string };
  known = { token, expiresAt: performance.now() + 30_000 };
  return token;
}

async function scopes(facts: FrameFacts, wanted: { scopes: string[] }): Promise<unknown> {
  const agreed = confirm(`The app asks for more access:\n\n${wanted.scopes.join("\n")}\n\nAllow it?`);
  return ask(facts, agreed ? "scopes/grant" : "scopes/decline", wanted);
}

async function ask(facts: FrameFacts, path: string, sent?: unknown): Promise<unknown> {
  const as = facts.as ? `?as=${encodeURIComponent(facts.as)}` : "";
  const answer = await fetch(`${facts.admin}/frame/${path}${as}`, {
    method: sent === undefined ? "GET" : "POST",
    headers: { "content-type": "application/json", "x-frame": "1" },
    ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
  });
  if (!answer.ok) throw new Error(`The admin answered ${answer.status}.`);
  return answer.json();
}
