/** Which features of the embedded org bring what an org has, and nothing that it has not. */
import type { OrgSchema } from '../../../src/access/snapshot.js';
import { keyOf } from '../../../src/platform/names.js';
import { featureOf } from '../../local-org/permissions/userPermissions.js';
import { defaultFeatures } from '../../local-org/schema/newOrg.js';
import { standardObjects } from '../../local-org/schema/objectData.js';

/**
 * @param sought the objects that were asked for: one of them that is not there rules out what would bring it
 * @returns those by which there is something of the snapshot, and those that every org has unless the snapshot says otherwise
 */
export const featuresOf = (schema: OrgSchema, sought: readonly string[]): string[] => {
  const features = new Set<string>(defaultFeatures);
  const set = (feature: string, isThere: boolean): void =>
    void (isThere ? features.add(feature) : features.delete(feature));
  if (schema.permissionSetColumns.known)
    for (const [name, feature] of Object.entries(featureOf))
      set(feature, schema.permissionSetColumns.value.has(keyOf(name)));
  if (schema.entities.known) {
    const there = schema.entities.value;
    const soughtKeys = new Set(sought.map(keyOf));
    const ofFeatures = [...standardObjects()].flatMap(([name, { feature }]) =>
      feature === undefined ? [] : [{ key: keyOf(name), feature }],
    );
    for (const { key, feature } of ofFeatures) if (soughtKeys.has(key) && !there.has(key)) features.delete(feature);
    for (const { key, feature } of ofFeatures) if (there.has(key)) features.add(feature);
  }
  const account = schema.fields.get('account');
  if (account?.known === true) set('PersonAccounts', account.value.has('ispersonaccount'));
  return [...features].sort();
};
