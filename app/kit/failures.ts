/** There is no such thing, or not for this shop: the two look the same from outside. */
export class NotFound extends Error {
  override readonly name = "NotFound";
}

/** The person is known, but may not do this. */
export class NotAllowed extends Error {
  override readonly name = "NotAllowed";
}

/** Somebody we depend on does not answer now. Nothing was changed; the same call may be made again. */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
  readonly retryAfterMs: number;

  constructor(message: string, retryAfterMs = 5_000) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}
