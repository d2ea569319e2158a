import { expect } from 'chai';
import { evaluate } from '../../../src/check/evaluate.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { Finding } from '../../../src/kinds/finding.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { field, needs, objectList, requirement, schema, snapshot, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';

const orgSchema = schema({
  entities: known(new Map([['campaign', { name: 'Campaign' }]])),
  permissionableObjects: known(objectList('Campaign')),
  fields: new Map([['campaign', known(new Map([['acme__score__c', field('acme__Score__c')]]))]]),
});

const found = (requirements: Requirement[], spec: UserSpec): Finding[] => {
  const one = user(spec);
  return evaluate(requirements, snapshot(one, orgSchema), one).filter(({ id }) => !id.startsWith('user:'));
};
const said = (findings: readonly Finding[]): string[] =>
  findings.map(({ id, level, status }) => `${id} ${level} ${status}`);

const off = { flags: new Map([['marketinguser', known(false)]]) };

describe('findings about what opens others', () => {
  it('are as strict as what waits for them: what is only weakened stops nobody', () => {
    const weakened = requirement(needs.object('Campaign', 'edit', ['read']));
    const sources = [{ objects: { Campaign: 'read edit' } }];
    expect(said(found([weakened], { ...off, sources }))).to.deep.equal([
      'object:Campaign:edit required degraded',
      'userFlag:MarketingUser recommended unmet',
    ]);
    expect(said(found([requirement(needs.object('Campaign', 'edit'))], { ...off, sources }))).to.deep.equal([
      'object:Campaign:edit required unmet',
      'userFlag:MarketingUser required unmet',
    ]);
  });

  it('do not ask users for a flag that their license does without', () => {
    const connector = {
      userLicense: 'B2BMA Integration User',
      license: {
        id: null,
        name: 'B2BMA Integration User',
        label: 'B2BMA Integration User',
        objects: new Map([['campaign', new Set(['read', 'edit'] as const)]]),
        userPermissions: null,
      },
      sources: [{ objects: { Campaign: 'read edit' } }],
    };
    expect(said(found([requirement(needs.object('Campaign', 'edit'))], { ...off, ...connector }))).to.deep.equal([
      'object:Campaign:edit required met',
    ]);
  });

  it('are told of a field that has no effect, whatever nobody knows of its object', () => {
    const spec: UserSpec = {
      packages: new Map([['acme', known({ state: 'missing', allowed: 5, used: 5 } as const)]]),
      sources: [{ fields: { 'Campaign.acme__Score__c': 'read' } }],
      evidence: { objectRows: gap('NOT_AUTHORISED', 'ObjectPermissions', '') },
    };
    expect(said(found([requirement(needs.field('Campaign', 'acme__Score__c'))], spec))).to.deep.equal([
      'field:Campaign.acme__Score__c:read required unmet',
      'packageSeat:acme required unmet',
    ]);
  });
});
