/** Text that may stand anywhere in HTML. */
export function escape(text: unknown): string {
  return String(text ?? "").replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A template whose values are escaped, except what `raw` or another `page` made, and lists of those. */
export function page(parts: TemplateStringsArray, ...values: unknown[]): Raw {
  return new Raw(
    parts.reduce((all, part, index) => all + part + shown(values[index], index < values.length), ""),
  );
}

/** Markup that is right as it stands. */
export function raw(markup: string): Raw {
  return new Raw(markup);
}

export class Raw {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
  toString(): string {
    return this.markup;
  }
}

function shown(value: unknown, given: boolean): string {
  if (!given || value === null || value === undefined || value === false) return "";
  if (value instanceof Raw) return value.markup;
  if (Array.isArray(value)) return value.map((item) => shown(item, true)).join("");
  return escape(value);
}
