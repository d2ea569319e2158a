/** Names that the org does not have: of them nobody can say that a user lacks something. */
import type { OrgSchema } from '../access/snapshot.js';
import type { Finding } from '../kinds/finding.js';
import type { FindingCode } from '../kinds/findingCodes.js';
import { nearestNames } from '../kinds/nearestNames.js';
import { Refusal } from '../refusal.js';

const refusalCodes = {
  NO_SUCH_USER_PERMISSION: 'NoSuchPermission',
  NO_SUCH_OBJECT: 'NoSuchObject',
  NO_SUCH_FIELD: 'NoSuchField',
} as const satisfies Partial<Record<FindingCode, string>>;

const isOfNames = (code: FindingCode): code is keyof typeof refusalCodes => code in refusalCodes;

/**
 * Why a thing that is asked about cannot be explained: this org has no such permission, object or field. Null where it has, where
 * that could not be read, and where the name is known and only a setting or feature of the org is missing, which the finding says.
 * @param finding about the thing
 */
export const misspelt = (
  { code, status, args, variant, need }: Pick<Finding, 'code' | 'status' | 'args' | 'variant' | 'need'>,
  schema: OrgSchema,
): Refusal | null => {
  if (status !== 'impossible' || variant !== undefined || !isOfNames(code)) return null;
  const [name = ''] = args;
  return new Refusal('integration.explain', refusalCodes[code], [name], [name]).meaning(
    nearestNames({ code, need }, schema),
  );
};
