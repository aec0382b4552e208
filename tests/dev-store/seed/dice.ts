/** Chance that always falls the same way for the same seed. */
export type Dice = {
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number;
  pick<Choice>(choices: readonly Choice[]): Choice;
  /** True in `percent` of a hundred throws. */
  chance(percent: number): boolean;
};

export function diceFrom(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    between,
    pick: (choices) => {
      const choice = choices[between(0, choices.length - 1)];
      if (choice === undefined) throw new Error("Nothing to pick from");
      return choice;
    },
    chance: (percent) => next() * 100 < percent,
  };
}
