import type { Store } from "../store.ts";

type Bucket = { available: number; at: number };
const buckets = new WeakMap<Store, Map<string, Bucket>>();

export type ThrottleStatus = { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };

/** The bucket of one app at one store, refilled for the time that has passed in the store. */
function bucketOf(store: Store, app: string): Bucket {
  const ofStore = buckets.get(store) ?? new Map<string, Bucket>();
  buckets.set(store, ofStore);
  const now = performance.now();
  const bucket = ofStore.get(app) ?? { available: store.throttle.maximum, at: now };
  const refill = ((now - bucket.at) / 1000) * store.throttle.restoreRate;
  bucket.available = Math.min(store.throttle.maximum, bucket.available + refill);
  bucket.at = now;
  ofStore.set(app, bucket);
  return bucket;
}

/** Takes the points out if they are there. */
export function take(store: Store, app: string, points: number): boolean {
  const bucket = bucketOf(store, app);
  if (bucket.available < points) return false;
  bucket.available -= points;
  return true;
}

/** Gives back what a query asked for but did not need. */
export function giveBack(store: Store, app: string, points: number): void {
  const bucket = bucketOf(store, app);
  bucket.available = Math.min(store.throttle.maximum, bucket.available + points);
}

export function throttleStatus(store: Store, app: string): ThrottleStatus {
  const { maximum, restoreRate } = store.throttle;
  const available = Math.floor(bucketOf(store, app).available);
  return { maximumAvailable: maximum, currentlyAvailable: available, restoreRate };
}
