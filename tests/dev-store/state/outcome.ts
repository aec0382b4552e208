/** Why a change was refused, as Shopify tells it. `field` is relative to the input the caller knows. */
export type UserError = { field: string[] | null; message: string; code: string | null };

/** Either the changed thing, or the reasons why nothing was changed. */
export type Outcome<Value> = { value: Value; errors: [] } | { value: null; errors: UserError[] };

export function done<Value>(value: Value): Outcome<Value> {
  return { value, errors: [] };
}

export function refused(
  field: string[] | null,
  message: string,
  code: string | null = null,
): {
  value: null;
  errors: UserError[];
} {
  return { value: null, errors: [{ field, message, code }] };
}

/** The same refusal as seen from one level further out. */
export function under<Value>(outcome: Outcome<Value>, ...path: string[]): Outcome<Value> {
  if (outcome.value !== null) return outcome;
  const errors = outcome.errors.map((error) => ({
    ...error,
    field: error.field === null ? null : [...path, ...error.field],
  }));
  return { value: null, errors };
}
