/**
 * Reads JSON without losing digits: whole numbers beyond 2^53 (Shopify's numeric ids) become strings.
 * @throws SyntaxError when it is not JSON.
 */
export function exactJson(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) => {
    const source = context?.source;
    const isHuge = typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value);
    return isHuge && source !== undefined && /^-?\d+$/.test(source) ? source : value;
  });
}
