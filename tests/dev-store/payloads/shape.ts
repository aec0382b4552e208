/** Parts whose inside is the shop's own, not Shopify's shape. */
const free = [/\.receipt$/];

/**
 * How `ours` differs from `sample` in shape: keys that are missing or too many, and types that differ. Null may
 * stand for anything. Of lists, every one of our elements must look like the sample's elements taken together.
 */
export function differences(ours: unknown, sample: unknown, path = ""): string[] {
  if (ours === null || sample === null || free.some((pattern) => pattern.test(path))) return [];
  if (Array.isArray(ours) && Array.isArray(sample)) return inLists(ours, sample, path);
  if (kind(ours) !== kind(sample)) return [`${path}: ${kind(ours)} instead of ${kind(sample)}`];
  return isRecord(ours) && isRecord(sample) ? inRecords(ours, sample, path) : [];
}

function inLists(ours: unknown[], sample: unknown[], path: string): string[] {
  if (sample.length === 0) return [];
  const model = sample.every(isRecord) ? Object.assign({}, ...[...sample].reverse()) : sample[0];
  return [...new Set(ours.flatMap((element) => differences(element, model, `${path}[]`)))];
}

function inRecords(ours: Record<string, unknown>, sample: Record<string, unknown>, path: string): string[] {
  const missing = Object.keys(sample).filter((key) => !(key in ours));
  const extra = Object.keys(ours).filter((key) => !(key in sample));
  const shared = Object.keys(sample).filter((key) => key in ours);
  return [
    ...missing.map((key) => `${path}.${key} is missing`),
    ...extra.map((key) => `${path}.${key} is too much`),
    ...shared.flatMap((key) => differences(ours[key], sample[key], `${path}.${key}`)),
  ];
}

function kind(value: unknown): string {
  return Array.isArray(value) ? "list" : typeof value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
