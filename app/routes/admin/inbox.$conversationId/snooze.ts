import { after, DAY, HOUR } from "~/kit/days";
import type { Word } from "~/kit/words";

type Choice = { readonly word: Word; readonly until: Date };

const MORNING = 9;

/** When a conversation may come back, in the viewer's own days: later today only while today lasts. */
export function snoozeChoices(now: Date): Choice[] {
  const inHours = after(now, 3 * HOUR);
  const tomorrow = morning(after(now, DAY));
  const daysToMonday = (8 - now.getDay()) % 7 || 7;
  const monday = morning(after(now, daysToMonday * DAY));
  return [
    ...(inHours.getDate() === now.getDate() ? [{ word: "inbox.snoozeHours" as const, until: inHours }] : []),
    { word: "inbox.snoozeTomorrow", until: tomorrow },
    ...(monday.getTime() > tomorrow.getTime()
      ? [{ word: "inbox.snoozeMonday" as const, until: monday }]
      : []),
    { word: "inbox.snoozeWeek", until: morning(after(now, 7 * DAY)) },
  ];
}

function morning(day: Date): Date {
  const at = new Date(day);
  at.setHours(MORNING, 0, 0, 0);
  return at;
}
