import { Banner } from "@shopify/polaris";

import { useWords } from "~/ui/admin";

import { useApproving } from "./use-approving";

/** While an approval of many can be taken back. */
export function HeldBanner({ ids }: { ids: readonly string[] }) {
  const say = useWords();
  const { isBusy, takeBack } = useApproving();
  return (
    <Banner
      tone="info"
      title={say("board.approving", { count: ids.length })}
      action={{ content: say("board.take_back"), loading: isBusy, onAction: () => takeBack(ids) }}
    >
      {say("board.approving_more")}
    </Banner>
  );
}
