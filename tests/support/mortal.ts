import type { Desk } from "~/platform/desk.server";

const WRITES = /^(create|update|upsert|delete)/;

class Died extends Error {
  override readonly name = "Died";
}

export type Mortal = { readonly desk: Desk; readonly isDead: () => boolean };

/**
 * A seat in a process that dies just before its n-th durable step: a transaction, a write outside one, a change
 * asked of Shopify. The dead do nothing any more; what was done stays done. Reads are free.
 */
export function mortal(desk: Desk, diesAt: number): Mortal {
  let steps = 0;
  let dead = false;
  const look = (isStep: boolean) => {
    if (isStep && (steps += 1) === diesAt) dead = true;
    if (dead) throw new Died(`Died at step ${diesAt}`);
  };
  const guarded = <T extends object>(thing: T, isStep: (name: string) => boolean): T =>
    new Proxy(thing, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        const key = String(name);
        if (typeof value === "function") {
          return async (...args: unknown[]) => {
            look(isStep(key));
            return Reflect.apply(value, target, args) as unknown;
          };
        }
        return value !== null && typeof value === "object"
          ? guarded(value, (own) => WRITES.test(own))
          : value;
      },
    });
  const db = guarded(desk.db, (name) => name === "$transaction");
  const shopify = guarded(desk.shopify, (name) => name === "change");
  return { desk: { ...desk, db, shopify }, isDead: () => dead };
}
