const PLAIN = /^[a-z][a-z-]{0,30}(\.data)?$/;

/** The pattern of an address for logs and metrics: ids, tokens and whatever else people bring along are left out. */
export function routePattern(path: string): string {
  const parts = path.split("/").filter((part) => part !== "");
  const shown = parts.slice(0, 5).map((part) => (PLAIN.test(part) ? part.replace(/\.data$/, "") : ":id"));
  return parts[0] === "assets" ? "/assets" : `/${shown.join("/")}`;
}
