import { expect } from 'chai';
import { evaluate } from '../../../src/check/evaluate.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { ObjectAccess } from '../../../src/platform/objectAccess.js';
import { field, needs, requirement, schema, snapshot, user } from '../support/snapshot.js';

describe('an access word beside a minimum', () => {
  const unread = gap('NOT_AUTHORISED', 'PermissionSetLicense', 'Status');
  // Of a license that the user holds nobody can say whether it is in force; it gives nothing by itself.
  const held = {
    ...{ id: '0PL', name: 'Sales', label: 'Sales', userPermissions: null },
    objects: new Map([['product2', new Set<ObjectAccess>(['read'])]]),
    standing: { force: unread, seats: known({ total: 5, used: 1 }) },
  };
  const one = user({
    userLicense: 'Salesforce Platform',
    license: { id: null, name: 'Platform', label: 'Platform', objects: new Map(), userPermissions: null },
    orgLicenses: known([held]),
    permissionSetLicenses: known([held]),
  });
  const found = (access: ObjectAccess): string => {
    const need = needs.object('Product2', access, ['read']);
    const [finding] = evaluate([requirement(need)], snapshot(one, schema()), one).filter(({ id }) =>
      id.startsWith('object:'),
    );
    return `${finding?.status ?? ''} ${finding?.code ?? ''}`;
  };

  it('does not weaken where the minimum is surely missing, whatever of a license could not be read', () => {
    expect(found('read')).to.equal('unknown NOT_READABLE');
    expect(found('viewAllFields')).to.equal('impossible ACCESS_NOT_SUPPORTED');
  });
});

describe('a field of an object of which no rule is known', () => {
  it('is missing where its permission is, whatever an answer lacked of the object', () => {
    const license = { id: null, name: 'Salesforce', label: 'Salesforce', objects: new Map(), userPermissions: null };
    const one = user({ license, evidence: { objectRows: gap('INCOMPLETE_ROWS', 'ObjectPermissions', '') } });
    const fields = new Map([['strange', known(new Map([['email', field('Email')]]))]]);
    const need = needs.field('Strange', 'Email', 'edit');
    const finding = evaluate([requirement(need)], snapshot(one, schema({ fields })), one).find(({ id }) =>
      id.startsWith('field:'),
    );
    expect(`${finding?.status ?? ''} ${finding?.code ?? ''}`).to.equal('unmet FIELD_PERMISSION_MISSING');
  });
});
