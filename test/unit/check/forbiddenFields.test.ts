import { expect } from 'chai';
import { evaluate } from '../../../src/check/evaluate.js';
import { gap } from '../../../src/access/snapshot.js';
import { needs, requirement, schema, snapshot, user } from '../support/snapshot.js';

describe('a forbidden field', () => {
  it('is not held by who lacks its field permission, whatever an answer lacked about the object', () => {
    const orgSchema = schema({ permissionableObjects: gap('INCOMPLETE_ROWS', 'ObjectPermissions', 'SobjectType') });
    const platform = 'Salesforce Platform';
    // Were access to the object missing, it could never be given.
    const license = { id: null, name: platform, label: platform, objects: new Map(), userPermissions: null };
    const one = user({ userLicense: platform, license });
    const forbidden = requirement(needs.field('Account', 'Website', 'edit'), { forbid: true });
    const findings = evaluate([forbidden], snapshot(one, orgSchema), one);
    expect(findings.find(({ id }) => id.startsWith('not:'))).to.include({ status: 'met', code: 'NOT_HELD' });
  });
});
