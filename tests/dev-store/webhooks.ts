import { createHmac, randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import type { AppConfig, Subscription } from "./config.ts";
import type { Store, StoreEvent } from "./store.ts";
import type { TokenOffice } from "./tokens.ts";

export type WebhookTerms = {
  readonly config: AppConfig;
  readonly secret: string;
  readonly office: TokenOffice;
  readonly clock: { now(): Date };
  /** The app's address, read at each delivery. */
  app(): string;
  /** The topic's body as Shopify would write it, or null when it has none. */
  payload(store: Store, event: StoreEvent): string | null;
  /** Milliseconds before each retry; Shopify's eight, with time compressed. */
  readonly retryAfter: readonly number[];
};

/** What may go wrong between Shopify and the app; all off at first. */
export type Weather = {
  /** How many times each delivery arrives; 1 is fair weather. */
  copies: number;
  /** Within this many milliseconds, later deliveries overtake earlier ones. 0: in order. */
  shuffleWithin: number;
  /** Milliseconds before the first attempt. */
  delay: number;
  /** How many deliveries get lost from now on; Infinity for all. */
  losing: number;
};

export type Attempt = { readonly at: string; readonly status: number | null; readonly milliseconds: number };

export type Delivery = {
  readonly id: string;
  readonly eventId: string;
  readonly shop: string;
  readonly topic: string;
  readonly name: string | null;
  readonly uri: string;
  readonly triggeredAt: string;
  readonly body: string;
  readonly attempts: Attempt[];
  fate: "on its way" | "delivered" | "given up" | "lost";
};

const compliance = new Set(["customers/data_request", "customers/redact", "shop/redact", "app/uninstalled"]);
const remembered = 300;

/** Delivers every change of a store to the app, signed, retried, and as unreliably as one asks for. */
export class Webhooks {
  readonly weather: Weather = { copies: 1, shuffleWithin: 0, delay: 0, losing: 0 };
  /** The last deliveries, oldest first. */
  readonly log: Delivery[] = [];
  readonly #terms: WebhookTerms;
  readonly #underway = new Set<Promise<void>>();
  readonly #stop = new AbortController();
  #held: Delivery[] = [];

  constructor(terms: WebhookTerms) {
    this.#terms = terms;
    setMaxListeners(0, this.#stop.signal);
  }

  /** Follows a store: each of its changes becomes a delivery to every subscription of the topic. */
  follow(store: Store): void {
    store.on((event) => {
      // The change may still be half done; its other half is in this same turn.
      queueMicrotask(() => {
        const body = this.#terms.payload(store, event);
        if (body !== null) this.send(event.shop, event.topic, { body, store });
      });
    });
  }

  /** Sends a body to all who subscribed to the topic; resolves once sent is accepted, not once it has arrived. */
  send(shop: string, topic: string, what: { body: string; store?: Store }): Delivery[] {
    const installed = this.#terms.office.installation(shop).installed;
    if (!installed && !compliance.has(topic)) return [];
    const eventId = randomUUID();
    const deliveries = this.#subscriptions(topic, what.store).map((subscription) =>
      this.#delivery(subscription, { shop, eventId, body: what.body }),
    );
    deliveries.forEach((delivery) => this.#dispatch(delivery));
    return deliveries;
  }

  /** Sends a known delivery again as it was, as a late or second copy. */
  resend(id: string): void {
    const delivery = this.log.find((known) => known.id === id);
    if (delivery) this.#track(this.#attempt(delivery, 0));
  }

  /** Resolves when nothing is on its way any more, retries included. */
  async settle(): Promise<void> {
    // Announced in this very turn: not yet on its way.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#underway.size > 0) await Promise.all(this.#underway);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#underway);
  }

  #subscriptions(topic: string, store: Store | undefined): Subscription[] {
    const byToml = this.#terms.config.subscriptions.filter((subscription) => subscription.topic === topic);
    const byApi = [...(store?.webhooks.values() ?? [])].filter((hook) => hook.topic === enumName(topic));
    return [
      ...byToml,
      ...byApi.map((hook) => ({ topic, uri: hook.uri, name: hook.name, filter: null, includeFields: null })),
    ];
  }

  #delivery(subscription: Subscription, what: { shop: string; eventId: string; body: string }): Delivery {
    const delivery: Delivery = {
      id: randomUUID(),
      eventId: what.eventId,
      shop: what.shop,
      topic: subscription.topic,
      name: subscription.name,
      uri: new URL(subscription.uri, this.#terms.app()).href,
      triggeredAt: this.#terms.clock.now().toISOString().replace("Z", "000000Z"),
      body: subscription.includeFields ? narrowed(what.body, subscription.includeFields) : what.body,
      attempts: [],
      fate: "on its way",
    };
    this.log.push(delivery);
    if (this.log.length > remembered) this.log.shift();
    return delivery;
  }

  #dispatch(delivery: Delivery): void {
    if (this.weather.losing > 0) {
      this.weather.losing -= 1;
      delivery.fate = "lost";
    } else if (this.weather.shuffleWithin > 0) {
      this.#held.push(delivery);
      if (this.#held.length === 1) this.#track(this.#shuffled());
    } else {
      for (let copy = 0; copy < this.weather.copies; copy += 1) this.#track(this.#first(delivery));
    }
  }

  /** Everything of one window in reverse, one after the other. */
  async #shuffled(): Promise<void> {
    await this.#pause(this.weather.shuffleWithin);
    const held = this.#held.reverse();
    this.#held = [];
    for (const delivery of held)
      for (let copy = 0; copy < this.weather.copies; copy += 1) await this.#first(delivery);
  }

  async #first(delivery: Delivery): Promise<void> {
    if (this.weather.delay > 0) await this.#pause(this.weather.delay);
    await this.#attempt(delivery, 0);
  }

  async #attempt(delivery: Delivery, number: number): Promise<void> {
    const attempt = await this.#post(delivery);
    delivery.attempts.push(attempt);
    if (attempt.status !== null && attempt.status >= 200 && attempt.status < 300) {
      delivery.fate = "delivered";
      return;
    }
    const pause = this.#terms.retryAfter[number];
    if (pause === undefined || this.#stop.signal.aborted) {
      delivery.fate = "given up";
      return;
    }
    await this.#pause(pause);
    if (!this.#stop.signal.aborted) await this.#attempt(delivery, number + 1);
  }

  async #post(delivery: Delivery): Promise<Attempt> {
    const started = performance.now();
    const at = this.#terms.clock.now().toISOString();
    const took = () => Math.round(performance.now() - started);
    try {
      const answer = await fetch(delivery.uri, {
        method: "POST",
        headers: this.#headers(delivery),
        body: delivery.body,
        redirect: "manual",
        signal: AbortSignal.any([AbortSignal.timeout(5000), this.#stop.signal]),
      });
      await answer.arrayBuffer();
      return { at, status: answer.status, milliseconds: took() };
    } catch {
      return { at, status: null, milliseconds: took() };
    }
  }

  #headers(delivery: Delivery): Record<string, string> {
    return {
      "content-type": "application/json",
      "user-agent": "Shopify-Captain-Hook",
      "x-shopify-topic": delivery.topic,
      "x-shopify-hmac-sha256": signature(delivery.body, this.#terms.secret),
      "x-shopify-shop-domain": delivery.shop,
      "x-shopify-api-version": this.#terms.config.apiVersion,
      "x-shopify-webhook-id": delivery.id,
      "x-shopify-event-id": delivery.eventId,
      "x-shopify-triggered-at": delivery.triggeredAt,
      ...(delivery.name === null ? {} : { "x-shopify-name": delivery.name }),
    };
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const over = () => {
        clearTimeout(timer);
        this.#stop.signal.removeEventListener("abort", over);
        resolve();
      };
      const timer = setTimeout(over, milliseconds);
      this.#stop.signal.addEventListener("abort", over);
    });
  }

  #track(work: Promise<void>): void {
    const done = work.finally(() => this.#underway.delete(done));
    this.#underway.add(done);
  }
}

/** The signature of `X-Shopify-Hmac-Sha256`: over the raw body, in base64. */
function signature(body: string, secret: string): string {
  return createHmac("sha256", secret).update(body, "utf8").digest("base64");
}

/** orders/updated is ORDERS_UPDATED in the API. */
function enumName(topic: string): string {
  return topic.replace(/[/.]/g, "_").toUpperCase();
}

/** The body with the subscription's fields only; written digit by digit, so that large ids stay exact. */
function narrowed(body: string, fields: readonly string[]): string {
  const exact = JSON.parse(body, (_key, value: unknown, context?: { source: string }) =>
    typeof value === "number" && context ? JSON.rawJSON(context.source) : value,
  ) as Record<string, unknown>;
  return JSON.stringify(
    Object.fromEntries(fields.filter((field) => field in exact).map((field) => [field, exact[field]])),
  );
}
