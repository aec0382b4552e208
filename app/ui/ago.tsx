import { useLocale } from "./admin";
import { useNow } from "./clock";
import { agoText, clockText, exactText } from "./elapsed";

type Shown = "ago" | "clock" | "exact";

/** A moment as people say it, with the exact one on hover, in the viewer's own time zone. */
export function Ago({ at, as = "ago" }: { at: Date | string; as?: Shown }) {
  const locale = useLocale();
  const now = useNow();
  const moment = new Date(at);
  const exact = exactText(moment, locale);
  const text = {
    ago: () => agoText(moment, now, locale),
    clock: () => clockText(moment, locale),
    exact: () => exact,
  }[as]();
  return (
    // The server does not know the viewer's time zone: its text gives way to the browser's.
    <time dateTime={moment.toISOString()} title={exact} suppressHydrationWarning>
      {text}
    </time>
  );
}
