import { expect } from 'chai';
import { entryId } from '../../../src/access/entry.js';
import { findingCodes, verdict } from '../../../src/check/finding.js';
import type { Finding, FindingCode } from '../../../src/check/finding.js';
import { requestedBy } from '../../../src/grant/requested.js';

type About = { code: FindingCode; id: string; args?: string[]; blockedBy?: string[]; status?: Finding['status'] };

const finding = ({ code, id, args = [], blockedBy = [], status = 'unmet' }: About): Finding => ({
  ...verdict(status, code, args, { blockedBy }),
  id,
  kind: 'object',
  level: 'required',
  because: [],
});

/** Ids of the entries, then the licenses. */
const asks = (about: About): string[] => {
  const { entries, licenses } = requestedBy(finding(about));
  return [...entries.map(entryId), ...licenses.map((name) => `license ${name}`)];
};

describe('what a finding of each code asks to be granted', () => {
  const cases: [title: string, about: About, expected: string[]][] = [
    [
      'a user permission',
      { code: 'USER_PERMISSION_MISSING', id: 'userPermission:RunReports' },
      ['userPermission:RunReports'],
    ],
    ['an object permission', { code: 'OBJECT_PERMISSION_MISSING', id: 'object:Lead:edit' }, ['object:Lead:edit']],
    [
      'an object permission that waits for a license: both',
      {
        code: 'OBJECT_PERMISSION_MISSING',
        id: 'object:Lead:read',
        blockedBy: ['license:SomePsl', 'object:Account:read'],
      },
      ['object:Lead:read', 'license SomePsl'],
    ],
    ['an access beyond the minimum', { code: 'MINIMUM_HELD', id: 'object:Lead:edit' }, ['object:Lead:edit']],
    [
      'an access beyond the minimum on a derived object: what gives it',
      { code: 'MINIMUM_HELD', id: 'object:Task:edit' },
      ['userPermission:ActivitiesAccess', 'userPermission:EditTask'],
    ],
    [
      'the narrow one of several permissions',
      { code: 'MINIMUM_HELD', id: 'object:Task:viewAllRecords' },
      ['userPermission:ActivitiesAccess', 'userPermission:ViewAllActivities'],
    ],
    [
      'the first where all are over all users',
      { code: 'MINIMUM_HELD', id: 'object:User:edit' },
      ['userPermission:ManageInternalUsers'],
    ],
    [
      'alternatives of objects: the first',
      { code: 'MINIMUM_HELD', id: 'object:CampaignMember:create' },
      ['object:Campaign:read', 'object:Lead:read'],
    ],
    ['nothing where every user has it', { code: 'MINIMUM_HELD', id: 'object:User:read' }, []],
    ['nothing where nobody can have it', { code: 'MINIMUM_HELD', id: 'object:User:delete' }, []],
    ['nothing where no rule is known', { code: 'MINIMUM_HELD', id: 'object:AccountHistory:edit' }, []],
    [
      'what a derived object waits for',
      { code: 'DERIVED_PERMISSION_MISSING', id: 'object:Task:edit', blockedBy: ['userPermission:EditTask'] },
      ['userPermission:EditTask'],
    ],
    [
      'what derived objects wait for that are derived themselves',
      { code: 'DERIVED_PERMISSION_MISSING', id: 'object:X:read', blockedBy: ['object:OpportunityHistory:read'] },
      ['object:Opportunity:read'],
    ],
    [
      'the permission that brings it',
      { code: 'COMES_WITH_MISSING_PERMISSION', id: 'object:Lead:read', blockedBy: ['userPermission:ViewAllData'] },
      ['userPermission:ViewAllData'],
    ],
    [
      'what an API waits for',
      { code: 'API_BLOCKED', id: 'api:rest', blockedBy: ['userPermission:ApiEnabled'] },
      ['userPermission:ApiEnabled'],
    ],
    [
      'all of the alternative, fields of activities on both (fact C10)',
      {
        code: 'NO_ALTERNATIVE_MET',
        id: 'anyOf:way',
        blockedBy: [
          'object:Task:read',
          'field:TASK.X__c:edit',
          'field:Event.Y__c:read',
          'field:Lead.Z__c:read',
          'user:active',
        ],
      },
      [
        'userPermission:ActivitiesAccess',
        'field:TASK.X__c:edit',
        'field:Event.X__c:edit',
        'field:Event.Y__c:read',
        'field:Task.Y__c:read',
        'field:Lead.Z__c:read',
      ],
    ],
    ['nothing of an alternative that names nothing', { code: 'NO_ALTERNATIVE_MET', id: 'anyOf:way' }, []],
    [
      'a field where its permissions sit (fact C4)',
      { code: 'FIELD_PERMISSION_MISSING', id: 'field:Lead.City:edit', args: ['Lead.City', 'edit', 'Lead.Address'] },
      ['field:Lead.Address:edit'],
    ],
    [
      'a standard field of one activity on that alone',
      { code: 'FIELD_PERMISSION_MISSING', id: 'field:Task.WhoId:read', args: ['Task.WhoId', 'read', 'Task.WhoId'] },
      ['field:Task.WhoId:read'],
    ],
    [
      'a field like a custom one, but only at its beginning',
      { code: 'FIELD_PERMISSION_MISSING', id: 'field:Task.X__cy:read', args: ['Task.X__cy', 'read', 'Task.X__cy'] },
      ['field:Task.X__cy:read'],
    ],
    ['no field without the one that carries it', { code: 'FIELD_PERMISSION_MISSING', id: 'field:Lead.City:edit' }, []],
    ['no field for what is none', { code: 'FIELD_PERMISSION_MISSING', id: 'user:active', args: ['a', 'b', 'c.d'] }, []],
    ['a license', { code: 'LICENSE_MISSING', id: 'license:SomePsl' }, ['license SomePsl']],
    [
      'nothing of what is impossible',
      {
        code: 'FIELD_PERMISSION_MISSING',
        id: 'field:Lead.City:edit',
        args: ['Lead.City', 'edit', 'Lead.City'],
        status: 'impossible',
      },
      [],
    ],
  ];
  for (const [title, about, expected] of cases) it(title, () => expect(asks(about)).to.deep.equal(expected));

  const asking = new Set(cases.map(([, { code }]) => code));
  it('nothing for all other codes: that is for people', () => {
    for (const code of findingCodes.filter((one) => !asking.has(one))) {
      const about = {
        code,
        id: 'object:Lead:read',
        args: ['Lead.A', 'read', 'Lead.A'],
        blockedBy: ['license:SomePsl'],
      };
      expect(asks(about), code).to.deep.equal([]);
    }
  });
});
