import type { Answer } from "../http.ts";
import type { Product } from "../state/product.ts";
import type { Store } from "../store.ts";
import { drawings } from "./drawings.ts";
import type { Colours, Drawing } from "./drawings.ts";

const grounds = ["#e9e2d2", "#dfe6da", "#efe0d3", "#e3e4e8", "#ece7db", "#e0e6e2", "#f0e6de", "#e6e1ea"];
const cloths = ["#d9c7a3", "#8fa68a", "#c98f6b", "#7f93a8", "#f3ecdd", "#5b6f66", "#b5838d", "#d8b25f"];
const named: Record<string, string> = {
  natural: "#d9c7a3",
  flax: "#d9c7a3",
  white: "#f6f1e6",
  ecru: "#efe6d2",
  sage: "#9db09a",
  moss: "#6f8061",
  green: "#6c8c6d",
  rust: "#b86542",
  terracotta: "#c4714d",
  clay: "#bd8163",
  ochre: "#d3a04b",
  mustard: "#cf9f45",
  blue: "#7b94ae",
  navy: "#3f5069",
  indigo: "#4d5c85",
  black: "#3d3d3b",
  charcoal: "#52524f",
  grey: "#a7a69f",
  rose: "#cf9d97",
  plum: "#7d566b",
  sand: "#dcc9a8",
  oat: "#e5d9c0",
  fern: "#6c8c6d",
  ink: "#47506b",
  oak: "#c79a6a",
  walnut: "#7c5a42",
  brass: "#c9a24d",
};

/** Which drawing fits: the first word found in title, type or handle decides. */
const subjects: [RegExp, keyof typeof drawings][] = [
  [/window|hero/, "window"],
  [/\bstand\b/, "stand"],
  [/\bfern|palm/, "fern"],
  [/tree|rubber|ficus/, "tree"],
  [/monstera|philodendron|fig|calathea/, "monstera"],
  [/cactus|succulent|aloe|euphorb/, "cactus"],
  [/snake|sansev|zz|yucca|dracaena/, "snake"],
  [/ivy|pothos|string|hoya|trailing|hanging/, "trailing"],
  [/watering|mister|spray/, "can"],
  [/planter|pot\b|pots|vase|bowl|saucer/, "pot"],
  [/\bfood|feed|fertil/, "bottle"],
  [/seed|soil|compost|kit|sample/, "sack"],
  [/dress|nightgown|tunic/, "dress"],
  [/trouser|pants|\bshorts\b|culotte/, "trousers"],
  [/skirt/, "skirt"],
  [/shirt|blouse|\btop\b|\btee\b|jacket|cardigan|pyjama|robe|kimono|vest/, "shirt"],
  [/apron|dungaree|overall/, "apron"],
  [/scarf|shawl|stole/, "scarf"],
  [/bag|tote|pouch|backpack/, "bag"],
  [/hat|cap\b/, "hat"],
  [/pillow|cushion/, "pillow"],
  [/towel|napkin|runner|cloth|sheet|duvet|bed|throw|blanket|curtain|handkerchief/, "folded"],
  [/candle|soap|spray|oil/, "candle"],
  [/gift ?card|card/, "card"],
  [/plant/, "monstera"],
];

/** A product's picture by its handle: a flat drawing of what it is, in the colour its name or variant says. */
export function picture(store: Store, name: string, query: URLSearchParams): Answer {
  const product = [...store.products.values()].find((known) => known.handle === name);
  const subject =
    subjectOf(`${product?.title ?? ""} ${name}`) ?? subjectOf(product?.productType ?? "") ?? "folded";
  return {
    headers: {
      "content-type": "image/svg+xml",
      "cache-control": "max-age=3600",
      "access-control-allow-origin": "*",
    },
    body: framed(drawings[subject], coloursOf(product, { name, wanted: query.get("color") ?? "" })),
  };
}

function subjectOf(text: string): keyof typeof drawings | undefined {
  return subjects.find(([words]) => words.test(text.toLowerCase()))?.[1];
}

function coloursOf(
  product: Product | undefined,
  { name, wanted }: { name: string; wanted: string },
): Colours {
  const words = `${wanted} ${name} ${product?.title ?? ""}`.toLowerCase().split(/[^a-z]+/);
  const options = product?.options.flatMap((option) => option.values) ?? [];
  const said = [...words, ...options.map((value) => value.toLowerCase())].find((word) => named[word]);
  const luck = hash(name);
  const cloth = (said && named[said]) ?? cloths[luck % cloths.length] ?? "#d9c7a3";
  return {
    cloth,
    shade: darker(cloth, 0.86),
    fold: darker(cloth, 0.72),
    ground: grounds[luck % grounds.length] ?? "#ece7db",
  };
}

function framed(drawing: Drawing, colours: Colours): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 480" width="400" height="480" role="img">
<rect width="400" height="480" fill="${colours.ground}"/><ellipse cx="200" cy="${drawing.floor}" rx="120" ry="12" fill="#000" opacity=".07"/>${drawing.draw(colours)}</svg>`;
}

function darker(colour: string, by: number): string {
  const parts = [1, 3, 5].map((at) => Math.round(Number.parseInt(colour.slice(at, at + 2), 16) * by));
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function hash(text: string): number {
  let value = 5;
  for (const letter of text) value = (value * 33 + letter.charCodeAt(0)) % 1_000_003;
  return value;
}
