/** Names that the org does not have: of them nobody can say that a user lacks something. */
import type { OrgSchema } from '../access/snapshot.js';
import type { Finding } from '../kinds/finding.js';
import type { FindingCode } from '../kinds/findingCodes.js';
import { nearestNames } from '../kinds/nearestNames.js';

/** The codes of findings about names that the org does not have, and those of refusals. */
const misspeltCodes = {
  NO_SUCH_USER_PERMISSION: 'NoSuchPermission',
  NO_SUCH_OBJECT: 'NoSuchObject',
  NO_SUCH_FIELD: 'NoSuchField',
} as const satisfies Partial<Record<FindingCode, string>>;

const isOfNames = (code: FindingCode): code is keyof typeof misspeltCodes => code in misspeltCodes;

/** Whether the org has no such thing: then nothing that is assigned holds it. */
export const isNotInOrg = ({ code, status }: Pick<Finding, 'code' | 'status'>): boolean =>
  status === 'impossible' && isOfNames(code);

/** A name that the org does not have, and those that may have been meant. */
export type Misspelt = {
  readonly code: (typeof misspeltCodes)[keyof typeof misspeltCodes];
  readonly name: string;
  readonly meant: readonly string[];
};

/**
 * That a thing cannot be explained because this org has no such permission, object or field. Null where it has, where that could
 * not be read, and where the name is known and only a setting or feature of the org is missing, which the finding says.
 * @param finding about the thing
 */
export const misspelt = (
  { code, status, args, variant, need }: Pick<Finding, 'code' | 'status' | 'args' | 'variant' | 'need'>,
  schema: OrgSchema,
): Misspelt | null => {
  if (status !== 'impossible' || variant !== undefined || !isOfNames(code)) return null;
  const [name = ''] = args;
  return { code: misspeltCodes[code], name, meant: nearestNames({ code, need }, schema) };
};
