import type { Money } from "~/kit/money";

/** A line that may come back, or says why not. */
export type ReturnableChoice = {
  readonly id: string;
  readonly title: string;
  readonly variant: string | null;
  readonly image: string | null;
  /** Units that can still come back. */
  readonly quantity: number;
  readonly price: Money;
  readonly eligible: boolean;
  readonly message: string;
};

export type Returnable = {
  readonly lines: readonly ReturnableChoice[];
  readonly reasons: readonly {
    readonly handle: string;
    readonly label: string;
    readonly needsPhoto: boolean;
  }[];
};
