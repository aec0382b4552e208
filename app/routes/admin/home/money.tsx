import { Banner, BlockStack, Link } from "@shopify/polaris";

import type { Word } from "~/kit/words";
import { useWords } from "~/ui/admin";

export type MoneyToDo = { readonly open: number; readonly tooFast: number; readonly doubtful: number };

/** Money that waits for somebody; the alarm first. Nothing when nothing does. */
export function MoneyWaits({ money: { open, tooFast, doubtful } }: { money: MoneyToDo }) {
  const say = useWords();
  if (open + doubtful === 0) return null;
  return (
    <BlockStack gap="300">
      {tooFast > 0 && (
        <Banner tone="critical" title={say("money.too_fast", { count: tooFast })}>
          <p>{say("money.too_fast_text")}</p>
          <Go to="/app/money" />
        </Banner>
      )}
      {open > 0 && tooFast === 0 && <Notice word="money.waiting_home" count={open} to="/app/money" />}
      {doubtful > 0 && <Notice word="money.look_home" count={doubtful} to="/app/money?tab=look" />}
    </BlockStack>
  );
}

function Notice({ word, count, to }: { word: Word; count: number; to: string }) {
  const say = useWords();
  return (
    <Banner tone="warning" title={say(word, { count })}>
      <Go to={to} />
    </Banner>
  );
}

function Go({ to }: { to: string }) {
  const say = useWords();
  return <Link url={to}>{say("money.go")}</Link>;
}
