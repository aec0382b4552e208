/** What the widget keeps in the visitor's browser. Storage may be full, forbidden or absent: then it forgets. */
export type Memory = {
  /** Proof from the server that this browser owns the visitor; worthless without the shop's own proxy. */
  refresh?: string;
  draft?: string;
  /** Messages not yet acknowledged by the server, oldest first. */
  unsent?: { clientId: string; text: string; attachments: string[]; at: string }[];
  /** The newest message the visitor has seen (visibleSeq) and its seq, to ask only for what is newer. */
  seen?: number;
  seenSeq?: number;
  /** The last unread check: how many, and when (ms since 1970). */
  unread?: number;
  checked?: number;
  returning?: unknown;
  /** The conversation in which the visitor did not want to be asked for an address. */
  skipped?: string | null;
};

export type Keep = { read(): Memory; write(change: Memory): void };

/**
 * One record per customer, so that whoever signs in next on a shared device sees nothing of the one before.
 * Never throws: a browser that refuses storage gets a record that lives as long as the page.
 */
export function keepFor(customer: string): Keep {
  const key = "goodturn-chat:" + (customer || "guest");
  let fallback: Memory = {};
  let refused = false;
  const read = (): Memory => {
    if (refused) return fallback;
    try {
      const known: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
      return typeof known === "object" && known !== null ? known : fallback;
    } catch {
      return fallback;
    }
  };
  return {
    read,
    write(change) {
      fallback = { ...read(), ...change };
      try {
        localStorage.setItem(key, encode(fallback));
      } catch {
        refused = true;
      }
    },
  };
}

/**
 * JSON whatever the theme did to the prototypes: Prototype.js and its age gave arrays and strings a `toJSON` of
 * their own, which makes JSON.stringify quote twice. They are set aside for the moment of writing.
 */
export function encode(value: unknown): string {
  const patched = [Array.prototype, String.prototype, Number.prototype, Object.prototype] as object[];
  const aside: [object, PropertyDescriptor][] = [];
  for (let at = 0; at < patched.length; at++) {
    const owner = patched[at] as object;
    const found = Object.getOwnPropertyDescriptor(owner, "toJSON");
    if (found?.configurable) {
      aside[aside.length] = [owner, found];
      Reflect.deleteProperty(owner, "toJSON");
    }
  }
  try {
    return JSON.stringify(value);
  } finally {
    for (let at = 0; at < aside.length; at++) Object.defineProperty(...namedToJson(aside[at]!));
  }
}

function namedToJson([owner, found]: [object, PropertyDescriptor]): [object, string, PropertyDescriptor] {
  return [owner, "toJSON", found];
}
