import { uuidv7 } from "uuidv7";

import { idOf, type Id } from "~/kit/id";

/** A fresh id; later ones sort after earlier ones. */
export function newId<Kind extends string>(): Id<Kind> {
  return idOf<Kind>(uuidv7());
}
