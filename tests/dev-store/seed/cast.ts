import { world } from "../../support/world.ts";
import type { Order } from "../state/order.ts";
import { addFulfillmentEvent, fulfil } from "../acts/ship.ts";
import type { Store } from "../store.ts";
import { buy } from "./buy.ts";
import type { Purchase } from "./buy.ts";
import * as life from "./life.ts";
import type { Story } from "./life.ts";
import { addressAt, customerNamed, places } from "./people.ts";
import { productNamed } from "./shelf.ts";

/** The orders the stories are about: Noor's late parcel, Tomas' three returns, Wei's present, and a few more. */
export function addCast(store: Store): void {
  lateParcel(store);
  const { tomas, noor, lena } = world.shoppers;
  const order = (number: number, who: { email: string }, ...wanted: Wanted[]) =>
    purchaseOf(store, { number, email: who.email }, wanted);
  told(store, order(1002, tomas, ["linen-shirt", 2, 1]), {
    daysAgo: 10.8,
    tell: (story) => sentBack(story, "Too tight."),
  });
  told(store, order(1003, tomas, ["linen-trousers", 3, 1]), {
    daysAgo: 10.6,
    tell: (story) => sentBack(story, "Too long."),
  });
  present(store);
  told(store, order(1005, tomas, ["linen-dress", 1, 1], ["plant-food", 0, 1]), {
    daysAgo: 10.2,
    tell: (story) => {
      life.delivered(story, 3);
      life.askedBack(story, 9, "The third one that does not fit. Is your sizing right?");
    },
  });
  told(store, order(1006, noor, ["boston-fern", 0, 1]), {
    daysAgo: 10.1,
    tell: (story) => life.delivered(story, 3),
  });
  told(store, order(1007, noor, ["linen-napkins", 1, 2]), {
    daysAgo: 10.05,
    tell: (story) => life.cancelled(story, 0.2, true),
  });
  told(store, order(1008, lena, ["terracotta-pot", 2, 1]), {
    daysAgo: 10.01,
    tell: (story) => life.inTransit(story, 14),
  });
}

type Telling = { daysAgo: number; tell: (story: Story) => void };

function told(store: Store, purchase: Purchase, { daysAgo, tell }: Telling): Order {
  const placed = new Date(store.clock.now().getTime() - daysAgo * life.day);
  const order = store.at(placed, () => buy(store, purchase));
  tell({ store, order, placed });
  return order;
}

type Wanted = [handle: string, variant: number, quantity: number];

function purchaseOf(store: Store, who: { number: number; email: string }, wanted: Wanted[]): Purchase {
  const basket = wanted.map(([handle, index, quantity]) => {
    const variant = productNamed(store, handle).variants[index];
    if (!variant) throw new Error(`No variant ${index} of ${handle}`);
    return { variant, quantity };
  });
  return { number: who.number, customer: customerNamed(store, who.email), basket };
}

/** Promised four days ago, last seen in transit six days ago. */
function lateParcel(store: Store): void {
  const { noor } = world.shoppers;
  const { trackingNumber, carrier, daysLate } = world.lateOrder;
  const now = store.clock.now().getTime();
  const ago = (days: number) => new Date(now - days * life.day);
  const basket: Wanted[] = [
    ["linen-throw", 0, 1],
    ["ceramic-pot", 1, 1],
    ["olive-tree", 0, 2],
  ];
  const order = store.at(ago(11), () =>
    buy(store, purchaseOf(store, { number: 1001, email: noor.email }, basket)),
  );
  const tracking = [{ company: carrier, number: trackingNumber, url: life.trackingUrl(trackingNumber) }];
  const sent = store.at(ago(9), () => fulfil(store, order, { tracking })).value;
  if (!sent) throw new Error("Noor's parcel could not be sent");
  const estimatedDeliveryAt = store.at(ago(daysLate), () => store.now());
  const steps = [
    { days: 9, status: "LABEL_PRINTED", city: "Berlin", message: "The label was printed." },
    { days: 8.5, status: "CARRIER_PICKED_UP", city: "Berlin", message: "The parcel was picked up." },
    { days: 6, status: "IN_TRANSIT", city: "Leipzig", message: "The parcel was sorted in Leipzig." },
  ] as const;
  for (const { days, ...step } of steps)
    store.at(ago(days), () =>
      addFulfillmentEvent(store, sent, { ...step, country: "Germany", estimatedDeliveryAt }),
    );
}

/** A return of this month, from asking to money back. */
function sentBack(story: Story, customerNote: string): void {
  life.delivered(story, 2);
  const asked = life.askedBack(story, 3, customerNote);
  life.approved(story, 3.5, asked);
  life.onItsWayBack(story, 4, asked);
  life.settled(story, 6, asked);
}

/** Lena buys, Wei unwraps: the order knows Wei only as an address. */
function present(store: Store): void {
  const { wei, lena } = world.shoppers;
  const shipTo = addressAt(
    store,
    { firstName: wei.firstName, lastName: `${wei.lastName} ${wei.native}`, phone: wei.phone },
    places.leipzig,
  );
  const purchase = purchaseOf(store, { number: 1004, email: lena.email }, [
    ["ceramic-pot", 0, 1],
    ["maidenhair-fern", 0, 1],
  ]);
  const note = "A present: please no price on the slip. 生日快乐!";
  told(
    store,
    { ...purchase, shipTo, note, tags: ["gift"] },
    { daysAgo: 10.4, tell: (story) => life.delivered(story, 3) },
  );
}
