import { isFailureCode } from '../../failureCode.js';
import type { FailureCode } from '../../failureCode.js';
import { keyOf } from '../../platform/names.js';
import { platformCode } from '../../platform/platformCode.js';
import type { PlatformCode } from '../../platform/platformCode.js';
import { refusedWith } from '../../history/historyChange.js';
import type { WriteProblem } from '../../history/historyChange.js';
import { historyPackage } from '../../history/historyParts.js';
import type { Definitions, HistoryPart } from '../../history/historyParts.js';
import type { HistoryAction } from '../../history/historyPlan.js';
import { deployPackage } from '../metadataJobs.js';
import type { OrgClient } from '../orgClient.js';

/** The code of an answer: a failure that broke it off, or what the platform says. */
const answeredCode = (code: string): FailureCode | PlatformCode => (isFailureCode(code) ? code : platformCode(code));

/** Problems by the key of the part that has them. */
export type Problems = ReadonlyMap<string, WriteProblem>;

/** The same problem for all of these parts. */
export const problemsOf = (parts: readonly HistoryPart[], problem: WriteProblem): Problems =>
  new Map(parts.map(({ key }) => [key, problem]));

/** All problems together; of two about the same part the later one. */
export const merged = (...all: readonly Problems[]): Problems => new Map(all.flatMap((problems) => [...problems]));

const isAbout = ({ component }: HistoryPart, named: string): boolean => keyOf(component) === keyOf(named);

/**
 * Deploys parts together. What the org refuses by name is left out of one further deploy, so that one bad field does not
 * keep the others from being tracked: a deploy is all or nothing.
 * @returns the problem of each part that was not written, or may not have been
 * @throws OrgFailure where it was certainly not accepted, and GAVE_UP_WAITING
 */
export const deployHistory = async (
  client: OrgClient,
  wanted: readonly HistoryPart[],
  definitions: Definitions,
  action: HistoryAction,
  isLast = false,
): Promise<Problems> => {
  const { contents, without } = historyPackage(wanted, definitions, action);
  const unreadable = problemsOf(without, { code: 'DEFINITION_UNREADABLE', detail: '' });
  const parts = wanted.filter((part) => !without.includes(part));
  if (parts.length === 0) return unreadable;
  const ended = await deployPackage(client, contents);
  switch (ended.end) {
    case 'succeeded':
      return unreadable;
    case 'unseen':
      return merged(unreadable, problemsOf(parts, { code: answeredCode(ended.code), detail: ended.words, open: true }));
    case 'refused':
      return merged(unreadable, problemsOf(parts, refusedWith(`${ended.code}: ${ended.words}`)));
    case 'failed': {
      const { problems, words } = ended;
      const refused: Problems = new Map(
        parts.flatMap((part): [string, WriteProblem][] => {
          const own = problems.find(({ component }) => isAbout(part, component));
          return own ? [[part.key, { ...refusedWith(own.problem), byName: true }]] : [];
        }),
      );
      const rest = parts.filter(({ key }) => !refused.has(key));
      const others =
        refused.size > 0 && !isLast
          ? await deployHistory(client, rest, definitions, action, true)
          : problemsOf(rest, refusedWith(problems[0]?.problem ?? words));
      return merged(unreadable, refused, others);
    }
  }
};
