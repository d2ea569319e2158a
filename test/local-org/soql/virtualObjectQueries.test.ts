import { expect } from 'chai';
import type { Org, Value } from '../model/orgModel.js';
import { query, plain, refusalOf, tinyOrg } from './testing/tinyOrg.js';

const USER = '005000000000001AAA';
const OTHER = '005000000000002AAA';

const rows = (entities: number): Record<string, Record<string, Value>[]> => ({
  EntityDefinition: [
    { DurableId: 'Account', QualifiedApiName: 'Account', KeyPrefix: '001' },
    { DurableId: 'Lead', QualifiedApiName: 'Lead', KeyPrefix: '00Q' },
    { DurableId: '01I000000000abc', QualifiedApiName: 'Thing__c', KeyPrefix: null },
    ...Array.from({ length: entities - 3 }, (_, n) => ({ DurableId: `Z${n}`, QualifiedApiName: `Z${n}` })),
  ],
  FieldDefinition: [
    { DurableId: 'Account.Name', QualifiedApiName: 'Name', DataType: 'Name', EntityDefinitionId: 'Account' },
    { DurableId: 'Account.Owner', QualifiedApiName: 'OwnerId', DataType: 'Lookup', EntityDefinitionId: 'Account' },
    { DurableId: 'Lead.Email', QualifiedApiName: 'Email', DataType: 'Email', EntityDefinitionId: 'Lead' },
    {
      DurableId: '01I000000000abc.00N000000000abc',
      QualifiedApiName: 'X__c',
      DataType: 'Text',
      EntityDefinitionId: '01I000000000abc',
    },
  ],
  UserEntityAccess: [
    { DurableId: `Account.${USER}`, UserId: USER, EntityDefinitionId: 'Account', IsReadable: true },
    { DurableId: `Lead.${USER}`, UserId: USER, EntityDefinitionId: 'Lead', IsReadable: false },
    { DurableId: `Account.${OTHER}`, UserId: OTHER, EntityDefinitionId: 'Account', IsReadable: true },
  ],
  UserFieldAccess: [{ DurableId: `Account.Owner.${USER}`, UserId: USER, IsAccessible: true }],
  UserRecordAccess: [
    { UserId: USER, RecordId: '001000000000001AAA', HasReadAccess: true, MaxAccessLevel: 'All' },
    { UserId: USER, RecordId: '001000000000002AAA', HasReadAccess: false, MaxAccessLevel: 'None' },
    { UserId: OTHER, RecordId: '001000000000001AAA', HasReadAccess: true, MaxAccessLevel: 'Read' },
  ],
  UserPermissionAccess: [{ PermissionsApiEnabled: true }],
  PermissionDependency: Array.from({ length: 5 }, (_, n) => ({
    Id: `7zz00000000000${n}AAA`,
    Permission: `P${n}`,
    RequiredPermission: 'ViewSetup',
  })),
});

const tolerant = tinyOrg(rows(5));
const strict = tinyOrg(rows(5), 'strict');
const NOT_SUPPORTED =
  'The requested operation is not yet supported by this SObject storage type, contact salesforce.com support for more information.';

const answers = (org: Org, cases: [soql: string, expected: unknown[]][]): void => {
  for (const [soql, expected] of cases)
    it(soql, () => {
      expect(plain(query(org, soql, 'tooling').records)).to.deep.equal(expected);
    });
};

const refuses = (org: Org, cases: [soql: string, code: string, message: string][]): void => {
  for (const [soql, code, message] of cases)
    it(`refuses ${soql}`, () => {
      const refusal = refusalOf(org, soql, 'tooling');
      expect(refusal.code).to.equal(code);
      expect(refusal.message.split('\n').at(-1)).to.equal(message);
    });
};

describe('embedded org: SOQL on virtual objects', () => {
  describe('in both moods', () => {
    for (const org of [tolerant, strict]) {
      answers(org, [
        [
          "SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'account'",
          [{ QualifiedApiName: 'Name' }, { QualifiedApiName: 'OwnerId' }],
        ],
        [
          "SELECT DurableId, EntityDefinition.QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName IN ('Lead', 'Thing__c')",
          [
            { DurableId: 'Lead.Email', EntityDefinition: { QualifiedApiName: 'Lead' } },
            { DurableId: '01I000000000abc.00N000000000abc', EntityDefinition: { QualifiedApiName: 'Thing__c' } },
          ],
        ],
        [
          "SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinitionId = 'Account' AND DataType = 'Lookup'",
          [{ QualifiedApiName: 'OwnerId' }],
        ],
        [
          "SELECT QualifiedApiName FROM FieldDefinition WHERE DurableId = 'Lead.Email'",
          [{ QualifiedApiName: 'Email' }],
        ],
        [
          "SELECT QualifiedApiName, (SELECT QualifiedApiName FROM Fields) FROM EntityDefinition WHERE QualifiedApiName = 'Lead'",
          [
            {
              QualifiedApiName: 'Lead',
              Fields: { totalSize: 1, done: true, records: [{ QualifiedApiName: 'Email' }] },
            },
          ],
        ],
        [
          `SELECT EntityDefinitionId, IsReadable FROM UserEntityAccess WHERE UserId = '${USER}' AND EntityDefinition.QualifiedApiName IN ('Account', 'Lead')`,
          [
            { EntityDefinitionId: 'Account', IsReadable: true },
            { EntityDefinitionId: 'Lead', IsReadable: false },
          ],
        ],
        [
          `SELECT IsAccessible FROM UserFieldAccess WHERE DurableId = 'Account.Owner.${USER}'`,
          [{ IsAccessible: true }],
        ],
        ['SELECT PermissionsApiEnabled FROM UserPermissionAccess', [{ PermissionsApiEnabled: true }]],
      ]);
      refuses(org, [
        [
          'SELECT DurableId FROM FieldDefinition',
          'MALFORMED_QUERY',
          'FieldDefinition: a filter on a reified column is required [EntityDefinitionId,DurableId]',
        ],
        [
          "SELECT DurableId FROM FieldDefinition WHERE DataType = 'Lookup' LIMIT 10",
          'MALFORMED_QUERY',
          'FieldDefinition: a filter on a reified column is required [EntityDefinitionId,DurableId]',
        ],
        [
          "SELECT DurableId FROM UserEntityAccess WHERE EntityDefinitionId = 'Account'",
          'MALFORMED_QUERY',
          'UserEntityAccess: a filter on a reified column is required [UserId,DurableId]',
        ],
        [
          `SELECT DurableId FROM UserFieldAccess WHERE UserId = '${USER}'`,
          'MALFORMED_QUERY',
          'UserFieldAccess: a filter on a reified column is required [DurableId]',
        ],
        [
          `SELECT DurableId FROM UserFieldAccess WHERE DurableId IN ('Account.Owner.${USER}', 'Account.Name.${USER}')`,
          'MALFORMED_QUERY',
          'Only equals comparisons permitted',
        ],
        ['SELECT COUNT() FROM EntityDefinition', 'INVALID_OPERATION', NOT_SUPPORTED],
        [
          'SELECT IsCustomizable, COUNT(QualifiedApiName) FROM EntityDefinition GROUP BY IsCustomizable',
          'INVALID_OPERATION',
          NOT_SUPPORTED,
        ],
        [
          "SELECT DurableId FROM EntityDefinition WHERE QualifiedApiName != 'Account'",
          'MALFORMED_QUERY',
          'Only equals comparisons permitted',
        ],
        [
          "SELECT DurableId FROM EntityDefinition WHERE QualifiedApiName NOT IN ('Account')",
          'MALFORMED_QUERY',
          'Only equals comparisons permitted',
        ],
        [
          "SELECT DurableId FROM EntityDefinition WHERE QualifiedApiName = 'Account' OR KeyPrefix = '00Q'",
          'MALFORMED_QUERY',
          'Disjunctions not supported',
        ],
        [
          "SELECT DurableId FROM FieldDefinition WHERE (NOT EntityDefinitionId = 'Account')",
          'MALFORMED_QUERY',
          'Only equals comparisons permitted',
        ],
        [
          "SELECT DurableId FROM FieldDefinition WHERE EntityDefinitionId = 'Account' ORDER BY EntityDefinition.QualifiedApiName",
          'INVALID_OPERATION',
          NOT_SUPPORTED,
        ],
        [
          'SELECT Id FROM PermissionSet WHERE Id IN (SELECT UserId FROM UserFieldAccess WHERE IsAccessible = true)',
          'MALFORMED_QUERY',
          `The selected field 'UserId' in the subquery and the left operand field in the where expression in the outer query 'Id' should point to the same object type`,
        ],
        [
          'SELECT Id FROM User WHERE Id IN (SELECT UserId FROM UserFieldAccess WHERE IsAccessible = true)',
          'MALFORMED_QUERY',
          'UserFieldAccess: a filter on a reified column is required [DurableId]',
        ],
      ]);
    }
  });

  describe('tolerant, as tools use them', () => {
    answers(tolerant, [
      [
        'SELECT DurableId FROM EntityDefinition ORDER BY DurableId LIMIT 2',
        [{ DurableId: '01I000000000abc' }, { DurableId: 'Account' }],
      ],
      ['SELECT DurableId FROM EntityDefinition LIMIT 1 OFFSET 1', [{ DurableId: 'Lead' }]],
      [
        "SELECT DurableId FROM EntityDefinition WHERE DurableId > 'Lead' ORDER BY DurableId",
        [{ DurableId: 'Z0' }, { DurableId: 'Z1' }],
      ],
      [
        "SELECT DurableId FROM EntityDefinition WHERE KeyPrefix <> null AND (NOT(KeyPrefix IN ('00Q', '017'))) AND (NOT(QualifiedApiName like '%_hd'))",
        [{ DurableId: 'Account' }],
      ],
      [
        "SELECT DurableId FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Account' AND DurableId > 'Account.Name' ORDER BY DurableId LIMIT 1",
        [{ DurableId: 'Account.Owner' }],
      ],
    ]);
    refuses(tolerant, [
      [
        "SELECT DurableId FROM EntityDefinition WHERE KeyPrefix > '001'",
        'MALFORMED_QUERY',
        'Only equals comparisons permitted',
      ],
      [
        "SELECT DurableId FROM EntityDefinition WHERE (NOT (KeyPrefix = '001' AND QualifiedApiName = 'Account'))",
        'MALFORMED_QUERY',
        'Disjunctions not supported',
      ],
      [
        'SELECT DurableId FROM EntityDefinition LIMIT 2000 OFFSET 2001',
        'NUMBER_OUTSIDE_VALID_RANGE',
        'Maximum SOQL offset allowed is 2000',
      ],
    ]);

    it('answers one batch of 2,000 rows and no more', () => {
      const large = tinyOrg(rows(2001));
      const refusal = {
        code: 'EXCEEDED_ID_LIMIT',
        message: 'EntityDefinition does not support queryMore(), use LIMIT to restrict the results to a single batch',
      };
      expect(refusalOf(large, 'SELECT DurableId FROM EntityDefinition', 'tooling')).to.deep.equal(refusal);
      expect(refusalOf(large, 'SELECT DurableId FROM EntityDefinition LIMIT 3000', 'tooling')).to.deep.equal(refusal);
      expect(query(large, 'SELECT DurableId FROM EntityDefinition LIMIT 2000', 'tooling').totalSize).to.equal(2000);
      expect(
        query(large, 'SELECT DurableId FROM EntityDefinition LIMIT 2000 OFFSET 2000', 'tooling').totalSize,
      ).to.equal(1);
    });
  });

  describe('strict, as documented', () => {
    it('ignores LIMIT and OFFSET', () => {
      expect(query(strict, 'SELECT DurableId FROM EntityDefinition LIMIT 1 OFFSET 3', 'tooling').totalSize).to.equal(5);
    });
    refuses(strict, [
      ['SELECT DurableId FROM EntityDefinition ORDER BY DurableId', 'INVALID_OPERATION', NOT_SUPPORTED],
      [
        "SELECT DurableId FROM EntityDefinition WHERE DurableId > 'Lead'",
        'MALFORMED_QUERY',
        'Only equals comparisons permitted',
      ],
      [
        'SELECT DurableId FROM EntityDefinition WHERE KeyPrefix <> null',
        'MALFORMED_QUERY',
        'Only equals comparisons permitted',
      ],
      [
        "SELECT DurableId FROM EntityDefinition WHERE (NOT KeyPrefix IN ('001'))",
        'MALFORMED_QUERY',
        'Only equals comparisons permitted',
      ],
      [
        "SELECT DurableId FROM EntityDefinition WHERE QualifiedApiName LIKE 'A%'",
        'MALFORMED_QUERY',
        'Only equals comparisons permitted',
      ],
    ]);
  });

  describe('UserRecordAccess', () => {
    const RECORDS = "RecordId IN ('001000000000001AAA', '001000000000002AAA')";
    answers(tolerant, [
      [
        `SELECT RecordId, HasReadAccess, MaxAccessLevel FROM UserRecordAccess WHERE UserId = '${USER}' AND ${RECORDS}`,
        [
          { RecordId: '001000000000001AAA', HasReadAccess: true, MaxAccessLevel: 'All' },
          { RecordId: '001000000000002AAA', HasReadAccess: false, MaxAccessLevel: 'None' },
        ],
      ],
      [
        `SELECT RecordId FROM UserRecordAccess WHERE UserId = '${USER}' AND ${RECORDS} AND HasReadAccess = true`,
        [{ RecordId: '001000000000001AAA' }],
      ],
    ]);
    const COLUMNS = 'Can select only RecordId, a Has*Access field, and MaxAccessLevel';
    refuses(tolerant, [
      [`SELECT Id, RecordId FROM UserRecordAccess WHERE UserId = '${USER}' AND ${RECORDS}`, 'INVALID_FIELD', COLUMNS],
      [`SELECT COUNT() FROM UserRecordAccess WHERE UserId = '${USER}' AND ${RECORDS}`, 'INVALID_FIELD', COLUMNS],
      [
        `SELECT RecordId, HasReadAccess FROM UserRecordAccess WHERE UserId = '${USER}' AND ${RECORDS} AND HasReadAccess = true`,
        'INVALID_FIELD',
        COLUMNS,
      ],
    ]);
    const UNBOUND = [
      '',
      `WHERE ${RECORDS}`,
      `WHERE UserId = '${USER}'`,
      `WHERE UserId IN ('${USER}') AND ${RECORDS}`,
      `WHERE UserId = '${USER}' OR ${RECORDS}`,
      `WHERE UserId = '${USER}' AND RecordId IN (${Array.from({ length: 201 }, (_, n) => `'001${String(n).padStart(12, '0')}'`).join(', ')})`,
    ];
    for (const where of UNBOUND)
      it(`refuses ${where.slice(0, 60)}`, () => {
        expect(refusalOf(tolerant, `SELECT RecordId FROM UserRecordAccess ${where}`).code).to.equal('MALFORMED_QUERY');
      });
  });

  describe('PermissionDependency', () => {
    it('ignores LIMIT and is walked by id', () => {
      expect(query(tolerant, 'SELECT Id FROM PermissionDependency LIMIT 2', 'tooling').totalSize).to.equal(5);
      const rest = "SELECT Permission FROM PermissionDependency WHERE Id > '7zz000000000002AAA' ORDER BY Id";
      expect(plain(query(tolerant, rest, 'tooling').records)).to.deep.equal([
        { Permission: 'P3' },
        { Permission: 'P4' },
      ]);
    });
    it('is a Tooling object', () => {
      expect(refusalOf(tolerant, 'SELECT Id FROM PermissionDependency', 'data').code).to.equal('INVALID_TYPE');
    });
  });
});
