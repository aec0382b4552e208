import { useState } from "react";

import type { InboxRow as Row } from "~/conversations/inbox";

import { keepPlaces } from "./places";
import type { InboxView } from "./view";

type Shown = { readonly rows: readonly Row[]; readonly fresh: number; readonly showFresh: () => void };

/** The rows on screen: the latest as they come while nothing is open, in their old places while one reads. */
export function useRows({ view, search, rows: latest }: InboxView, openId: string | null): Shown {
  const list = `${view} ${search}`;
  const [held, setHeld] = useState({ list, latest, rows: latest, fresh: 0 });
  if (held.list !== list) {
    setHeld({ list, latest, rows: latest, fresh: 0 });
  } else if (held.latest !== latest) {
    const placed = openId === null ? { rows: latest, fresh: 0 } : keepPlaces(held.rows, latest, openId);
    setHeld({ list, latest, ...placed });
  }
  const showFresh = () => setHeld({ list, latest, rows: latest, fresh: 0 });
  return { rows: held.rows, fresh: held.fresh, showFresh };
}
