/** Where bytes are kept under random names that we chose; a name is written once and never again. */
export type Store = {
  readonly save: (key: string, bytes: Buffer) => Promise<void>;
  /** @throws NotFound when it is gone. */
  readonly read: (key: string) => Promise<Buffer>;
  /** Removing what is gone is fine. */
  readonly remove: (key: string) => Promise<void>;
};
