/** What a page of a vendor may name, as one org calls it. */
import { builtInVocabulary } from '../../generate/pageVocabulary.js';
import type { PageVocabulary } from '../../generate/pageVocabulary.js';
import { keyOf } from '../../platform/names.js';
import { OrgFailure } from '../failure.js';
import type { OrgClient } from '../orgClient.js';
import { readThings } from './readThings.js';
import { describedSchema, schemaDescribes } from './describedSchema.js';

/** The entries by their key; those of the second list where both have one. */
const joined = <T>(first: readonly T[], second: readonly T[], nameOf: (one: T) => string): T[] => [
  ...new Map([...first, ...second].map((one) => [keyOf(nameOf(one)), one])).values(),
];

/**
 * The user permissions of the org with their labels and the objects that take object permissions, in one call, beside those
 * that are known without an org; and its permission set licenses in one more, where the page speaks of any.
 * @param page the text of the page
 * @throws OrgFailure where the org does not tell them
 */
export const readPageVocabulary = async (client: OrgClient, page: string): Promise<PageVocabulary> => {
  const replies = await client.composite(schemaDescribes([]), 'data');
  const { permissionSetColumns, profileColumns, permissionableObjects } = describedSchema(
    replies,
    [],
    client.apiVersion,
  );
  if (!permissionSetColumns.known) throw new OrgFailure('REFUSED', ['PermissionSet', permissionSetColumns.gap.detail]);
  const licenses = /permission set licen[sc]e/i.test(page)
    ? (await readThings(client, new Set(['permissionSetLicense']))).things
    : [];
  const ofProfiles = profileColumns.known ? [...profileColumns.value.values()] : [];
  return {
    permissionSetLicenses: joined(builtInVocabulary.permissionSetLicenses, licenses, ({ name }) => name),
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
