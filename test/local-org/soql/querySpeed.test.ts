import { expect } from 'chai';
import { query, tinyOrg } from './testing/tinyOrg.js';

const id = (prefix: string, number: number): string => `${prefix}${String(number).padStart(12, '0')}AAA`;
const SETS = 1000;
const PERMISSIONS = 50_000;

const org = tinyOrg({
  User: [{ Id: id('005', 1), Name: 'Ada', Username: 'ada@example.com' }],
  PermissionSet: Array.from({ length: SETS }, (_, n) => ({ Id: id('0PS', n), Name: `Set${n}`, Label: `Set ${n}` })),
  PermissionSetAssignment: Array.from({ length: SETS }, (_, n) => ({
    Id: id('0Pa', n),
    AssigneeId: id('005', 1),
    PermissionSetId: id('0PS', n),
  })),
  ObjectPermissions: Array.from({ length: PERMISSIONS }, (_, n) => ({
    Id: id('110', n),
    ParentId: id('0PS', n % SETS),
    SobjectType: n % 2 === 0 ? 'Account' : 'Lead',
    PermissionsRead: true,
  })),
});

const QUERIES: [soql: string, totalSize: number][] = [
  [
    "SELECT ParentId, Parent.Name, SobjectType, PermissionsRead FROM ObjectPermissions WHERE SobjectType IN ('Account', 'Lead') AND ParentId IN (SELECT PermissionSetId FROM PermissionSetAssignment WHERE Assignee.Username = 'ada@example.com') ORDER BY Parent.Name, SobjectType",
    PERMISSIONS,
  ],
  [
    'SELECT Id, (SELECT SobjectType FROM ObjectPerms ORDER BY SobjectType), (SELECT Assignee.Name FROM Assignments) FROM PermissionSet',
    SETS,
  ],
  ['SELECT Parent.Name, COUNT(Id) FROM ObjectPermissions GROUP BY Parent.Name', SETS],
  [
    `SELECT Id FROM ObjectPermissions WHERE ParentId IN (${Array.from({ length: SETS }, (_, n) => `'${id('0PS', n)}'`).join(',')})`,
    PERMISSIONS,
  ],
];

describe('embedded org: SOQL on 1,000 permission sets and 50,000 rows', () => {
  for (const [soql, totalSize] of QUERIES)
    it(`answers within a second: ${soql.slice(0, 80)}`, function () {
      this.timeout(20_000);
      const start = performance.now();
      expect(query(org, soql).totalSize).to.equal(totalSize);
      // generous for a busy machine; anything quadratic takes minutes
      expect(performance.now() - start).to.be.below(2000);
    });
});
