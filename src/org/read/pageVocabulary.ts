/** What a page of a vendor may name, as one org calls it. */
import { builtInVocabulary } from '../../generate/pageVocabulary.js';
import type { PageVocabulary } from '../../generate/pageVocabulary.js';
import { keyOf } from '../../platform/names.js';
import { OrgFailure } from '../failure.js';
import type { OrgClient } from '../orgClient.js';
import { describedSchema, schemaDescribes } from './describedSchema.js';

/** The entries by their key; those of the second list where both have one. */
const joined = <T>(first: readonly T[], second: readonly T[], nameOf: (one: T) => string): T[] => [
  ...new Map([...first, ...second].map((one) => [keyOf(nameOf(one)), one])).values(),
];

/**
 * The user permissions of the org with their labels and the objects that take object permissions, in one call, beside those
 * that are known without an org.
 * @throws OrgFailure where the org does not tell them
 */
export const readPageVocabulary = async (client: OrgClient): Promise<PageVocabulary> => {
  const replies = await client.composite(schemaDescribes([]), 'data');
  const { permissionSetColumns, profileColumns, permissionableObjects } = describedSchema(
    replies,
    [],
    client.apiVersion,
  );
  if (!permissionSetColumns.known) throw new OrgFailure('REFUSED', ['PermissionSet', permissionSetColumns.gap.detail]);
  const ofProfiles = profileColumns.known ? [...profileColumns.value.values()] : [];
  return {
    fieldLabels: builtInVocabulary.fieldLabels,
    permissions: joined(
      builtInVocabulary.permissions,
      [...ofProfiles, ...permissionSetColumns.value.values()],
      ({ name }) => name,
    ),
    objects: joined(
      builtInVocabulary.objects,
      permissionableObjects.known ? [...permissionableObjects.value.values()] : [],
      (name) => name,
    ),
  };
};
