/** One event of a text/event-stream. A comment (the server's heartbeat) has the name "beat". */
export type StreamEvent = { event: string; data: unknown };

/** Cuts a stream of text into events, wherever the chunks happen to break. Data that is not JSON is skipped. */
export function eventReader(): (chunk: string) => StreamEvent[] {
  let rest = "";
  return (chunk) => {
    rest = (rest + chunk).replace(/\r\n/g, "\n");
    const blocks = rest.split("\n\n");
    rest = blocks.pop() ?? "";
    return blocks.map(eventOf).filter((found) => found !== null);
  };
}

function eventOf(block: string): StreamEvent | null {
  let event = "message";
  let data = "";
  let comment = false;
  for (const line of block.split("\n")) {
    if (line.startsWith(":")) comment = true;
    else if (line.startsWith("event:")) event = line.slice(6).trim();
    else if (line.startsWith("data:")) data += line.slice(5).replace(/^ /, "");
  }
  if (data === "") return comment ? { event: "beat", data: null } : null;
  try {
    return { event, data: JSON.parse(data) as unknown };
  } catch {
    return null;
  }
}
