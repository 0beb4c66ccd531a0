/** The newest event this tab has heard of: reads wait until they contain it, so that nobody sees less than was announced. */
let newest = 0;

export const position = {
  newest: () => newest,
  saw: (sequence: number) => {
    newest = Math.max(newest, sequence);
  },
  /** The read models are being rebuilt: what they have is better than nothing. */
  forget: () => {
    newest = 0;
  },
};
