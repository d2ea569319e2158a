/** Runs everything that is measured in turns, so that whatever changes on the machine meanwhile hits all alike. */

export type Runnable<T> = {
  title: string;
  /** How many measured rounds it takes part in. */
  rounds: number;
  run: () => Promise<T>;
};

/**
 * One round that is not measured, then the measured ones; in each round everyone has one turn, and each round begins with
 * another one. Stops with the first run that fails. Out: what the measured runs of each gave, in the order of the runnables.
 */
export const inRounds = async <T>(
  runnables: ReadonlyArray<Runnable<T>>,
  onTurn: (round: number, rounds: number, title: string) => void,
): Promise<T[][]> => {
  const results: T[][] = runnables.map(() => []);
  const rounds = Math.max(0, ...runnables.map((one) => one.rounds));
  for (let round = 0; round <= rounds; round += 1) {
    for (let turn = 0; turn < runnables.length; turn += 1) {
      const at = (turn + round) % runnables.length;
      const one = runnables[at];
      if (one === undefined || round > one.rounds) continue;
      onTurn(round, rounds, one.title);
      const result = await one.run();
      if (round > 0) results[at]?.push(result);
    }
  }
  return results;
};
