import { entryKey } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { isSetupEntry } from '../access/setupEntities.js';
import type { RequirementSet } from '../definition/requirementSet.js';
import { compareKeys, fieldKey } from '../platform/names.js';
import { platformRowTest } from './platformRowTest.js';

/** How the description of a permission set begins that we made. */
export const markStart = 'sf integration grant';

/** Longest description that the platform takes (fact H4). */
const longest = 255;

/** What the description of a permission set says that grant made. */
export type OwnMark = {
  /** Id of the integration whose set it is. */
  readonly integration: string;
  /** Of all that grant has put in (`contentText`); null in sets of a version that did not write it. */
  readonly fingerprint: string | null;
};

/** `sf integration grant [acme 0a1b2c3d4e5f]: …`: in front, where no long label can cut it off. */
const marked = new RegExp(`^${markStart} \\[([a-z0-9-]+) ([0-9a-f]{12})\\]`);
/** As it was before there was a fingerprint: `sf integration grant: permissions that Acme (acme) needs. …`. */
const markedBefore = new RegExp(`^${markStart}: permissions that .* \\(([a-z0-9-]+)\\) needs\\.`, 's');

/** Whose set it is by its description; null where that is not one of ours. Anybody who may edit sets can write it. */
export const markOf = (description: string): OwnMark | null => {
  const [, integration, fingerprint] = marked.exec(description) ?? markedBefore.exec(description) ?? [];
  return integration === undefined ? null : { integration, fingerprint: fingerprint ?? null };
};

/**
 * Description of the permission set that grant makes: says whose it is, and is how we recognize it.
 * @param fingerprint 12 hexadecimal digits, of `contentText`
 */
export const ownDescription = ({ integration, label }: RequirementSet, fingerprint: string): string => {
  const text = `${markStart} [${integration} ${fingerprint}]: permissions that ${label} needs. Extended by "sf integration grant", never reduced by it.`;
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
};

/** The same description with another fingerprint; unchanged where it has none. */
export const withFingerprint = (description: string, fingerprint: string): string =>
  description.replace(marked, (_, integration: string) => `${markStart} [${integration} ${fingerprint}]`);

/**
 * What a permission set holds as one text, the same for the same content: what a fingerprint is made of. Rows that the
 * platform writes by itself (fact B8) are left out, as they come and go with new objects and give nothing further.
 */
export const contentText = (holds: readonly Entry[]): string => {
  const isPlatforms = platformRowTest(holds);
  const edits = new Set(
    holds.flatMap((entry) =>
      entry.kind === 'field' && entry.access === 'edit' ? [fieldKey(entry.sobject, entry.field)] : [],
    ),
  );
  const counts = (entry: Entry): boolean => {
    // What a set holds beside permissions is not read with them, and told apart.
    if (isPlatforms(entry) || isSetupEntry(entry)) return false;
    return entry.kind !== 'field' || entry.access === 'edit' || !edits.has(fieldKey(entry.sobject, entry.field));
  };
  const ids = holds.filter(counts).map((entry) => entryKey(entry));
  return [...new Set(ids)].sort(compareKeys).join('\n');
};

/** Label of the permission set; at most 80 characters (fact H4). */
export const ownLabel = ({ label }: RequirementSet): string => `${label} integration`.slice(0, 80);
