/** One thing, said plainly: what a mail holds before it is set as text and as HTML. */
export type LetterBody = {
  readonly shopName: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** The other person's own words, quoted once. */
  readonly quote?: string;
  /** A figure or code that stands by itself. */
  readonly big?: string;
  readonly button?: { readonly label: string; readonly url: string };
  readonly closing: string;
};

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** The mail as plain text; complete without the HTML. */
export function letterText({
  heading,
  paragraphs,
  quote,
  big,
  button,
  closing,
  shopName,
}: LetterBody): string {
  const parts = [heading, ...paragraphs];
  if (big) parts.push(big);
  if (quote)
    parts.push(
      quote
        .split("\n")
        .map((line) => `> ${line}`)
        .join("\n"),
    );
  if (button) parts.push(`${button.label}: ${button.url}`);
  return [...parts, closing, `— ${shopName}`].join("\n\n");
}

const P = 'style="margin:0 0 16px;font-size:15px;line-height:22px;color:#303030"';
const BUTTON =
  'style="display:inline-block;padding:12px 20px;background:#303030;color:#ffffff;border-radius:8px;font-size:15px;text-decoration:none"';
const QUOTE =
  'style="margin:0 0 16px;padding:8px 12px;border-left:3px solid #d4d4d4;color:#616161;font-size:15px;line-height:22px"';
const BIG = 'style="margin:0 0 16px;font-size:28px;letter-spacing:4px;font-weight:600;color:#303030"';

/** The mail as narrow HTML that stands with images off; everything in it is text. */
export function letterHtml({
  shopName,
  heading,
  paragraphs,
  quote,
  big,
  button,
  closing,
}: LetterBody): string {
  const lines = (text: string) => escapeHtml(text).replaceAll("\n", "<br>");
  return [
    `<div style="max-width:520px;margin:0 auto;padding:24px;font-family:-apple-system,'Segoe UI',Roboto,sans-serif">`,
    `<p style="margin:0 0 24px;font-size:14px;font-weight:600;color:#616161">${escapeHtml(shopName)}</p>`,
    `<h1 style="margin:0 0 16px;font-size:20px;line-height:28px;color:#303030">${escapeHtml(heading)}</h1>`,
    ...paragraphs.map((text) => `<p ${P}>${lines(text)}</p>`),
    big ? `<p ${BIG}>${escapeHtml(big)}</p>` : "",
    quote ? `<blockquote ${QUOTE}>${lines(quote)}</blockquote>` : "",
    button
      ? `<p style="margin:8px 0 24px"><a href="${escapeHtml(button.url)}" ${BUTTON}>${escapeHtml(button.label)}</a></p>`
      : "",
    `<p ${P}>${lines(closing)}</p>`,
    `</div>`,
  ].join("\n");
}
