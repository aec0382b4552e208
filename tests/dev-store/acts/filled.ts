/** The defaults with everything over them that was really given. */
export function filled<Row extends object>(
  defaults: Row,
  given: { [Key in keyof Row]?: Row[Key] | undefined },
): Row {
  const known = Object.entries(given).filter(([key, value]) => key in defaults && value !== undefined);
  return { ...defaults, ...(Object.fromEntries(known) as Partial<Row>) };
}
