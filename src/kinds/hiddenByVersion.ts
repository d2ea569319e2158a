import type { OrgSchema } from '../access/snapshot.js';
import { gap } from '../access/snapshot.js';
import { verdict } from './verdict.js';
import type { Verdict } from './verdict.js';

/** Codes that say that the org does not have something, on the word of a schema which depends on the API version. */
const saysAbsent: ReadonlySet<string> = new Set([
  'NO_SUCH_OBJECT',
  'NO_SUCH_FIELD',
  'NO_SUCH_USER_PERMISSION',
  'NO_MATCHING_FIELD',
  'NO_MATCHING_OBJECT',
]);

/**
 * The verdict, but unknown in place of "this org does not have it" where an older API version was used than the org has: that
 * hides what is newer than itself.
 * @param ofSchema whether NOT_IN_THIS_ORG is said of an object, a field or a user permission
 */
export const heedingVersion = (
  { olderVersion }: Pick<OrgSchema, 'olderVersion'>,
  result: Verdict,
  ofSchema: boolean,
): Verdict => {
  if (olderVersion === undefined) return result;
  const isAbsent = saysAbsent.has(result.code) || (ofSchema && result.code === 'NOT_IN_THIS_ORG');
  if (!isAbsent) return result;
  const { used, newest } = olderVersion;
  const [subject = ''] = result.args;
  return verdict('unknown', 'HIDDEN_BY_API_VERSION', [subject, used, newest], {
    gap: gap('NOT_IN_API_VERSION', subject, used).gap,
  });
};
