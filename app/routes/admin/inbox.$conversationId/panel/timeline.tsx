import { Text } from "@shopify/polaris";
import { useMemo, useState } from "react";

import type { PanelOrder } from "~/routes/admin/inbox.$conversationId/view";
import { useLocale, useWords } from "~/ui/admin";
import { Ago } from "~/ui/ago";

import { happenings } from "./happenings";

const SHOWN = 4;

/** What happened to this order, the newest first. */
export function Timeline({ shown }: { shown: PanelOrder }) {
  const say = useWords();
  const locale = useLocale();
  const [isWhole, setWhole] = useState(false);
  const all = useMemo(() => happenings(shown, say, locale), [shown, say, locale]);
  const entries = isWhole ? all : all.slice(0, SHOWN);
  return (
    <section>
      <Text as="h4" variant="headingSm">
        {say("inbox.timeline")}
      </Text>
      <ol className="gt-timeline">
        {entries.map(({ key, at, text }) => (
          <li key={key}>
            <span dir="auto">{text}</span>
            <span className="gt-line-more">
              <Ago at={at} />
            </span>
          </li>
        ))}
      </ol>
      {all.length > entries.length && (
        <button type="button" className="gt-plain" onClick={() => setWhole(true)}>
          {say("inbox.timelineMore", { count: all.length - entries.length })}
        </button>
      )}
    </section>
  );
}
