/** Whether the org has the thing at all that a need is about. */
import { gap } from '../access/snapshot.js';
import type { OrgSchema } from '../access/snapshot.js';
import { keyOf } from '../platform/names.js';
import { featureOf } from '../platform/standardObjects.js';
import { unreadable, verdict } from './verdict.js';
import type { Verdict } from './verdict.js';

/** Is the object in this org? `absent` only on the word of EntityDefinition (facts C13, I4). */
export const objectPresence = (
  { entities }: Pick<OrgSchema, 'entities'>,
  sobject: string,
): 'present' | 'absent' | 'unknown' => {
  if (!entities.known) return 'unknown';
  return entities.value.has(keyOf(sobject)) ? 'present' : 'absent';
};

/** The verdict for something on an object that this org does not have, with the feature that would bring it where one is known. */
export const absentObject = (sobject: string, ifPresent: boolean): Verdict => {
  if (ifPresent) return verdict('notApplicable', 'NOT_IN_THIS_ORG', [sobject]);
  const feature = featureOf(sobject);
  return feature === undefined
    ? verdict('impossible', 'NO_SUCH_OBJECT', [sobject])
    : verdict('impossible', 'NO_SUCH_OBJECT', [sobject, feature], { variant: 'feature' });
};

/** The verdict for something that no reading has covered. */
export const notRead = (subject: string): Verdict => unreadable(subject, gap('NOT_ANSWERED', subject, '').gap);
