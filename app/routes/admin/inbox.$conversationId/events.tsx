import { useState } from "react";

import type { Message } from "~/conversations/message";
import { useLocale, useWords } from "~/ui/admin";
import { Ago } from "~/ui/ago";

import { eventText } from "./event-text";

const SHOWN = 2;

/** What happened between the messages, one grey line each; many are folded to the newest. */
export function EventLines({ events }: { events: readonly Message[] }) {
  const say = useWords();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? events : events.slice(-SHOWN);
  const hidden = events.length - shown.length;
  return (
    <li className="gt-events">
      {hidden > 0 && (
        <button type="button" className="gt-plain" onClick={() => setWhole(true)}>
          {say("inbox.eventsMore", { count: hidden })}
        </button>
      )}
      {shown.map((event) => (
        <EventLine key={event.id} event={event} />
      ))}
    </li>
  );
}

function EventLine({ event }: { event: Message }) {
  const say = useWords();
  const locale = useLocale();
  return (
    <p dir="auto" suppressHydrationWarning>
      {eventText(event, say, locale)} · <Ago at={event.at} as="clock" />
    </p>
  );
}
