import type { FieldAccess, ObjectAccess } from '../platform/objectAccess.js';
import { anyAnswer, no, unknown, yes } from './answer.js';
import type { Answer } from './answer.js';
import type { EffectiveAccess } from './effectiveAccess.js';
import { impliedBy } from '../platform/impliedAccess.js';
import { keyOf } from '../platform/names.js';
import { gap } from './snapshot.js';
import type { DescribedObject, Evidence, OrgSchema } from './snapshot.js';

type SelfEvidence = Extract<Evidence, { mode: 'self' }>;

/** Words that describe has no flag for: only a user permission that implies them can be seen by the user himself. */
const notInDescribe: ReadonlySet<ObjectAccess> = new Set(['viewAllRecords', 'modifyAllRecords', 'viewAllFields']);

/** Whether describe has a flag for this word of access. */
export const isInDescribe = (access: ObjectAccess): boolean => !notInDescribe.has(access);

/**
 * Effective access as the user himself can see it, without View Setup: UserPermissionAccess (fact E7) and describe,
 * which the platform filters by the caller's access (fact C18). It cannot name sources, so `grantedBy` stays empty.
 */
export const selfAccess = (evidence: SelfEvidence, schema: OrgSchema): EffectiveAccess => {
  const blind = (part: string): Answer => unknown(gap('SELF_MODE', part, '').gap);

  const userPermission = (name: string): Answer => {
    const key = keyOf(name);
    if (!evidence.userPermissions.known) return unknown(evidence.userPermissions.gap);
    const lacked = evidence.untold?.get(key);
    if (lacked) return unknown(lacked);
    if (evidence.userPermissionColumns.has(key)) return evidence.userPermissions.value.has(key) ? yes([]) : no();
    const { permissionSetColumns, profileColumns } = schema;
    if (!permissionSetColumns.known || !profileColumns.known) return blind(name);
    if (permissionSetColumns.value.has(key) || profileColumns.value.has(key)) return blind(name);
    return { answer: 'no', why: { reason: 'noSuchPermission' } };
  };

  const implied = (access: ObjectAccess): Answer[] =>
    impliedBy[access].map((name) => {
      const answer = userPermission(name);
      return answer.answer === 'no' ? no() : answer;
    });

  const described = (sobject: string, holds: (object: DescribedObject) => boolean): Answer => {
    const reading = evidence.objects.get(keyOf(sobject));
    if (!reading) return blind(sobject);
    if (!reading.known) return unknown(reading.gap);
    return reading.value !== null && holds(reading.value) ? yes([]) : no();
  };

  const objectPermission = (sobject: string, access: ObjectAccess): Answer => {
    // Describe is the platform's own answer for these words; an implied one could only be a guess beside it.
    if (isInDescribe(access)) return described(sobject, (o) => o.access.has(access));
    return anyAnswer([blind(`${sobject} ${access}`), ...implied(access)]);
  };

  /** The parts of a compound: describe shows editability on them and never on the compound itself (fact C4). */
  const partsOf = (sobject: string, field: string): string[] => {
    const fields = schema.fields.get(keyOf(sobject));
    if (!fields?.known) return [];
    return [...fields.value.values()]
      .filter((f) => f.compound !== null && keyOf(f.compound) === keyOf(field))
      .map((f) => keyOf(f.name));
  };

  const fieldPermission = (sobject: string, field: string, access: FieldAccess): Answer => {
    const reading = evidence.objects.get(keyOf(sobject));
    // An object that describe refuses says nothing about the security of its fields.
    if (reading?.known && reading.value === null) return blind(`${sobject}.${field}`);
    return described(sobject, (object) => {
      const names = [keyOf(field), ...partsOf(sobject, field)];
      return names.some((name) => (access === 'read' ? object.fields.has(name) : object.fields.get(name) === 'edit'));
    });
  };

  const ofSetup = (): Answer => blind('SetupEntityAccess');

  return { userPermission, objectPermission, fieldPermission, setupEntity: ofSetup, opened: ofSetup };
};
