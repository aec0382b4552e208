/** How large the bench runs. */
export type Scale = {
  readonly name: "full" | "quick";
  /** How often each figure is taken; the table shows the median. */
  readonly rounds: number;
  readonly webhooks: {
    /** Requests of one round at full speed. */
    readonly burst: number;
    /** Seconds of one round at a steady 1,000 a second. */
    readonly steadySeconds: number;
  };
  /** Seconds of one round of order events, and the shops they come from. */
  readonly events: { readonly seconds: number; readonly shops: number };
  /** Orders in the bulk file. */
  readonly orders: number;
  readonly inbox: { readonly conversations: number; readonly asks: number };
  /** Open streams, and messages of one round in each direction. */
  readonly streams: readonly number[];
  readonly messages: number;
};

export const full: Scale = {
  name: "full",
  rounds: 5,
  webhooks: { burst: 20_000, steadySeconds: 10 },
  events: { seconds: 10, shops: 20 },
  orders: 100_000,
  inbox: { conversations: 1_000_000, asks: 200 },
  streams: [500, 5_000],
  messages: 60,
};

/** The same with everything small: shows that the bench works, not how fast the house is. */
export const quick: Scale = {
  name: "quick",
  rounds: 1,
  webhooks: { burst: 1_000, steadySeconds: 1 },
  events: { seconds: 2, shops: 5 },
  orders: 1_000,
  inbox: { conversations: 2_000, asks: 10 },
  streams: [50],
  messages: 10,
};
