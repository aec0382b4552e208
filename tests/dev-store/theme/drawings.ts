export type Colours = { cloth: string; shade: string; fold: string; ground: string };
export type Drawing = { floor: number; draw(colours: Colours): string };

const clay = "#c4714d";
const clayDark = "#a95d3d";
const leaf = "#5f8060";
const leafDark = "#466449";
const leafLight = "#86a47f";

const pot = (top = 330) =>
  `<path d="M138 ${top}h124l-14 ${408 - top}q-2 12-14 12h-68q-12 0-14-12Z" fill="${clay}"/><path d="M130 ${top - 6}h140v26H130Z" fill="${clayDark}"/>`;
const stem = (path: string, width = 5) =>
  `<path d="${path}" fill="none" stroke="${leafDark}" stroke-width="${width}" stroke-linecap="round"/>`;
const turned = (degrees: number, inside: string, at = "200 326") =>
  `<g transform="rotate(${degrees} ${at})">${inside}</g>`;
const stitches = (path: string, colour: string) =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-width="3" stroke-linecap="round" stroke-dasharray="2 8"/>`;
const line = (path: string, colour: string) =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-width="4" stroke-linecap="round"/>`;

/** One frond of a fern, pointing up from the pot. */
function frond(): string {
  const leaves = Array.from({ length: 9 }, (_, index) => {
    const y = 300 - index * 23;
    const size = 34 - index * 3;
    const dark = index % 2 === 0 ? leaf : leafDark;
    return `<path d="M200 ${y}q${size} -4 ${size + 6} -20q-26 -4 -${size + 6} 20Z M200 ${y}q-${size} -4 -${size + 6} -20q26 -4 ${size + 6} 20Z" fill="${dark}"/>`;
  });
  return stem("M200 326V96", 4) + leaves.join("");
}

const split = (fill: string) =>
  `<path d="M200 200c-58-8-84-48-74-96 22-10 42-8 58 4l-6 24 18-16c10-8 24-12 38-10l-14 26 26-14c12 40-4 76-46 82Z" fill="${fill}"/>${line("M200 198C196 160 188 130 172 106", leafDark)}`;
const tongue = (fill: string) =>
  `<path d="M200 330C176 250 184 150 200 104C216 150 224 250 200 330Z" fill="${fill}"/>`;
const vine = (path: string, spots: [number, number][]) =>
  stem(path, 3) +
  spots
    .map(
      ([x, y], index) =>
        `<path d="M${x} ${y}c-18-10-18-28 0-40c18 12 18 30 0 40Z" fill="${index % 2 ? leaf : leafLight}"/>`,
    )
    .join("");

/** Flat pictures of what the shop sells, on a canvas of 400 by 480. */
export const drawings = {
  fern: {
    floor: 420,
    draw: () => [-62, 58, -34, 32, 0].map((angle) => turned(angle, frond())).join("") + pot(),
  },
  monstera: {
    floor: 420,
    draw: () =>
      stem("M200 330C196 280 178 240 150 190M200 330C204 270 226 230 262 200M200 330V150") +
      turned(-38, split(leaf), "200 200") +
      turned(52, split(leafLight), "200 240") +
      split(leafDark) +
      pot(),
  },
  cactus: {
    floor: 420,
    draw: () =>
      `<rect x="160" y="130" width="80" height="210" rx="40" fill="${leaf}"/><path d="M160 250h-18a24 24 0 0 1-24-24v-30a16 16 0 0 1 32 0v18h10Zm80-34h16a24 24 0 0 0 24-24v-26a16 16 0 0 0-32 0v14h-8Z" fill="${leafDark}"/>` +
      stitches("M182 160V320M200 146V320M218 160V320", "#dfe8d4") +
      `<path d="M184 134q16-34 32 0Z" fill="#d98a8a"/>` +
      pot(),
  },
  snake: {
    floor: 420,
    draw: () =>
      [
        [-26, leafDark],
        [24, leaf],
        [-10, leafLight],
        [9, leafDark],
        [0, leaf],
      ]
        .map(([angle, fill]) => turned(Number(angle), tongue(String(fill))))
        .join("") + pot(),
  },
  trailing: {
    floor: 440,
    draw: () =>
      line("M200 30V120M140 176L200 96L260 176", "#8c7a5b") +
      `<path d="M128 170h144l-18 74q-4 16-20 16h-68q-16 0-20-16Z" fill="${clay}"/>` +
      vine("M150 176C112 220 116 300 104 380", [
        [128, 240],
        [112, 290],
        [122, 330],
        [104, 384],
      ]) +
      vine("M204 180C196 240 214 300 200 400", [
        [204, 300],
        [196, 350],
        [206, 404],
      ]) +
      vine("M252 176C290 230 276 280 296 350", [
        [274, 240],
        [286, 300],
        [296, 356],
      ]) +
      `<path d="M134 176q66-44 132 0Z" fill="${leaf}"/>`,
  },
  tree: {
    floor: 420,
    draw: () =>
      stem("M200 330V150M200 240L160 190M200 220L244 170", 8) +
      `<circle cx="200" cy="120" r="66" fill="${leaf}"/><circle cx="148" cy="160" r="44" fill="${leafDark}"/><circle cx="250" cy="150" r="48" fill="${leafLight}"/>${[
        [176, 96],
        [214, 84],
        [226, 124],
        [140, 150],
        [258, 142],
        [190, 138],
      ]
        .map(([x, y]) => `<ellipse cx="${x}" cy="${y}" rx="9" ry="13" fill="#dfe8d4" opacity=".55"/>`)
        .join("")}` +
      pot(),
  },
  stand: {
    floor: 440,
    draw: ({ shade, fold }) =>
      `<path d="M120 300h160v22H120Z" fill="${fold}"/><path d="M132 322h18l-16 118h-16ZM250 322h18l14 118h-16ZM190 322h20v96h-20Z" fill="${shade}"/><g transform="translate(64 -6) scale(.68)">${[-26, 24, 0].map((angle) => turned(angle, tongue(angle === 0 ? leaf : leafDark))).join("")}${pot()}</g>`,
  },
  bottle: {
    floor: 400,
    draw: ({ cloth, shade, fold }) =>
      `<rect x="176" y="90" width="48" height="54" rx="8" fill="${fold}"/><path d="M170 144h60q40 20 40 70v150q0 30-30 30h-80q-30 0-30-30V214q0-50 40-70Z" fill="${cloth}"/><rect x="142" y="236" width="116" height="100" fill="#fffaf0"/><path d="M200 316c-26-28-24-50 0-66c24 16 26 38 0 66Z" fill="${leaf}"/>${line("M156 220h88", shade)}`,
  },
  pot: {
    floor: 400,
    draw: ({ cloth, shade }) =>
      `<path d="M110 180h180l-22 196q-3 22-26 22h-84q-22 0-26-22Z" fill="${cloth}"/><path d="M98 156h204v42H98Z" fill="${shade}"/>${line("M130 240h140M134 268h132", shade)}`,
  },
  can: {
    floor: 390,
    draw: ({ cloth, shade, fold }) =>
      `<path d="M130 210h130v150q0 24-24 24h-82q-24 0-24-24Z" fill="${cloth}"/>${line("M260 300C300 296 306 240 340 214", cloth).replace('"4"', '"20"')}<path d="M326 196l34 34 16-30-24-20Z" fill="${shade}"/><path d="M136 250C80 250 84 150 160 160" fill="none" stroke="${fold}" stroke-width="14"/><ellipse cx="195" cy="210" rx="65" ry="14" fill="${fold}"/>`,
  },
  sack: {
    floor: 400,
    draw: ({ cloth, shade, fold }) =>
      `<path d="M130 160q70-24 140 0q30 120 12 220q-82 20-164 0q-18-100 12-220Z" fill="${cloth}"/><path d="M130 160q-8-40 10-60q60 16 120 0q18 20 10 60q-70 24-140 0Z" fill="${shade}"/>${line("M132 162q68 22 136 0", fold)}<path d="M200 320c-34-40-30-70 0-90c30 20 34 50 0 90Z" fill="${leaf}"/>${line("M200 330V250", leafDark)}`,
  },
  dress: {
    floor: 440,
    draw: ({ cloth, shade, fold }) =>
      `<path d="M160 70q40 30 80 0l30 26-22 52 8 56 44 206q-100 34-200 0l44-206 8-56-22-52Z" fill="${cloth}"/>${line("M146 206q54 16 108 0", fold)}${line("M170 216l-22 190M200 220V420M230 216l22 190", shade)}${stitches("M166 80q34 24 68 0", fold)}`,
  },
  trousers: {
    floor: 440,
    draw: ({ cloth, shade, fold }) =>
      `<path d="M128 80h144l26 330q-40 12-76 0l-22-210-22 210q-36 12-76 0Z" fill="${cloth}"/><path d="M126 76h148v30H126Z" fill="${shade}"/>${line("M200 106v70M150 118q-6 30-20 34M250 118q6 30 20 34", fold)}${stitches("M106 396q36 10 68 0M226 396q36 10 68 0", shade)}`,
  },
  skirt: {
    floor: 420,
    draw: ({ cloth, shade, fold }) =>
      `<path d="M146 110h108l62 280q-116 36-232 0Z" fill="${cloth}"/><path d="M142 96h116v28H142Z" fill="${fold}"/>${line("M166 130l-34 256M200 130v270M234 130l34 256", shade)}`,
  },
  shirt: {
    floor: 420,
    draw: ({ cloth, shade, fold }) =>
      `<path d="M150 84l-70 34-30 150 48 12 22-84v200q80 18 160 0V196l22 84 48-12-30-150-70-34q-50 34-100 0Z" fill="${cloth}"/><path d="M150 84q50 34 100 0l-14 40-36-14-36 14Z" fill="${shade}"/>${line("M200 114v286", shade)}${[150, 200, 250, 300, 350].map((y) => `<circle cx="208" cy="${y}" r="4" fill="${fold}"/>`).join("")}${stitches("M236 190h36v44h-36Z", fold)}`,
  },
  apron: {
    floor: 440,
    draw: ({ cloth, shade, fold }) =>
      `${line("M160 130C150 60 250 60 240 130", fold).replace('"4"', '"10"')}<path d="M152 124h96l14 86 44 14v190H94V224l44-14Z" fill="${cloth}"/>${line("M94 236L40 260M306 236l54 24", fold)}<path d="M140 280h120v84H140Z" fill="${shade}"/>${stitches("M200 284v76", fold)}`,
  },
  scarf: {
    floor: 430,
    draw: ({ cloth, shade, fold }) =>
      `<path d="M120 120q80-60 160 0q20 50-20 80q-60 30-120 0q-40-30-20-80Z" fill="${cloth}"/><path d="M150 176q50 30 100 0l28 220-60 10-18-150-12 160-66-14Z" fill="${shade}"/>${line("M136 140q64 50 128 0M150 190q50 26 100 0", fold)}${stitches("M124 400l64 14M218 396l58-8", fold)}`,
  },
  bag: {
    floor: 420,
    draw: ({ cloth, shade, fold }) =>
      `<path d="M148 190C140 70 260 70 252 190" fill="none" stroke="${fold}" stroke-width="14"/><path d="M96 180h208l16 216q-120 26-240 0Z" fill="${cloth}"/>${stitches("M98 200h204", fold)}<path d="M200 350c-36-36-32-66 0-88c32 22 36 52 0 88Z" fill="${shade}"/>${line("M200 360v-70", fold)}`,
  },
  hat: {
    floor: 350,
    draw: ({ cloth, shade, fold }) =>
      `<ellipse cx="200" cy="300" rx="150" ry="42" fill="${cloth}"/><path d="M118 290q-4-120 82-120t82 120q-82 30-164 0Z" fill="${shade}"/><path d="M118 288q82 30 164 0v-26q-82 30-164 0Z" fill="${fold}"/>`,
  },
  pillow: {
    floor: 380,
    draw: ({ cloth, shade, fold }) =>
      `<path d="M90 150q110 22 220 0q-16 100 0 210q-110-20-220 0q16-110 0-210Z" fill="${cloth}"/>${stitches("M112 172q88 14 176 0M112 340q88-14 176 0", fold)}${line("M150 190l100 130M250 190L150 320", shade)}`,
  },
  folded: {
    floor: 370,
    draw: ({ cloth, shade, fold }) =>
      [0, 1, 2]
        .map(
          (row) =>
            `<rect x="${92 + row * 6}" y="${296 - row * 62}" width="${216 - row * 12}" height="60" rx="16" fill="${row % 2 ? shade : cloth}"/>${stitches(`M${112 + row * 6} ${342 - row * 62}h${176 - row * 12}`, fold)}`,
        )
        .join("") + `<path d="M188 166h24v194h-24Z" fill="${fold}"/>`,
  },
  candle: {
    floor: 370,
    draw: ({ cloth, shade, fold }) =>
      `<rect x="140" y="190" width="120" height="176" rx="12" fill="${cloth}"/><ellipse cx="200" cy="192" rx="60" ry="14" fill="${shade}"/>${line("M200 190v-30", fold)}<path d="M200 162c-18-16-14-34 0-54c14 20 18 38 0 54Z" fill="#e9b44c"/><rect x="158" y="250" width="84" height="64" rx="6" fill="#fffaf0"/>`,
  },
  card: {
    floor: 350,
    draw: ({ cloth, shade, fold }) =>
      `<rect x="70" y="150" width="260" height="170" rx="18" fill="${cloth}"/><path d="M70 210h260v26H70Z" fill="${shade}"/><path d="M220 150h26v170h-26Z" fill="${fold}"/>`,
  },
  window: {
    floor: 470,
    draw: () =>
      `<rect x="0" y="380" width="400" height="100" fill="#d9c7a3"/><rect x="60" y="40" width="280" height="340" rx="140" fill="#f5efe0"/><rect x="60" y="180" width="280" height="200" fill="#f5efe0"/><path d="M60 300q70-60 140-20t140-30v130H60Z" fill="#c9d6c2"/><circle cx="264" cy="128" r="34" fill="#f1d9a7"/><path d="M196 40h8v340h-8ZM60 206h280v8H60Z" fill="#fff"/>` +
      `<g transform="translate(8 172) scale(.55)">${[-62, 58, -34, 32, 0].map((angle) => turned(angle, frond())).join("")}${pot()}</g><g transform="translate(196 188) scale(.52)">${tongue(leafDark)}${turned(-18, tongue(leaf))}${turned(16, tongue(leafLight))}${pot()}</g>`,
  },
} satisfies Record<string, Drawing>;
