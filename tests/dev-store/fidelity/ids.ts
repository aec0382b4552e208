import { isObject } from "./recording.ts";

const gid = /gid:\/\/shopify\/\w+\/[\w-]+/g;

/** Which of our ids stands for which recorded one, learnt from answers to the same question. */
export class Ids {
  private readonly ours = new Map<string, string>();

  learn(recorded: string, own: string): void {
    if (this.ours.has(recorded)) return;
    this.ours.set(recorded, own);
    const [theirNumber, ownNumber] = [lastPart(recorded), lastPart(own)];
    if (theirNumber.length >= 6) this.ours.set(theirNumber, ownNumber);
  }

  knows(recorded: string): boolean {
    return this.ours.has(recorded);
  }

  /** Reads two answers side by side and learns every id that stands in the same place. */
  learnFrom(recorded: unknown, own: unknown): void {
    if (typeof recorded === "string" && typeof own === "string") {
      if (isGid(recorded) && isGid(own)) this.learn(recorded, own);
      return;
    }
    if (!isObject(recorded) || !isObject(own)) return;
    for (const [key, value] of Object.entries(recorded)) this.learnFrom(value, own[key]);
  }

  /** The same value with our ids in it: whole ids, ids inside sentences, and bare numbers like `id:123456`. */
  translate<Value>(value: Value): Value {
    if (typeof value === "string") return this.translateText(value) as Value;
    if (Array.isArray(value)) return value.map((part: unknown) => this.translate(part)) as Value;
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, this.translate(part)]),
    ) as Value;
  }

  private translateText(text: string): string {
    const whole = text.replace(gid, (id) => this.ours.get(id) ?? id);
    return whole.replace(/(?<![\w/-])\d{6,}(?![\w-])/g, (number) => this.ours.get(number) ?? number);
  }
}

export function isGid(text: string): boolean {
  return /^gid:\/\/shopify\/\w+\/[\w-]+$/.test(text);
}

/** Every id anywhere inside. */
export function gidsIn(value: unknown): string[] {
  return JSON.stringify(value ?? null).match(gid) ?? [];
}

function lastPart(id: string): string {
  return id.split("/").at(-1) ?? "";
}
