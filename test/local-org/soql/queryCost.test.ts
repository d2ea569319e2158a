import { expect } from 'chai';
import type { Row } from '../model/orgModel.js';
import { query, tinyOrg } from './testing/tinyOrg.js';

const id = (prefix: string, number: number): string => `${prefix}${String(number).padStart(12, '0')}AAA`;
const SETS = 100;
const PERMISSIONS = 5000;

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

/** Makes every row count how often one of its columns is read. */
let reads = 0;
const counting = (row: Row): Row =>
  new Proxy(row, {
    get: (target, column) => {
      reads += 1;
      return Reflect.get(target, column) as unknown;
    },
  });
for (const table of org.tables.values()) for (const [key, row] of table) table.set(key, counting(row));

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

describe('embedded org: the cost of SOQL on 100 permission sets and 5,000 rows', () => {
  for (const [soql, totalSize] of QUERIES)
    it(`reads each row a few times only: ${soql.slice(0, 80)}`, () => {
      reads = 0;
      expect(query(org, soql).totalSize).to.equal(totalSize);
      // Compared with each other, the rows would be read 500,000 times and more.
      expect(reads / PERMISSIONS).to.be.below(40);
    });
});
