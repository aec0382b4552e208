import { localeFor, type Locale } from "~/kit/words";

/** The language of somebody of whom only a request is known: what Shopify's admin says in the address, else the browser's. */
export function languageOf(request: Request): Locale {
  const said = new URL(request.url).searchParams.get("locale");
  return localeFor(said ?? request.headers.get("accept-language"));
}
