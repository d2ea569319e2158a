/**
 * One random test: a twentieth of its short form in every test run (fixed seed, so that a red run can be repeated), all of it
 * every night (`npm run torture -- --short`), long under `npm run torture`
 * (fresh seed, printed). What fails is shrunk and shown with the command that runs exactly it again.
 */
import { appendFileSync } from 'node:fs';
import fc from 'fast-check';

/** How many cases a property runs: `short` every night, a twentieth of them in every test run, `long` in `npm run torture`. */
export type Cases = { readonly short: number; readonly long: number };

const {
  TORTURE_FORM = 'twentieth',
  TORTURE_SEED = '20260101',
  TORTURE_PATH,
  TORTURE_CASES,
  TORTURE_COUNTS,
} = process.env;
const long = TORTURE_FORM === 'long';
const runsOf = (cases: Cases): number => {
  if (TORTURE_CASES !== undefined) return Number(TORTURE_CASES);
  if (long) return cases.long;
  return TORTURE_FORM === 'short' ? cases.short : Math.ceil(cases.short / 20);
};
const seed = Number(TORTURE_SEED);
/** Long properties are measured in cases, not in minutes: no property may be cut short and still pass. */
const timeout = long || TORTURE_CASES !== undefined ? 0 : 1_200_000;

const again = (file: string, title: string, path: string | null): string =>
  `npm run torture -- --seed ${seed}${path === null ? '' : ` --path ${path}`} --file ${file} --only ${JSON.stringify(title)}`;

/**
 * Registers a mocha test that holds `property` for random values of `arbitrary`.
 * In: the test file's `import.meta.url`, a title, an fast-check arbitrary, a property that throws (or rejects) where it does not hold;
 * and what each case is made of, which `npm run torture` counts.
 */
export const torture = <T>(
  url: string,
  title: string,
  cases: Cases,
  arbitrary: fc.Arbitrary<T>,
  property: (value: T) => Promise<void> | void,
  dimensionsOf: (value: T) => Readonly<Record<string, boolean>> = () => ({}),
): void => {
  const file = /[^/]+$/.exec(new URL(url).pathname)?.[0] ?? url;
  it(title, async function () {
    this.timeout(timeout);
    let ran = 0;
    const dimensions: Record<string, number> = {};
    const details = await fc.check(
      fc.asyncProperty(arbitrary, async (value) => {
        ran += 1;
        try {
          await property(value);
        } finally {
          // Afterwards, as some of it shows only when the case has run.
          if (TORTURE_COUNTS !== undefined)
            for (const [name, has] of Object.entries(dimensionsOf(value)))
              dimensions[name] = (dimensions[name] ?? 0) + (has ? 1 : 0);
        }
      }),
      {
        seed,
        numRuns: runsOf(cases),
        ...(TORTURE_PATH === undefined ? {} : { path: TORTURE_PATH }),
      },
    );
    if (TORTURE_COUNTS !== undefined)
      appendFileSync(TORTURE_COUNTS, `${JSON.stringify({ file, title, ran, dimensions })}\n`);
    if (details.failed) {
      const reason = fc.defaultReportMessage(details) ?? 'the property did not hold';
      throw new Error(`${reason}\nRun it again: ${again(file, title, details.counterexamplePath)}`, {
        cause: details.errorInstance,
      });
    }
  });
};
