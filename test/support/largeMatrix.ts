/**
 * Which cells of a large matrix of cases run: every kind of fault at every request, every definition for every license,
 * every column in every scene. Each run of the tests takes a sixth of them, or what else is said: of each row every sixth
 * cell, of each column too, each row beginning one cell later than the one before. With EVERY_CASE all of them run
 * (`npm run test:matrices`, every night): every test file that imports this file itself.
 */
export const everyCase = process.env['EVERY_CASE'] !== undefined;

/** Whether the cell in this row and column runs. @param every how many cells there are for one that runs */
export const runsNow = (row: number, column: number, every = 6): boolean => everyCase || (row + column) % every === 0;

/** The rows of a table of cases that run: every second one on a push, or one of so many. */
export const sampleOf = <Row>(rows: readonly Row[], every = 2): Row[] => rows.filter((_, at) => runsNow(at, 0, every));

/** A case by itself that runs only with EVERY_CASE: it costs much, and few changes touch what it is about. */
export const itAtNight = (title: string, run: () => Promise<void> | void): void => {
  if (everyCase) it(title, run);
};

/** How many random cases run, of so many: a fifth on a push. */
export const roundsNow = (all: number): number => (everyCase ? all : Math.ceil(all / 5));
