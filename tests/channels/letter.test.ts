import { expect, test } from "vitest";

import { escapeHtml, letterHtml, letterText, type LetterBody } from "~/channels/letter";

const letter: LetterBody = {
  shopName: "Fern & Flax",
  heading: "Your refund for order #1001 is on its way",
  paragraphs: ["Hello Noor,", "We have paid <b>34.00 €</b>."],
  quote: "It came\nbroken",
  big: "123456",
  button: { label: "See your case", url: "https://app.example.com/case/a?b=1&c=2" },
  closing: "Answer in the chat.",
};

test("a mail says everything in plain text too", () => {
  const text = letterText(letter);
  expect(text).toContain("We have paid <b>34.00 €</b>.");
  expect(text).toContain("> It came\n> broken");
  expect(text).toContain("See your case: https://app.example.com/case/a?b=1&c=2");
  expect(text.endsWith("— Fern & Flax")).toBe(true);
});

test("whatever people write stands in the mail as text, never as markup", () => {
  const nasty = `<img src=x onerror=alert(1)>"'&`;
  const html = letterHtml({ ...letter, heading: nasty, paragraphs: [nasty], quote: nasty, closing: nasty });
  expect(html).not.toContain("<img");
  expect(html.split(escapeHtml(nasty)).length - 1).toBe(4);
});

test("a link in a button cannot break out of it", () => {
  const html = letterHtml({ ...letter, button: { label: "x", url: `https://a"onmouseover="b` } });
  expect(html).toContain(`href="https://a&quot;onmouseover=&quot;b"`);
});

test("a mail without a button, quote or code has no empty places", () => {
  const { quote: _q, big: _b, button: _u, ...bare } = letter;
  expect(letterHtml(bare)).not.toMatch(/blockquote|href|letter-spacing/);
});
