import fc from "fast-check";
import { expect, test } from "vitest";

import { eventReader } from "~/ui/live/sse";

test("events are read whole, comments and unknown fields passed over", () => {
  const read = eventReader();
  expect(read(': beat\n\nevent: typing\ndata: {"id":1}\nretry: 5\n\ndata: a\ndata: b\r\n\r\n')).toEqual([
    { event: "typing", data: '{"id":1}' },
    { event: "message", data: "a\nb" },
  ]);
});

test("wherever the network cuts the text, the same events come out", () => {
  const text = 'event: hello\ndata: {}\n\n: beat\n\nevent: message\ndata: {"text":"你好"}\n\ndata: x\n\n';
  const whole = eventReader()(text);
  fc.assert(
    fc.property(fc.array(fc.nat(text.length)), (places) => {
      const cuts = [0, ...places.sort((a, b) => a - b), text.length];
      const read = eventReader();
      const pieces = cuts.slice(1).map((end, index) => text.slice(cuts[index], end));
      expect(pieces.flatMap(read)).toEqual(whole);
    }),
  );
});
