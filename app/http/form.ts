import { z, type ZodType } from "zod";

import { PRIVATE } from "./answers";

/** Reads a posted form (or JSON body) strictly. @throws Response 400 naming the fields that are wrong. */
export async function form<T>(request: Request, shape: ZodType<T>): Promise<T> {
  const isJson = request.headers.get("content-type")?.startsWith("application/json") ?? false;
  const raw: unknown = await (isJson ? request.json() : request.formData().then(fields)).catch(() => null);
  const result = shape.safeParse(raw);
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path }) => path.join("."));
  throw Response.json({ error: "bad-input", fields: wrong }, { status: 400, headers: PRIVATE });
}

/** An id of ours or of Shopify's, as it stands in a form; what is none is found nowhere. */
export const anyId = z
  .string()
  .max(200)
  .regex(/^[\x20-\x7e]*$/);

function fields(data: FormData): Record<string, unknown> {
  return Object.fromEntries(
    [...new Set(data.keys())].map((key) => {
      const values = data.getAll(key);
      return [key, values.length === 1 ? values[0] : values];
    }),
  );
}
