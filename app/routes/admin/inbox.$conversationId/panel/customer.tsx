import { Badge, BlockStack, Card, InlineStack, Link, Tag, Text } from "@shopify/polaris";

import type { CustomerHead } from "~/routes/admin/inbox.$conversationId/view";
import { useLocale, useWords } from "~/ui/admin";
import { Amount } from "~/ui/amount";
import { AddressBadge } from "~/ui/status";

const TAGS_SHOWN = 6;

/** Who writes: what they are called, whether that is proven, and what they have been to the shop. */
export function Customer({ customer }: { customer: CustomerHead }) {
  const say = useWords();
  const { name, email, isProven, isVip, standing } = customer;
  const title = name ?? email ?? say("inbox.noName");
  return (
    <Card padding="300">
      <BlockStack gap="200">
        <InlineStack gap="150" blockAlign="center">
          <Text as="h3" variant="headingMd" breakWord>
            <bdi>
              {standing ? (
                <Link url={standing.adminUrl} target="_top" removeUnderline>
                  {title}
                </Link>
              ) : (
                title
              )}
            </bdi>
          </Text>
          {isVip && <Badge tone="info">{say("inbox.vip")}</Badge>}
        </InlineStack>
        {email && (
          <InlineStack gap="150" blockAlign="center">
            <Text as="span" tone="subdued" breakWord>
              {email}
            </Text>
            <AddressBadge isProven={isProven} />
          </InlineStack>
        )}
        {standing ? (
          <Standing standing={standing} />
        ) : (
          <Text as="p" tone="subdued">
            {say(email && !isProven ? "inbox.claimedCustomer" : "inbox.noCustomer")}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

function Standing({ standing }: { standing: NonNullable<CustomerHead["standing"]> }) {
  const say = useWords();
  const locale = useLocale();
  const { since, orders, spent, returnRate, openReturns, tags, note } = standing;
  const percent = new Intl.NumberFormat(locale, { style: "percent" });
  return (
    <>
      <dl className="gt-facts">
        <Fact name={say("inbox.spent")} value={<Amount of={spent} />} />
        <Fact name={say("inbox.orders")} value={String(orders)} />
        <Fact
          name={say("inbox.returnRate")}
          value={returnRate === null ? "–" : percent.format(returnRate / 100)}
        />
        <Fact
          name={say("inbox.since")}
          value={
            <time dateTime={since.toISOString()} suppressHydrationWarning>
              {since.toLocaleDateString(locale, { month: "short", year: "numeric" })}
            </time>
          }
        />
      </dl>
      {openReturns > 0 && (
        <Text as="p" tone="subdued">
          {say("inbox.openReturns", { count: openReturns })}
        </Text>
      )}
      {tags.length > 0 && (
        <InlineStack gap="100">
          {tags.slice(0, TAGS_SHOWN).map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
          {tags.length > TAGS_SHOWN && <Text as="span" tone="subdued">{`+${tags.length - TAGS_SHOWN}`}</Text>}
        </InlineStack>
      )}
      {note && (
        <p className="gt-customer-note" dir="auto">
          {note}
        </p>
      )}
    </>
  );
}

function Fact({ name, value }: { name: string; value: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
