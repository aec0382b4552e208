/** The first line's worth of a text for lists: white space folded, cut at a whole character. */
export function excerpt(text: string, length = 120): string {
  const folded = text.replace(/\s+/gu, " ").trim();
  const characters = [...folded];
  return characters.length <= length ? folded : characters.slice(0, length - 1).join("") + "…";
}

/** What PostgreSQL cannot store (NUL) and half characters are taken out; everything else stays as written. */
export function storable(text: string): string {
  const known = text.includes("\0") ? text.replaceAll("\0", "") : text;
  return known.isWellFormed() ? known : known.toWellFormed();
}

/** A value as JSON that PostgreSQL can store, whatever stands in its texts. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  // JSON writes NUL and half characters as escapes: without one there is nothing to take out.
  if (!/\\u(?:0000|d[89a-f])/.test(text)) return text;
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === "string" ? storable(part) : part));
}

/** An address as it is compared: trimmed and lower case. Null when it is not one. */
export function emailKey(text: string): string | null {
  const folded = text.trim().toLowerCase();
  return folded.length <= 254 &&
    /^[^\s@<>"',;:()[\]\\]+@[^\s@<>"',;:()[\]\\]+\.[^\s@<>"',;:()[\]\\]+$/.test(folded)
    ? folded
    : null;
}

/** An order's name as people type it: "#1001", "1001 " and "FF-1001" become "1001", "1001", "ff-1001". */
export function orderKey(text: string): string {
  return text.trim().toLowerCase().replace(/^#/, "").slice(0, 60);
}

/** What LIKE and ILIKE ask for to find this text, as it is written, anywhere within another. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}

/** A file's name for display: no folders, no invisible or direction-changing characters, at most 100 characters. */
export function fileName(text: string): string {
  const last = storable(text).split(/[\\/]/).at(-1) ?? "";
  const visible = last.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}"]/gu, "").trim();
  return [...visible].slice(0, 100).join("") || "photo";
}
