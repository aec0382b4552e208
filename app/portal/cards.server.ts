import type { Message } from "~/conversations/message";
import type { Desk } from "~/platform/desk.server";

import { plainCard } from "./chat";

/** The cards of messages that have one, by message id. */
export async function cardsOf(_desk: Desk, messages: readonly Message[]): Promise<Map<string, unknown>> {
  return new Map(
    messages.flatMap(({ id, card }) => {
      const plain = plainCard(card);
      return plain ? [[id, plain] as const] : [];
    }),
  );
}
