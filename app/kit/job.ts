import type { ZodType } from "zod";

/** A kind of work that can be asked for: its name ("room.verb") and the shape of what it needs. */
export type Job<Name extends string, Data> = { readonly name: Name; readonly data: ZodType<Data> };

export function job<Name extends string, Data>(name: Name, data: ZodType<Data>): Job<Name, Data> {
  return { name, data };
}
