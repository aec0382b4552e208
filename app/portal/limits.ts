/** What one visitor, or one shop's storefront, may do in a while. Counted in the database. */
export const limits = {
  sendBurst: { name: "chat-burst", points: 30, seconds: 60 },
  sendHour: { name: "chat-hour", points: 300, seconds: 3_600 },
  /** Addresses that one visitor leaves for our answers. */
  addresses: { name: "chat-addresses", points: 5, seconds: 3_600 },
  /** How often one address is left in a shop: nobody's is handed round. */
  sameAddress: { name: "chat-same-address", points: 5, seconds: 24 * 3_600 },
  upload: { name: "chat-upload", points: 30, seconds: 3_600 },
  /** New visitors of one shop: a flood of them must not fill the database. */
  visitors: { name: "chat-visitors", points: 3_000, seconds: 600 },
  /** New visitors from one network. */
  network: { name: "chat-network", points: 60, seconds: 600 },
} as const;
