/** What an act's process does with what the bench asks of it; whatever `work` gives is told to the bench. */
export function whenAsked<Ask>(work: (ask: Ask) => Promise<unknown>): void {
  process.once("message", (message: { ask: Ask }) => {
    work(message.ask).then(
      (told) => process.send?.(told),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
