import { lookUp } from '../../../../src/lookup/lookUp.js';
import type { NamedThing } from '../../../../src/lookup/namedThing.js';
import { lookupJson } from '../../../../src/report/lookup/lookupJson.js';
import type { LookedUp } from '../../../../src/report/lookup/lookupJson.js';
import { lookupText } from '../../../../src/report/lookup/lookupText.js';
import { golden } from '../../../support/golden.js';
import type { View } from '../../../support/golden.js';
import { wordsOf } from '../support/scenes.js';

const things: readonly NamedThing[] = [
  { kind: 'userPermission', name: 'ViewAllData', label: 'View All Data' },
  { kind: 'userPermission', name: 'ModifyAllData', label: 'Modify All Data' },
  { kind: 'object', name: 'Lead', label: 'Lead' },
  { kind: 'field', name: 'Lead.Email', label: 'Email' },
  { kind: 'permissionSet', name: 'gong__Sync', label: 'Gong Sync \u001b[31mred' },
  { kind: 'permissionSetGroup', name: 'Sync_Everything', label: 'Sync Everything' },
  { kind: 'permissionSetLicense', name: 'SyncPsl', label: 'Sync' },
  {
    kind: 'permissionSet',
    name: 'a_name__A_Very_Long_Name_Of_A_Permission_Set',
    label: 'A Very Long Name Of A Permission Set For Cases Like This One, With a Label to Match',
  },
];

const shown =
  (text: string, limit = 10, more: Partial<LookedUp> = {}) =>
  (view: View): string => {
    const found = lookUp({ text, kinds: [], sobject: null }, things);
    const result = lookupJson(text, { ...found, org: 'admin@example.com', fieldsOf: [], unread: [], ...more }, limit);
    return lookupText(result, { ...view, words: wordsOf('integration.lookup') });
  };

golden('lookup', {
  one: shown('view all data'),
  'without-an-org': shown('view all data', 10, { org: null }),
  several: shown('sync'),
  limited: shown('sync', 2),
  long: shown('a very long name of a permission set'),
  nearest: shown('View Every Piece Data'),
  'kind-of-rule': shown('field history'),
  'only-similar': shown('Wide Data Sync', 10, {
    matches: [
      { kind: 'permissionSet', name: 'Sync_Wide_Files', label: 'Sync Wide Files', fit: 'similar' },
      { kind: 'permissionSet', name: 'Wide_Sync_Rows', label: 'Wide Sync Rows', fit: 'similar' },
    ],
    nearest: [],
  }),
  'fields-of-some': shown('email', 10, { fieldsOf: ['Lead', 'Acme_Thing_\u001b[31m__c', 'Contact'] }),
  nothing: shown('xyzzy', 10, {
    unread: [{ code: 'NOT_AUTHORISED', part: 'PermissionSetLicense', detail: 'INVALID_TYPE: not supported.' }],
  }),
});
