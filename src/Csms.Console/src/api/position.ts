const PAUSE = 30_000;

/** The newest event this tab has heard of: reads wait until they contain it, so that nobody sees less than was announced. */
let newest = 0;
let waitsAgainAt = 0;

export const position = {
  /** Zero: do not wait. */
  newest: () => (Date.now() < waitsAgainAt ? 0 : newest),

  saw(sequence: number) {
    newest = Math.max(newest, sequence);
  },

  /** The read models are far behind, or being rebuilt: for a while, what they have is better than nothing. */
  behind() {
    waitsAgainAt = Date.now() + PAUSE;
  },
};
