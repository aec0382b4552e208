import { Link } from "@remix-run/react";
import { Badge, Checkbox, InlineStack, Text, Thumbnail } from "@shopify/polaris";
import { ImageIcon } from "@shopify/polaris-icons";

import { moneyText } from "~/kit/money";
import type { BoardCard as Shown } from "~/returns/board/board.server";
import { useLocale, useWords } from "~/ui/admin";
import { Ago } from "~/ui/ago";

type Choice = { readonly isChosen: boolean; readonly choose: (isChosen: boolean) => void };

/** A return on the board: what, why, how much, since when. */
export function BoardCard({ card, choice }: { card: Shown; choice?: Choice }) {
  const say = useWords();
  const locale = useLocale();
  const name = card.name || card.orderName;
  return (
    <article className="gt-board-card" data-late={card.isLate} data-held={card.approvesAt !== null}>
      {choice && (
        <Checkbox
          label={say("board.choose", { name })}
          labelHidden
          checked={choice.isChosen}
          onChange={choice.choose}
        />
      )}
      <Link to={`/app/returns/${card.id}`} prefetch="intent">
        <Thumbnail size="small" source={card.image ?? ImageIcon} alt="" />
        <span className="gt-board-words">
          <InlineStack align="space-between" gap="100">
            <Text as="span" fontWeight="semibold">
              {name}
            </Text>
            <Text as="span" numeric>
              {moneyText(card.worth, locale)}
            </Text>
          </InlineStack>
          <span className="gt-cut" dir="auto">
            {card.customerName ?? say("home.no_name")}
          </span>
          <span className="gt-cut" dir="auto">
            {card.items > 1 ? `${card.items} × ${card.title}` : card.title}
          </span>
          <InlineStack gap="100" blockAlign="center">
            <span className="gt-cut gt-board-reason" dir="auto">
              {card.reason}
            </span>
            {card.photos > 0 && <Badge size="small">{say("home.photos", { count: card.photos })}</Badge>}
          </InlineStack>
          <InlineStack gap="100" blockAlign="center">
            <Text as="span" tone="subdued">
              <Ago at={card.since} />
            </Text>
            {card.isLate && (
              <Badge size="small" tone="critical">
                {say("board.is_late")}
              </Badge>
            )}
            {card.approvesAt !== null && (
              <Badge size="small" tone="info">
                {say("board.is_approving")}
              </Badge>
            )}
          </InlineStack>
        </span>
      </Link>
    </article>
  );
}
