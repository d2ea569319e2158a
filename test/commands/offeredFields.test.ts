/** Which fields take field permissions is told by the picklist of FieldPermissions, and by nothing else (fact B4). */
import { expect } from 'chai';
import type { Behaviours } from '../local-org/model/orgModel.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { check, finding, only } from '../support/checking.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grant } from '../support/granting.js';
import { permissionFacts } from '../support/orgState.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const user = 'ann@example.com';

describe('fields that field permissions may not accept', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;

  type Holds = { objects: Record<string, string>; fields?: Record<string, 'read' | 'edit'> };
  const open = async (scenario: string, behaviours: Partial<Behaviours>, holds: Holds): Promise<void> => {
    const org = loadScenario(scenario, {
      org: { behaviours },
      fields: { Contact: { Tier__c: 'string(20)' }, Account: { Segment__c: 'string(20)' } },
      permissionSets: { Holds: { userPermissions: ['ApiEnabled'], ...holds } },
      users: { ann: { profile: 'Minimum Access - Salesforce', permissionSets: ['Holds'] } },
    } as Parameters<typeof loadScenario>[1]);
    world = await openWorld({ org }, admin);
    definitions = await makeDefinitions();
  };
  afterEach(async () => {
    await world.close();
    await definitions.remove();
  });
  const look = async (rules: readonly unknown[]) =>
    only(await check(world.org, '-o', admin, '-u', user, '-i', await definitions.define('fields', rules)));
  const give = async (rules: readonly unknown[]) =>
    grant(world.org, '-o', admin, '-u', user, '--no-prompt', '-i', await definitions.define('fields', rules));
  const statuses = ({ findings }: Awaited<ReturnType<typeof look>>): string[] =>
    findings.filter(({ id }) => id.startsWith('field:')).map(({ id, status, code }) => `${id} ${status} ${code}`);

  describe('in any org', () => {
    const rules = [
      { field: ['Account.Segment__c', 'Account.Phone'], access: ['edit'] },
      { field: 'Account.ParentId', access: ['read'] },
    ];

    it('are not planned, and all others are', async () => {
      await open('default', { unofferedFields: ['Account.Segment__c'] }, { objects: { Account: 'read edit' } });
      expect(statuses(await look(rules)).sort()).to.deep.equal([
        'field:Account.ParentId:read unmet FIELD_PERMISSION_MISSING',
        'field:Account.Phone:edit unmet FIELD_PERMISSION_MISSING',
        'field:Account.Segment__c:edit unknown FIELD_NOT_OFFERED',
      ]);
      const { result, exitCode } = await give(rules);
      expect(result.plan.adds.map(({ id }) => id)).to.deep.equal([
        'field:Account.ParentId:read',
        'field:Account.Phone:edit',
      ]);
      expect(exitCode, 'one stays for people').to.equal(3);
      expect(permissionFacts(world.org.org).has('Integration_fields field:Account.Phone:edit')).to.equal(true);
    });
  });

  describe('of person accounts', () => {
    const rules = [{ field: ['Account.PersonEmail', 'Account.Tier__pc'], access: ['edit'] }];
    const onBoth = { Account: 'read edit', Contact: 'read edit' };
    const table: [title: string, behaviours: Partial<Behaviours>, holds: Holds, email: string][] = [
      [
        'carried by Contact, where Account offers none',
        { personAccountFields: 'onContact' },
        { objects: onBoth, fields: { 'Contact.Email': 'edit', 'Contact.Tier__c': 'edit' } },
        'met GRANTED',
      ],
      [
        'missing on Contact, where Account offers none',
        { personAccountFields: 'onContact' },
        { objects: onBoth },
        'unmet FIELD_PERMISSION_MISSING',
      ],
      [
        'permitted on both',
        {},
        {
          objects: onBoth,
          fields: {
            'Contact.Email': 'edit',
            'Contact.Tier__c': 'edit',
            'Account.PersonEmail': 'edit',
            'Account.Tier__pc': 'edit',
          },
        },
        'met GRANTED',
      ],
      ['permitted on neither', {}, { objects: onBoth }, 'unmet FIELD_PERMISSION_MISSING'],
      [
        'permitted on Contact alone: nobody knows',
        {},
        { objects: onBoth, fields: { 'Contact.Email': 'edit', 'Contact.Tier__c': 'edit' } },
        'unknown PERSON_ACCOUNT_CONTESTED',
      ],
      [
        'permitted on Account alone: nobody knows',
        {},
        { objects: onBoth, fields: { 'Account.PersonEmail': 'edit', 'Account.Tier__pc': 'edit' } },
        'unknown PERSON_ACCOUNT_CONTESTED',
      ],
      [
        'without Read on Contact',
        { personAccountFields: 'onContact' },
        { objects: { Account: 'read edit' }, fields: { 'Contact.Email': 'edit', 'Contact.Tier__c': 'edit' } },
        'unmet BLOCKED_BY_OBJECT',
      ],
    ];
    for (const [title, behaviours, holds, expected] of table) {
      it(title, async () => {
        await open('person-accounts', behaviours, holds);
        expect(statuses(await look(rules)).sort()).to.deep.equal([
          `field:Account.PersonEmail:edit ${expected}`,
          `field:Account.Tier__pc:edit ${expected}`,
        ]);
      });
    }

    it('says both readings', async () => {
      await open('person-accounts', {}, { objects: onBoth, fields: { 'Contact.Email': 'edit' } });
      const { message } = finding(await look(rules), 'field:Account.PersonEmail:edit');
      expect(message).to.include('Account.PersonEmail').and.include('Contact.Email');
    });

    it('are given on Contact where Account offers none, with Read on Contact', async () => {
      await open('person-accounts', { personAccountFields: 'onContact' }, { objects: { Account: 'read edit' } });
      const { result, exitCode } = await give(rules);
      expect(result.plan.adds.map(({ id }) => id)).to.include.members([
        'field:Contact.Email:edit',
        'field:Contact.Tier__c:edit',
        'object:Contact:read',
      ]);
      expect(exitCode).to.equal(0);
    });

    it('are given on both where it is contested', async () => {
      await open('person-accounts', {}, { objects: onBoth });
      const { result, exitCode } = await give(rules);
      expect(result.plan.adds.map(({ id }) => id).sort()).to.deep.equal([
        'field:Account.PersonEmail:edit',
        'field:Account.Tier__pc:edit',
        'field:Contact.Email:edit',
        'field:Contact.Tier__c:edit',
      ]);
      expect(exitCode).to.equal(0);
    });
  });
});
