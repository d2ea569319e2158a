import type { FindingKind } from './finding.js';
import { isRuleKind, kinds } from './kinds.js';
import type { Kind, NeedOfKind } from './kind.js';

/** What the org does with what is written: automation, or values and fields that it insists on. */
export type Surrounding = 'automation' | 'environment';

/** Of what surroundings of the writes a finding tells; undefined where it tells of access. */
export const surroundingOf = (kind: FindingKind): Surrounding | undefined => {
  if (!isRuleKind(kind)) return kind === 'requiredFields' ? 'environment' : undefined;
  const { surrounds }: Pick<Kind<NeedOfKind>, 'surrounds'> = kinds[kind];
  return surrounds;
};
