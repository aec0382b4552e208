import { world } from "../../support/world.ts";
import type { Customer } from "../state/customer.ts";
import type { Currencies } from "../state/money.ts";
import type { DiscountApplication, Order } from "../state/order.ts";
import type { Variant } from "../state/product.ts";
import type { Store } from "../store.ts";
import { addCast } from "./cast.ts";
import { buy } from "./buy.ts";
import type { Basket, Purchase } from "./buy.ts";
import { diceFrom } from "./dice.ts";
import type { Dice } from "./dice.ts";
import * as life from "./life.ts";
import type { Story } from "./life.ts";
import { addPeople } from "./people.ts";
import { fillShelf, productNamed } from "./shelf.ts";

export type SeedOptions = { seed?: number; orders?: number };

/**
 * Fills an empty store with Fern & Flax: its cast, 40 customers, 25 products, and orders in every state
 * (300 unless told otherwise). The same seed gives the same store; times are relative to the store's now.
 */
export function seed(options: SeedOptions = {}): (store: Store) => void {
  return (store) => seedStore(store, options);
}

export function seedStore(store: Store, { seed: number = 1, orders = 300 }: SeedOptions = {}): void {
  const dice = diceFrom(number);
  const { domain: _domain, ...shop } = world.shop;
  Object.assign(store.shop, shop);
  const opened = new Date(store.clock.now().getTime() - 400 * life.day);
  store.at(opened, () => {
    store.shop.createdAt = store.now();
    fillShelf(store);
    addPeople(store, dice);
  });
  addOrders(store, dice, orders);
}

const castOrders = 8;
const mostBefore = 900;

/** Noor's is #1001: the crowd's older orders stand before it, the newer ones after the cast's. */
function addOrders(store: Store, dice: Dice, orders: number): void {
  const crowd = Math.max(0, orders - castOrders);
  const before = Math.min(mostBefore, Math.floor((crowd * 2) / 3));
  const customers = [...store.customers.values()].slice(3);
  const now = store.clock.now().getTime();
  const oldest = 120 * life.day;
  const castAt = 11 * life.day;
  for (let index = 0; index < before; index += 1) {
    const age = oldest - ((oldest - castAt - life.day) * index) / before;
    crowdOrder(store, dice, { index, number: 1001 - before + index, placed: new Date(now - age), customers });
  }
  addCast(store);
  const after = crowd - before;
  for (let index = 0; index < after; index += 1) {
    const age = 10 * life.day * (1 - index / after) + life.day / 24;
    const placed = new Date(now - age);
    crowdOrder(store, dice, { index: before + index, number: 1001 + castOrders + index, placed, customers });
  }
}

type Place = { index: number; number: number; placed: Date; customers: Customer[] };

function crowdOrder(store: Store, dice: Dice, { index, number, placed, customers }: Place): void {
  const plot = plots[index % plots.length] ?? plots[0];
  const customer = dice.pick(customers);
  if (!plot) return;
  const purchase: Purchase = {
    number,
    customer,
    basket: basketOf(store, dice),
    ...plot.purchase?.(store, dice),
  };
  const order = store.at(placed, () => buy(store, purchase));
  plot.tell?.({ store, order, placed });
  archive(store, order);
}

/** Old, finished orders are archived, as shops do. */
function archive(store: Store, order: Order): void {
  const finished = order.fulfillments.some((parcel) =>
    parcel.events.some((event) => event.status === "DELIVERED"),
  );
  const open = order.returns.some((request) => request.status === "OPEN" || request.status === "REQUESTED");
  if (finished && !open && order.closedAt === null) order.closedAt = order.updatedAt;
  void store;
}

function basketOf(store: Store, dice: Dice): Basket {
  const shelf = [...store.products.values()].filter((product) => (product.variants[0]?.price.minor ?? 0) > 0);
  const size = dice.between(1, 3);
  const chosen = new Map<string, { variant: Variant; quantity: number }>();
  while (chosen.size < size) {
    const variant = dice.pick(dice.pick(shelf).variants);
    chosen.set(variant.productId, { variant, quantity: dice.chance(20) ? 2 : 1 });
  }
  return [...chosen.values()];
}

type Plot = {
  purchase?: (store: Store, dice: Dice) => Partial<Purchase>;
  tell?: (story: Story) => void;
};

const code: DiscountApplication = {
  kind: "CODE",
  title: "FERN10",
  code: "FERN10",
  value: { percentage: 10 },
  targetType: "LINE_ITEM",
  allocation: "ACROSS",
  targetSelection: "ALL",
};
const freeShipping: DiscountApplication = {
  ...code,
  kind: "AUTOMATIC",
  title: "Free shipping week",
  code: null,
  value: { percentage: 100 },
  targetType: "SHIPPING_LINE",
  allocation: "EACH",
};
const yen: Currencies = { shop: "EUR", presentment: "JPY", rate: 163.27 };
const dinars: Currencies = { shop: "EUR", presentment: "KWD", rate: 0.331 };

/** Every way an order of the crowd can go; told one after the other, over and over. */
const plots: Plot[] = [
  { tell: (story) => life.delivered(story) },
  { purchase: () => ({ payment: "bank" }) },
  { tell: (story) => life.inTransit(story) },
  { purchase: () => ({ payment: "authorized" }) },
  { tell: (story) => life.shipped(story, 1, 1) },
  { purchase: () => ({ discount: code }), tell: (story) => life.delivered(story) },
  { tell: (story) => life.shipped(story, 1) },
  {
    tell: (story) => {
      life.inTransit(story);
      life.reported(story, 3, { status: "DELAYED", promised: 7 });
    },
  },
  {
    tell: (story) => {
      life.delivered(story);
      life.refunded(story, 5, 1);
    },
  },
  {
    tell: (story) => {
      life.delivered(story);
      life.refunded(story, 5);
    },
  },
  { tell: (story) => life.cancelled(story, 0.5, true) },
  { purchase: () => ({ payment: "nothing" }), tell: (story) => life.cancelled(story, 2, false) },
  {
    tell: (story) => {
      life.delivered(story);
      life.askedBack(story, 6, "The seam came apart after one wash.");
    },
  },
  {
    tell: (story) => {
      life.delivered(story);
      life.approved(story, 7, life.askedBack(story, 6, "Arrived with a crack in the glaze."));
    },
  },
  {
    tell: (story) => {
      life.delivered(story);
      const asked = life.askedBack(story, 5, "Too big for our window.");
      life.approved(story, 6, asked);
      life.onItsWayBack(story, 7, asked);
    },
  },
  {
    tell: (story) => {
      life.delivered(story);
      const asked = life.askedBack(story, 5, "Wrong colour.");
      life.approved(story, 6, asked);
      life.onItsWayBack(story, 6.5, asked);
      life.settled(story, 8, asked);
    },
  },
  {
    tell: (story) => {
      life.delivered(story);
      life.declined(story, 8, life.askedBack(story, 7, "I changed my mind."));
    },
  },
  {
    tell: (story) => {
      life.delivered(story);
      life.withdrawn(story, 8, life.askedBack(story, 7, "Never mind, it fits."));
    },
  },
  { purchase: () => ({ payment: "gift-card" }), tell: (story) => life.delivered(story) },
  { purchase: () => ({ taxesIncluded: false, tags: ["export"] }), tell: (story) => life.inTransit(story) },
  { purchase: () => ({ currencies: yen, tags: ["国際"] }), tell: (story) => life.delivered(story) },
  { purchase: () => ({ currencies: dinars }), tell: (story) => life.inTransit(story) },
  { purchase: freeSample, tell: (story) => life.shipped(story, 1) },
  {
    purchase: () => ({
      note: "Please leave it with the neighbour 🪴 <b>not</b> on the stairs.\nDanke!",
      tags: ["gift", "fragile"],
    }),
  },
  { purchase: () => ({ discount: freeShipping }), tell: (story) => life.delivered(story) },
  {
    tell: (story) => {
      life.inTransit(story);
      life.reported(story, 4, { status: "ATTEMPTED_DELIVERY", promised: 5 });
    },
  },
];

function freeSample(store: Store): Partial<Purchase> {
  const [variant] = productNamed(store, "care-sample").variants;
  return variant ? { basket: [{ variant, quantity: 1 }], payment: "nothing" } : {};
}
