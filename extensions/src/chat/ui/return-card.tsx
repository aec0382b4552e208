/** @jsxImportSource preact */
import type { Chat } from "../act/chat";
import type { Word } from "../pure/wording";
import type { ReturnCard } from "../wire";

/** How a return stands: its stage in a word, what that means in a sentence, and the money. */
export function ReturnPanel({ chat, card, inside }: { chat: Chat; card: ReturnCard; inside?: boolean }) {
  const { say } = chat.desk;
  return (
    <article class={inside ? "card within" : "card"} aria-label={say("return_card")}>
      <div class="card-top">
        <span class={"stage " + card.stage}>{say(("stage_" + card.stage) as Word)}</span>
        {card.total && <span>{card.total.text}</span>}
      </div>
      <p dir="auto">{card.line}</p>
    </article>
  );
}
