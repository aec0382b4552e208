import { Badge, BlockStack, Link, Text } from "@shopify/polaris";

import type { Word } from "~/kit/words";
import type { Lateness } from "~/orders/lateness";
import { liveParcels, type Order, type Parcel } from "~/orders/order";
import { useLocale, useWords } from "~/ui/admin";
import { Ago } from "~/ui/ago";
import { useNow } from "~/ui/clock";
import { dayText } from "~/ui/elapsed";

/** "4 days late" beside the badges; nothing while it is in time. */
export function LateBadge({ late }: { late: Lateness | null }) {
  const say = useWords();
  if (!late || late.lateDays === 0) return null;
  const word: Word = late.deliveredAt ? "inbox.arrivedLate" : "inbox.late";
  return (
    <Badge tone={late.deliveredAt ? "attention" : "critical"}>{say(word, { days: late.lateDays })}</Badge>
  );
}

/** Where the parcels are: carrier and number, the last thing that happened, the day promised and the real one. */
export function Shipping({ order, late }: { order: Order; late: Lateness | null }) {
  const say = useWords();
  const parcels = liveParcels(order);
  const address = order.details.shippingAddress;
  return (
    <section>
      <Text as="h4" variant="headingSm">
        {say("inbox.shipping")}
      </Text>
      <BlockStack gap="200">
        {parcels.length === 0 && (
          <Text as="p" tone="subdued">
            {say("inbox.notSent")}
          </Text>
        )}
        {parcels.map((parcel) => (
          <ParcelFacts key={parcel.id} parcel={parcel} />
        ))}
        <Days late={late} />
        {address && (
          <Text as="p" tone="subdued" breakWord>
            {address.name && <bdi>{address.name}</bdi>}
            {address.name && ", "}
            <bdi>
              {[address.address1, [address.zip, address.city].filter(Boolean).join(" "), address.country]
                .filter(Boolean)
                .join(", ")}
            </bdi>
          </Text>
        )}
      </BlockStack>
    </section>
  );
}

function ParcelFacts({ parcel }: { parcel: Parcel }) {
  const say = useWords();
  const last = parcel.events.at(-1);
  const carrier = parcel.carrier ?? say("inbox.carrierUnknown");
  return (
    <div className="gt-parcel">
      <p>
        {carrier}
        {parcel.trackingNumber && " "}
        {parcel.trackingNumber &&
          (parcel.trackingUrl ? (
            <Link url={parcel.trackingUrl} external>
              {parcel.trackingNumber}
            </Link>
          ) : (
            <span className="gt-tracking">{parcel.trackingNumber}</span>
          ))}
      </p>
      {last ? (
        <p className="gt-line-more">
          {last.message?.replace(/\.$/, "") ??
            [say(parcelWord(last.status)), last.city].filter(Boolean).join(", ")}{" "}
          · <Ago at={last.happenedAt} />
        </p>
      ) : (
        <p className="gt-line-more">{say(parcelWord(parcel.displayStatus ?? parcel.status))}</p>
      )}
    </div>
  );
}

function Days({ late }: { late: Lateness | null }) {
  const say = useWords();
  const locale = useLocale();
  const now = useNow();
  if (!late) return null;
  const day = (at: Date) => (
    <time dateTime={at.toISOString()} suppressHydrationWarning>
      {dayText(at, now, locale)}
    </time>
  );
  return (
    <dl className="gt-facts">
      <div>
        <dt>{say("inbox.promised")}</dt>
        <dd>{day(late.promisedAt)}</dd>
      </div>
      <div>
        <dt>{say("inbox.delivered")}</dt>
        <dd>{late.deliveredAt ? day(late.deliveredAt) : say("inbox.notYet")}</dd>
      </div>
    </dl>
  );
}

const parcelWords: Record<string, Word> = {
  LABEL_PRINTED: "inbox.parcelLabel",
  LABEL_PURCHASED: "inbox.parcelLabel",
  CONFIRMED: "inbox.parcelConfirmed",
  CARRIER_PICKED_UP: "inbox.parcelPickedUp",
  IN_TRANSIT: "inbox.parcelInTransit",
  OUT_FOR_DELIVERY: "inbox.parcelOut",
  ATTEMPTED_DELIVERY: "inbox.parcelAttempted",
  DELAYED: "inbox.parcelDelayed",
  DELIVERED: "inbox.parcelDelivered",
  NOT_DELIVERED: "inbox.parcelNotDelivered",
  FAILURE: "inbox.parcelNotDelivered",
  READY_FOR_PICKUP: "inbox.parcelReady",
};

function parcelWord(status: string): Word {
  return parcelWords[status] ?? "inbox.parcelSent";
}
