/**
 * Loaded before everything else (`node --import ./tests/dev-store/preload.mjs`), so that the app itself knows
 * nothing of the stand-in store:
 *
 * - `fetch` of `https://*.myshopify.com/...` goes to the address in DEV_STORE_URL, which is read at each call;
 *   the shop's host travels along in `x-dev-store-shop`. Shopify's library keeps the `fetch` it finds when it
 *   is first imported, hence the preload.
 * - When DEV_STORE_CLOCK names a file, `Date` is moved by the milliseconds found in it, so that a demo can say
 *   "two days later" to every process at once. Timers and the database keep their own time.
 */
import { readFileSync } from "node:fs";

const mark = Symbol.for("dev-store.preload");

if (!globalThis[mark]) {
  globalThis[mark] = true;
  globalThis.fetch = towardsTheStore(globalThis.fetch);
  if (process.env.DEV_STORE_CLOCK) moveDate(process.env.DEV_STORE_CLOCK);
}

function towardsTheStore(realFetch) {
  return function fetch(input, init) {
    const store = process.env.DEV_STORE_URL;
    const wanted = store ? shopAddress(input) : null;
    if (!wanted) return realFetch(input, init);

    const address = new URL(wanted.pathname + wanted.search, store);
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
    headers.set("x-dev-store-shop", wanted.hostname);
    if (!(input instanceof Request)) return realFetch(address, { ...init, headers });
    return realFetch(new Request(new Request(address, input), { ...init, headers }));
  };
}

function shopAddress(input) {
  const text = input instanceof Request ? input.url : String(input);
  if (!text.startsWith("https://")) return null;
  const url = new URL(text);
  return url.hostname.endsWith(".myshopify.com") ? url : null;
}

function moveDate(file) {
  const RealDate = globalThis.Date;
  const realNow = RealDate.now;
  let offset = 0;
  let readAt = -Infinity;

  function now() {
    const real = realNow();
    if (real - readAt >= 1000) {
      readAt = real;
      offset = offsetIn(file, offset);
    }
    return real + offset;
  }

  function MovedDate(...parts) {
    if (!new.target) return new RealDate(now()).toString();
    const made = parts.length > 0 ? parts : [now()];
    return Reflect.construct(RealDate, made, new.target === MovedDate ? RealDate : new.target);
  }

  // One prototype for both, so that `instanceof Date` holds for dates made before and after, and by native code.
  Object.setPrototypeOf(MovedDate, RealDate);
  MovedDate.prototype = RealDate.prototype;
  MovedDate.now = now;
  Object.defineProperty(MovedDate, "name", { value: "Date" });
  Object.defineProperty(RealDate.prototype, "constructor", { value: MovedDate, writable: true });
  globalThis.Date = MovedDate;
}

function offsetIn(file, last) {
  try {
    const offset = Number(readFileSync(file, "utf8"));
    return Number.isFinite(offset) ? offset : last;
  } catch {
    return last;
  }
}
