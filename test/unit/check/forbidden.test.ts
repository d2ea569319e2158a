import { expect } from 'chai';
import { evaluate } from '../../../src/check/evaluate.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { OrgSchema } from '../../../src/access/snapshot.js';
import type { Need } from '../../../src/kinds/kinds.js';
import { field, needs, objectList, requirement, schema, snapshot, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';

/** What is found of a forbidden thing. */
const found = (need: Need, spec: UserSpec, more: Partial<OrgSchema> = {}): string => {
  const one = user(spec);
  const findings = evaluate([requirement(need, { forbid: true })], snapshot(one, schema(more)), one);
  const finding = findings.find(({ id }) => id.startsWith('not:'));
  return `${finding?.status ?? ''} ${finding?.code ?? ''}`;
};

const entities = (...names: string[]): OrgSchema['entities'] =>
  known(new Map(names.map((name) => [name.toLowerCase(), { name }])));
const email = known(new Map([['email', field('Email')]]));

describe('a forbidden thing', () => {
  it('is not held by who lacks its field permission, whatever an answer lacked about the object', () => {
    const platform = 'Salesforce Platform';
    // Were access to the object missing, it could never be given.
    const license = { id: null, name: platform, label: platform, objects: new Map(), userPermissions: null };
    expect(
      found(
        needs.field('Account', 'Website', 'edit'),
        { userLicense: platform, license },
        { permissionableObjects: gap('INCOMPLETE_ROWS', 'ObjectPermissions', 'SobjectType') },
      ),
    ).to.equal('met NOT_HELD');
  });

  it('is not held by who lacks what it follows, whatever an answer lacked about licenses', () => {
    const platform = 'Salesforce Platform';
    const license = { id: null, name: platform, label: platform, objects: new Map(), userPermissions: null };
    const unread = gap('NOT_AUTHORISED', 'PermissionSetLicense', 'Status');
    // Of a license that the user holds nobody can say whether it is in force: it gives nothing by itself.
    const held = {
      ...{ id: '0PL', name: 'Sales', label: 'Sales', userPermissions: null },
      objects: new Map([['opportunity', new Set(['read', 'edit'] as const)]]),
      standing: { force: unread, seats: known({ total: 5, used: 1 }) },
    };
    const spec = { userLicense: platform, license, orgLicenses: known([held]), permissionSetLicenses: known([held]) };
    const fields = new Map([['opportunitylineitem', email]]);
    expect(found(needs.object('Opportunity', 'edit'), spec)).to.equal('met NOT_HELD');
    expect(found(needs.object('OpportunityLineItem', 'edit'), spec)).to.equal('met NOT_HELD');
    expect(found(needs.field('OpportunityLineItem', 'Email', 'edit'), spec, { fields })).to.equal('met NOT_HELD');
  });

  it('is held by who has it for some of the rows', () => {
    const more = { entities: entities('Opportunity', 'OpportunityTeamMember') };
    const need = needs.object('OpportunityTeamMember', 'create');
    expect(found(need, { sources: [{ objects: { Opportunity: 'read' } }] }, more)).to.equal('met NOT_HELD');
    expect(found(need, { sources: [{ objects: { Opportunity: 'read edit' } }] }, more)).to.equal(
      'unmet FORBIDDEN_HELD',
    );
  });

  it('is not called missing by a rule that is only concluded', () => {
    const more = {
      entities: entities('Product2', 'Pricebook2', 'PricebookEntry'),
      permissionableObjects: known(objectList('Product2', 'Pricebook2')),
      fields: new Map([['pricebookentry', email]]),
    };
    expect(found(needs.object('PricebookEntry', 'read'), {}, more)).to.equal('unknown NO_RULE');
    const sources = [{ fields: { 'PricebookEntry.Email': 'read' as const } }];
    expect(found(needs.field('PricebookEntry', 'Email'), { sources }, more)).to.equal('unknown NO_RULE');
    expect(found(needs.field('PricebookEntry', 'Email'), {}, more)).to.equal('met NOT_HELD');
  });
});
