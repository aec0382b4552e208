import type { Change } from "./live-connection";

const TYPING_MS = 6_000;
const VIEWING_MS = 45_000; // open screens say so every 20 s

type Sign = {
  readonly conversationId: string;
  readonly who: string;
  readonly name: string;
  readonly until: number;
};
/** Who types and who looks, as last heard. Signs fade by themselves. */
export type Presence = { readonly typing: readonly Sign[]; readonly viewing: readonly Sign[] };

export const nobody: Presence = { typing: [], viewing: [] };

/** What we know after a change; anything that is not about presence leaves it as it was. */
export function heard(known: Presence, change: Change, now: number): Presence {
  if (change.type === "typing") {
    const who = String(change["who"]);
    const sign = { ...about(change), who, until: now + TYPING_MS };
    return { ...known, typing: withSign(known.typing, sign, { on: change["typing"] === true, now }) };
  }
  if (change.type === "viewing") {
    const sign = { ...about(change), who: String(change["agentId"]), until: now + VIEWING_MS };
    return { ...known, viewing: withSign(known.viewing, sign, { on: change["viewing"] === true, now }) };
  }
  return known;
}

/** The same without what has faded. Equal in identity when nothing has. */
export function faded(known: Presence, now: number): Presence {
  const fresh = (sign: Sign) => sign.until > now;
  if (known.typing.every(fresh) && known.viewing.every(fresh)) return known;
  return { typing: known.typing.filter(fresh), viewing: known.viewing.filter(fresh) };
}

/** Those in a conversation, myself left out. */
export function others(
  signs: readonly Sign[],
  conversationId: string,
  me: string,
): { who: string; name: string }[] {
  return signs
    .filter((sign) => sign.conversationId === conversationId && sign.who !== me)
    .map(({ who, name }) => ({ who, name }));
}

function about(change: Change): { conversationId: string; name: string } {
  const name = change["name"];
  return { conversationId: String(change["id"]), name: typeof name === "string" ? name : "" };
}

function withSign(signs: readonly Sign[], sign: Sign, { on, now }: { on: boolean; now: number }): Sign[] {
  const rest = signs.filter(
    (known) => known.until > now && (known.who !== sign.who || known.conversationId !== sign.conversationId),
  );
  return on ? [...rest, sign] : rest;
}
