import { bag, noMoney, parseMoney } from "../state/money.ts";
import type { Currencies, MoneyBag } from "../state/money.ts";
import type { TransactionDraft } from "../acts/pay.ts";
import { placeOrder } from "../acts/place.ts";
import type { Store } from "../store.ts";
import type { Ids } from "./ids.ts";
import { isObject } from "./recording.ts";

type MoneyView = { amount: string; currencyCode: string };
type BagView = { shopMoney: MoneyView; presentmentMoney?: MoneyView };
type OrderView = {
  id: string;
  name?: string;
  lineItems?: { nodes: { id: string; title: string; quantity: number; originalUnitPriceSet: BagView }[] };
  shippingLines?: { nodes: { originalPriceSet: BagView }[] };
  transactions?: { id: string; kind: string; status: string; gateway: string; amountSet: BagView }[];
  currentTotalPriceSet?: BagView;
};

/** Puts an order into the store as a recorded read describes it, for recordings that begin after its making. */
export function rebuildOrder(store: Store, view: OrderView, ids: Ids): void {
  if (view.name) store.countOrder(Number(view.name.slice(1)) - 1);
  const currencies = currenciesOf(store, view);
  const lines = view.lineItems?.nodes ?? [];
  const order = placeOrder(store, {
    currencies,
    taxesIncluded: false,
    lines: lines.length > 0 ? lines.map((line) => lineOf(currencies, line)) : [wholeLine(currencies, view)],
    shipping: (view.shippingLines?.nodes ?? []).map((line) => ({
      title: "Shipping",
      price: moneyOf(currencies, line.originalPriceSet),
    })),
    transactions: (view.transactions ?? []).map((row) => ({
      kind: row.kind as TransactionDraft["kind"],
      status: row.status as TransactionDraft["status"],
      gateway: row.gateway,
      amount: moneyOf(currencies, row.amountSet),
    })),
  });
  ids.learn(view.id, order.id);
  order.lines.forEach((line, index) => learn(ids, lines[index]?.id, line.id));
  order.transactions.forEach((row, index) => learn(ids, view.transactions?.[index]?.id, row.id));
}

function currenciesOf(store: Store, view: OrderView): Currencies {
  const total = view.currentTotalPriceSet;
  const shop = total?.shopMoney.currencyCode ?? store.shop.currency;
  return { shop, presentment: total?.presentmentMoney?.currencyCode ?? shop, rate: 1 };
}

function moneyOf(currencies: Currencies, given: BagView): MoneyBag {
  const shop = parseMoney(given.shopMoney.amount, currencies.shop);
  const seen = given.presentmentMoney ?? given.shopMoney;
  return bag(currencies, shop.minor, parseMoney(seen.amount, currencies.presentment).minor);
}

type LineView = NonNullable<OrderView["lineItems"]>["nodes"][number];

function lineOf(currencies: Currencies, line: LineView) {
  return {
    title: line.title,
    quantity: line.quantity,
    unitPrice: moneyOf(currencies, line.originalUnitPriceSet),
  };
}

/** Where the lines were not recorded, one line of the whole price stands for them. */
function wholeLine(currencies: Currencies, { currentTotalPriceSet: total }: OrderView) {
  return { title: "Item", quantity: 1, unitPrice: total ? moneyOf(currencies, total) : noMoney(currencies) };
}

function learn(ids: Ids, recorded: string | undefined, own: string): void {
  if (recorded) ids.learn(recorded, own);
}

/** Places and their names, wherever they are mentioned; the one goods are sent from comes first. */
export function rebuildLocations(store: Store, answers: unknown[], ids: Ids): void {
  const found = new Map<string, string>();
  const sending = new Map<string, string>();
  const walk = (value: unknown, key: string): void => {
    if (!isObject(value)) return;
    const location = isObject(value.location) ? value.location : value;
    const id = typeof location.id === "string" ? location.id : "";
    const name = typeof location.name === "string" ? location.name : value.name;
    if (id.includes("/Location/") && typeof name === "string")
      (key === "assignedLocation" || key === "location" ? sending : found).set(id, name);
    for (const [child, part] of Object.entries(value)) walk(part, child);
  };
  for (const answer of answers) walk(answer, "");
  const places = new Map([...sending, ...found]);
  if (places.size === 0) places.set("", namedPlace(answers) ?? "Shop location");
  for (const [recorded, name] of places) {
    const id = store.newId("Location");
    const nothing = {
      company: null,
      address1: null,
      address2: null,
      city: null,
      province: null,
      provinceCode: null,
    };
    const nobody = {
      firstName: null,
      lastName: null,
      zip: null,
      phone: null,
      country: "Canada",
      countryCode: "CA",
    };
    store.addLocation({
      id,
      name,
      isActive: true,
      address: { id: store.newId("MailingAddress"), ...nothing, ...nobody },
    });
    if (recorded) ids.learn(recorded, id);
  }
}

function namedPlace(answers: unknown[]): string | null {
  return /"assignedLocation":\{"name":"([^"]+)"/.exec(JSON.stringify(answers))?.[1] ?? null;
}
