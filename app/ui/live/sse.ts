export type ServerEvent = { readonly event: string; readonly data: string };

/**
 * Reads server-sent events from pieces of text as they arrive. A piece may end anywhere, in the middle of
 * a line too; comments and unknown fields are passed over.
 */
export function eventReader(): (piece: string) => ServerEvent[] {
  let rest = "";
  let event = "";
  let data: string[] = [];

  const take = (line: string): ServerEvent | null => {
    if (line === "") return finish();
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") event = value;
    if (field === "data") data.push(value);
    return null;
  };
  const finish = (): ServerEvent | null => {
    const done = data.length > 0 || event ? { event: event || "message", data: data.join("\n") } : null;
    event = "";
    data = [];
    return done;
  };

  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    return lines.map(take).filter((done) => done !== null);
  };
}
