/** A piece of a message: plain text, or a web address that may be opened. */
export type TextPart = { text: string; href?: string };

/** Splits a message at its http(s) addresses; the stop or bracket after an address is not part of it. */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const found of text.matchAll(/https?:\/\/[^\s<>"]+/g)) {
    const href = found[0].replace(/[.,;:!?)\]}'，。；：！？）】]+$/, "");
    if (!safeUrl(href)) continue;
    if (found.index > at) parts.push({ text: text.slice(at, found.index) });
    parts.push({ text: href, href });
    at = found.index + href.length;
  }
  if (at < text.length || parts.length === 0) parts.push({ text: text.slice(at) });
  return parts;
}

/** The address if a browser may follow it: http and https only, relative ones against `base`. Else null. */
export function safeUrl(address: string | null | undefined, base?: string): string | null {
  if (!address) return null;
  try {
    const url = new URL(address, base || undefined);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}
