/** What people wrote beside a payment, by whatever name a request calls it. */
const wordy = /note|comment|message|reason$/i;
/** The mark by which a payment is found in Shopify's books (ledger/intent): chance, and nobody's word. */
const mark = /Goodturn [0-9a-f]{12}/;

/** A stored request without what people wrote: notes become null, or the payment's mark alone where it has one. */
export function withoutWords(request: unknown): unknown {
  if (Array.isArray(request)) return request.map(withoutWords);
  if (typeof request !== "object" || request === null) return request;
  return Object.fromEntries(
    Object.entries(request).map(([name, value]: [string, unknown]) => [
      name,
      wordy.test(name) && typeof value === "string" ? (mark.exec(value)?.[0] ?? null) : withoutWords(value),
    ]),
  );
}
