import { describe, expect, test } from "vitest";

import type { InboxRow } from "~/conversations/inbox";
import { keepPlaces, neighbour } from "~/routes/admin/inbox/places";

const row = (id: string, more: Partial<InboxRow> = {}): InboxRow => ({
  id,
  number: 1,
  status: "open",
  channel: "chat",
  who: id,
  vip: false,
  preview: "",
  draft: null,
  waitingSince: null,
  snoozedUntil: null,
  lastActivityAt: new Date(0),
  order: null,
  assignee: null,
  unread: false,
  ...more,
});
const ids = ({ rows }: { rows: readonly InboxRow[] }) => rows.map(({ id }) => id).join("");
const list = (names: string) => [...names].map((name) => row(name));

describe("while somebody reads", () => {
  test("rows keep their places, and a new one waits above", () => {
    const placed = keepPlaces(list("abc"), list("ncab"), "b");
    expect(ids(placed)).toBe("abc");
    expect(placed.fresh).toBe(1);
  });

  test("a row shows what is new in it where it stands", () => {
    const placed = keepPlaces(list("ab"), [row("b", { preview: "new" }), row("a")], "a");
    expect(placed.rows[1]?.preview).toBe("new");
  });

  test("what has left the view goes, but not from under the reader", () => {
    const known = [row("a", { waitingSince: new Date(), draft: "Hi" }), row("b"), row("c")];
    const placed = keepPlaces(known, list("c"), "a");
    expect(ids(placed)).toBe("ac");
    expect(placed.rows[0]).toMatchObject({ waitingSince: null, draft: null });
  });

  test("an older page comes in below at once", () => {
    const placed = keepPlaces(list("ab"), list("nabcd"), "a");
    expect(ids(placed)).toBe("abcd");
    expect(placed.fresh).toBe(1);
  });
});

describe("stepping through the list", () => {
  test("begins at the first, and ends at the last", () => {
    expect(neighbour(list("ab"), null, 1)?.id).toBe("a");
    expect(neighbour(list("ab"), "a", 1)?.id).toBe("b");
    expect(neighbour(list("ab"), "b", 1)).toBeNull();
  });
});
