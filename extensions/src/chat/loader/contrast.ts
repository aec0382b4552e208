type Rgb = readonly [number, number, number];

/** The merchant's text colour if it can be read on the accent (WCAG AA, 4.5), else black or white. */
export function readableOn(accent: string, wanted: string): string {
  const ground = rgb(accent);
  const text = rgb(wanted);
  if (!ground) return wanted;
  if (text && contrast(ground, text) >= 4.5) return wanted;
  return contrast(ground, [255, 255, 255]) >= contrast(ground, [0, 0, 0]) ? "#ffffff" : "#000000";
}

/** Whether a page painted in this colour is a dark one. Unknown and see-through colours count as light. */
export function isDark(colour: string): boolean {
  const found = rgb(colour);
  return found !== null && luminance(found) < 0.18;
}

function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (part: number) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function rgb(colour: string): Rgb | null {
  const text = colour.trim();
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text)?.[1];
  if (hex) {
    const full = hex.length === 3 ? hex.replace(/./g, "$&$&") : hex;
    const number = parseInt(full, 16);
    return [number >> 16, (number >> 8) & 255, number & 255];
  }
  const parts = /^rgba?\((\d+)[ ,]+(\d+)[ ,]+(\d+)(?:[ ,/]+([\d.]+)(%?))?\)$/.exec(text);
  if (!parts || Number(parts[4] ?? 1) === 0) return null;
  return [Number(parts[1]), Number(parts[2]), Number(parts[3])];
}
