/** Which few of many are needed together: without trying each. */

/**
 * The smallest part of a list without which the test fails, those that come first preferred (QuickXplain): some
 * k × log(n) tests for k needed among n.
 * @param holds whether these, and what is there anyway, are enough; true for all of them, and for more where it is for fewer
 * @param mostTests after so many, everything that was not decided counts as needed
 */
export const smallestPart = <T>(
  all: readonly T[],
  holds: (kept: readonly T[]) => boolean,
  mostTests: number,
): readonly T[] => {
  let tests = 0;
  const enough = (kept: readonly T[]): boolean => {
    tests += 1;
    return tests <= mostTests && holds(kept);
  };
  const part = (kept: readonly T[], grew: boolean, rest: readonly T[]): readonly T[] => {
    if (grew && enough(kept)) return [];
    if (rest.length <= 1) return rest;
    const half = Math.ceil(rest.length / 2);
    const [first, second] = [rest.slice(0, half), rest.slice(half)];
    const ofSecond = part([...kept, ...first], first.length > 0, second);
    const ofFirst = part([...kept, ...ofSecond], ofSecond.length > 0, first);
    return [...ofFirst, ...ofSecond];
  };
  return enough([]) ? [] : part([], false, all);
};
