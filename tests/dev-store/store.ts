import type { Customer } from "./state/customer.ts";
import type { DraftOrder } from "./state/draft.ts";
import type { Fault } from "./state/fault.ts";
import type { DiscountCode } from "./state/goodwill/discount-code.ts";
import type { GiftCard } from "./state/goodwill/gift-card.ts";
import { rows } from "./state/node.ts";
import type { NodeKind, NodeOf } from "./state/node.ts";
import type { Order } from "./state/order.ts";
import type { OrderEdit } from "./state/order-edit.ts";
import type { BulkOperation, Job, StagedUpload, StoredFile, WebhookSubscription } from "./state/plumbing.ts";
import type { Product } from "./state/product.ts";
import type { Location, Shop, StaffMember } from "./state/shop.ts";

export type Clock = { now(): Date };

export type StoreOptions = {
  /** fern-and-flax.myshopify.com */
  domain: string;
  clock: Clock;
  /** Where shoppers see the store; also the host of product images. */
  storefrontUrl?: string;
  /** Where this process answers: bulk results and staged uploads get addresses below it. */
  adminUrl?: string;
  shop?: Partial<Shop>;
  /** The leaky bucket of every app; Shopify's standard is 2000 points, 100 a second. */
  throttle?: { maximum: number; restoreRate: number };
  /** How long background work takes, in real milliseconds. */
  delays?: { bulk: number; job: number };
};

/** A change worth a webhook. `topic` is spelt as in `shopify.app.toml`. */
export type StoreEvent = {
  shop: string;
  topic: string;
  resource: { type: string; id: string };
  /** ISO time, to the second. */
  at: string;
  /** What only this change knows: removed quantities, dispositions, edited lines. */
  detail?: unknown;
};

export type StoreState = {
  shop: Shop;
  locations: Location[];
  staff: StaffMember[];
  products: Product[];
  customers: Customer[];
  orders: Order[];
  /** Absent in what older versions kept. */
  orderEdits?: OrderEdit[];
  drafts?: DraftOrder[];
  giftCards?: GiftCard[];
  discountCodes?: DiscountCode[];
  webhooks: WebhookSubscription[];
  bulkOperations: BulkOperation[];
  jobs: Job[];
  uploads: StagedUpload[];
  files: [string, StoredFile][];
  counters: Record<string, number>;
};

/**
 * One shop: its whole state in memory, ids, time, and the announcement of changes. What may happen to
 * the state are the functions in `state/`; GraphQL and the admin's order page call the same ones.
 */
export class Store {
  readonly domain: string;
  readonly clock: Clock;
  readonly adminUrl: string;
  readonly throttle: { maximum: number; restoreRate: number };
  readonly delays: { bulk: number; job: number };
  /** What the payment gateway answers to refunds from now on. */
  refundAnswer: "SUCCESS" | "PENDING" | "FAILURE" = "SUCCESS";
  /** What goes wrong next; see `state/fault.ts`. */
  readonly faults: Fault[] = [];
  shop: Shop;
  readonly locations = new Map<string, Location>();
  readonly staff = new Map<string, StaffMember>();
  readonly products = new Map<string, Product>();
  readonly customers = new Map<string, Customer>();
  readonly orders = new Map<string, Order>();
  readonly orderEdits = new Map<string, OrderEdit>();
  readonly drafts = new Map<string, DraftOrder>();
  readonly giftCards = new Map<string, GiftCard>();
  readonly discountCodes = new Map<string, DiscountCode>();
  readonly webhooks = new Map<string, WebhookSubscription>();
  readonly bulkOperations = new Map<string, BulkOperation>();
  readonly jobs = new Map<string, Job>();
  readonly uploads = new Map<string, StagedUpload>();
  readonly files = new Map<string, StoredFile>();
  private readonly nodes = new Map<string, unknown>();
  private readonly byCustomer = new Map<string, Order[]>();
  private readonly listeners = new Set<(event: StoreEvent) => void>();
  private readonly pending = new Set<Promise<void>>();
  private counters: Record<string, number> = {};
  private readonly firstId: number;
  private moment: string | null = null;

  constructor(options: StoreOptions) {
    this.domain = options.domain;
    this.clock = options.clock;
    this.adminUrl = options.adminUrl ?? "http://localhost:4400";
    this.throttle = options.throttle ?? { maximum: 2000, restoreRate: 100 };
    this.delays = options.delays ?? { bulk: 300, job: 50 };
    this.firstId = 6_000_000_000_000 + (hash(options.domain) % 1_000_000) * 1_000_000;
    this.shop = newShop(options, `gid://shopify/Shop/${this.firstId % 100_000_000_000}`);
    this.nodes.set(this.shop.id, this.shop);
  }

  /** Now, as Shopify writes times: UTC, to the second. */
  now(): string {
    return this.moment ?? iso(this.clock.now());
  }

  /** Does something as if it happened then: how a seed writes history. */
  at<Result>(time: Date, work: () => Result): Result {
    const before = this.moment;
    this.moment = iso(time);
    try {
      return work();
    } finally {
      this.moment = before;
    }
  }

  /** A fresh id of this kind, unique over all shops of the process. */
  newId(kind: string): string {
    const count = (this.counters[kind] ?? 0) + 1;
    this.counters[kind] = count;
    return `gid://shopify/${kind}/${this.firstId + count}`;
  }

  /** The number of the next order: one more than the last, 1001 for the first. */
  nextOrderNumber(): number {
    return (this.counters[orderNumber] ?? 1000) + 1;
  }

  /** Says which number was given last. */
  countOrder(number: number): void {
    this.counters[orderNumber] = number;
  }

  /** Calls `listener` after every change; answers how to stop that. */
  on(listener: (event: StoreEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  announce(topic: string, id: string, detail?: unknown): void {
    if (this.listeners.size === 0) return;
    const type = id.split("/")[3] ?? "";
    const event: StoreEvent = { shop: this.domain, topic, resource: { type, id }, at: this.now() };
    for (const listener of this.listeners) listener(detail === undefined ? event : { ...event, detail });
  }

  /** What this id names, if it is of that kind and exists. */
  find<Kind extends NodeKind>(kind: Kind, id: string | null): NodeOf<Kind> | null {
    if (!id?.startsWith(`gid://shopify/${kind}/`)) return null;
    return (this.nodes.get(id) as NodeOf<Kind> | undefined) ?? null;
  }

  /** Whatever this id names. */
  node(id: string): unknown {
    return this.nodes.get(id) ?? null;
  }

  /** The order, or the draft of one, that a line, fulfillment, refund, return ... belongs to. */
  orderOf(part: { orderId: string }): Order {
    const order = this.orders.get(part.orderId) ?? this.drafts.get(part.orderId)?.contents;
    if (!order) throw new Error(`No order ${part.orderId}`);
    return order;
  }

  ordersOf(customerId: string): Order[] {
    return this.byCustomer.get(customerId) ?? [];
  }

  /** Makes parts findable by their id; call it for everything put into an order after it was added. */
  index(...values: { id: string }[]): void {
    for (const value of values) this.nodes.set(value.id, value);
  }

  addLocation(location: Location): void {
    this.locations.set(location.id, location);
    this.index(location);
  }

  addStaff(member: StaffMember): void {
    this.staff.set(member.id, member);
    this.index(member);
  }

  addProduct(product: Product): void {
    this.products.set(product.id, product);
    this.index(product, ...product.variants);
  }

  addCustomer(customer: Customer): void {
    this.customers.set(customer.id, customer);
    this.index(customer, ...customer.addresses);
  }

  addOrder(order: Order): void {
    this.orders.set(order.id, order);
    this.index(...rows(order));
    this.link(order);
  }

  /** Puts an order under another customer, or under none. */
  moveOrder(order: Order, customerId: string | null): void {
    if (order.customerId !== null)
      this.byCustomer.set(
        order.customerId,
        this.ordersOf(order.customerId).filter((other) => other !== order),
      );
    order.customerId = customerId;
    this.link(order);
    if (customerId !== null) this.ordersOf(customerId).sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  }

  /** Takes a customer out; their orders and addresses are to have moved before. */
  removeCustomer(customer: Customer): void {
    this.customers.delete(customer.id);
    this.byCustomer.delete(customer.id);
    this.nodes.delete(customer.id);
  }

  removeOrder(order: Order): void {
    this.moveOrder(order, null);
    this.orders.delete(order.id);
    for (const row of rows(order)) this.nodes.delete(row.id);
  }

  /** Does work later, as Shopify does jobs; `settle` waits for it. */
  later(milliseconds: number, work: () => void | Promise<void>): void {
    const done = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => Promise.resolve().then(work).then(resolve, reject), milliseconds);
      timer.unref();
    }).finally(() => this.pending.delete(done));
    this.pending.add(done);
  }

  /** Resolves when no background work is left. */
  async settle(): Promise<void> {
    const awake = setInterval(() => undefined, 1000);
    while (this.pending.size > 0) await Promise.all(this.pending);
    clearInterval(awake);
  }

  /** The whole state as plain data, to keep between two starts. */
  dump(): StoreState {
    return {
      shop: this.shop,
      locations: [...this.locations.values()],
      staff: [...this.staff.values()],
      products: [...this.products.values()],
      customers: [...this.customers.values()],
      orders: [...this.orders.values()],
      orderEdits: [...this.orderEdits.values()],
      drafts: [...this.drafts.values()],
      giftCards: [...this.giftCards.values()],
      discountCodes: [...this.discountCodes.values()],
      webhooks: [...this.webhooks.values()],
      bulkOperations: [...this.bulkOperations.values()],
      jobs: [...this.jobs.values()],
      uploads: [...this.uploads.values()],
      files: [...this.files],
      counters: this.counters,
    };
  }

  /** Fills an empty store with what `dump` gave. */
  restore(state: StoreState): void {
    this.shop = { ...state.shop, storefrontUrl: this.shop.storefrontUrl };
    this.index(this.shop);
    this.counters = { ...state.counters };
    state.locations.forEach((location) => this.addLocation(location));
    state.staff.forEach((member) => this.addStaff(member));
    state.products.forEach((product) => this.addProduct(product));
    state.customers.forEach((customer) => this.addCustomer(customer));
    for (const order of state.orders) this.addOrder(upToDate(order));
    state.uploads.forEach((upload) => this.uploads.set(upload.key, upload));
    state.files.forEach(([path, file]) => this.files.set(path, file));
    this.keepAll(this.webhooks, state.webhooks);
    this.keepAll(this.bulkOperations, state.bulkOperations);
    this.keepAll(this.jobs, state.jobs);
    this.keepAll(this.orderEdits, state.orderEdits);
    this.keepAll(this.giftCards, state.giftCards);
    this.keepAll(this.discountCodes, state.discountCodes);
    this.keepAll(this.drafts, state.drafts);
    for (const draft of this.drafts.values()) this.index(...draft.lines);
  }

  private keepAll<Row extends { id: string }>(shelf: Map<string, Row>, rows: Row[] = []): void {
    for (const row of rows) this.keep(shelf, row);
  }

  private link(order: Order): void {
    if (order.customerId === null) return;
    const orders = this.byCustomer.get(order.customerId);
    if (orders) orders.push(order);
    else this.byCustomer.set(order.customerId, [order]);
  }

  /** Adds to one of the plain shelves and makes it findable. */
  keep<Row extends { id: string }>(shelf: Map<string, Row>, row: Row): Row {
    shelf.set(row.id, row);
    this.index(row);
    return row;
  }
}

/** Older versions kept neither disputes nor assessments, no exchanges and no holds. */
function upToDate({ disputes = [], riskAssessments = [], ...order }: Order): Order {
  const returns = order.returns.map((row) => withMissing(row, { exchangeLines: [] }));
  const fulfillmentOrders = order.fulfillmentOrders.map((row) => withMissing(row, { holds: [] }));
  return { ...order, returns, fulfillmentOrders, disputes, riskAssessments };
}

function withMissing<Row extends object>(row: Row, missing: Partial<Row>): Row {
  return Object.keys(missing).every((key) => key in row) ? row : { ...row, ...missing };
}

const orderNumber = "order number";

/** An empty shop without locations, people or goods. Several may live in one process. */
export function createStore(options: StoreOptions): Store {
  return new Store(options);
}

export function iso(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, "Z");
}

function newShop(options: StoreOptions, id: string): Shop {
  const now = iso(options.clock.now());
  return {
    id,
    name: options.domain.split(".")[0] ?? options.domain,
    myshopifyDomain: options.domain,
    storefrontUrl: options.storefrontUrl ?? "http://localhost:4401",
    email: `hello@${options.domain}`,
    currency: "EUR",
    timezone: "Europe/Berlin",
    countryCode: "DE",
    taxesIncluded: true,
    plan: "Basic",
    ownerName: "Iris Lindqvist",
    createdAt: now,
    updatedAt: now,
    ...options.shop,
  };
}

function hash(text: string): number {
  let value = 7;
  for (const letter of text) value = (value * 31 + letter.charCodeAt(0)) % 2_147_483_647;
  return value;
}
