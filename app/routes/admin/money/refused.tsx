import { Banner } from "@shopify/polaris";

import type { Word } from "~/kit/words";
import { useWords } from "~/ui/admin";

import { AskForScope } from "./method";
import { isUndecided } from "./refusals";

type Props = {
  because: string;
  /** Shopify's own words, when it said no. */
  message: string | null;
  /** Ours: title and text. */
  words: readonly [Word, Word];
  lookAgain: () => void;
};

/** Why a payment was not made, and what to do about it. */
export function Refused({ because, message, words: [title, text], lookAgain }: Props) {
  const say = useWords();
  return (
    <Banner tone={isUndecided(because) ? "info" : "warning"} title={say(title)}>
      <p>{message || say(text)}</p>
      {because === "scope-missing" && <AskForScope onGranted={lookAgain} />}
    </Banner>
  );
}
