import { expect } from 'chai';
import type { Caller, Row } from '../model/orgModel.js';
import { mayQuery, visibleFields, visibleRows } from '../permissions/visibleRows.js';
import { createOrg } from '../schema/newOrg.js';
import { virtualRows } from '../schema/virtualRows.js';
import { answerQuery } from './answerQuery.js';
import { fieldsNamed, namedEntities } from './namedEntities.js';
import { parseSoql } from './parseSoql.js';

const org = createOrg({
  customObjects: [{ name: 'Thing__c' }, { name: 'Other__c' }],
  customFields: [
    { object: 'Thing__c', name: 'Color__c', line: 'picklist(20); values=Red|Blue' },
    { object: 'Thing__c', name: 'Other__c', line: 'reference ->Other__c; label=Other' },
    { object: 'Account', name: 'Score__c', line: 'double(3,0)' },
  ],
});
const [admin] = [...(org.tables.get('User')?.values() ?? [])];
const caller: Caller = { userId: String(admin?.['Id']), apiVersion: 66 };

/** The id of the user in its short form. */
const short = caller.userId.slice(0, 15);

type Only = ReadonlySet<string> | null;

/**
 * The answer, or the refusal as text. `only` decides what becomes of the names: spare the work, or define everything.
 */
const outcome = (soql: string, only: (names: Only) => Only): unknown => {
  const rows = (_: unknown, __: unknown, name: string, names: Only, fields: Only): Row[] =>
    virtualRows(org, caller, name, only(names), only(fields));
  try {
    return answerQuery({ mayQuery, visibleFields, visibleRows, virtualRows: rows }, org, caller, soql, 'tooling');
  } catch (error) {
    return String(error);
  }
};
const spared = (soql: string): unknown => outcome(soql, (names) => names);
const all = (soql: string): unknown => outcome(soql, () => null);

const entity = 'EntityDefinition.QualifiedApiName';
const columns = `${entity}, EntityDefinition.Label, QualifiedApiName, DataType`;

describe('embedded org: the objects or users that a query is limited to', () => {
  const cases: Array<[soql: string, names: string[] | null]> = [
    [`SELECT ${columns} FROM FieldDefinition WHERE ${entity} = 'Account'`, ['account']],
    [
      `SELECT ${columns}, FieldDefinition.QualifiedApiName FROM EntityParticle WHERE ${entity} IN ('thing__C', 'Account', 'Nope')`,
      ['thing__c', 'account', 'nope'],
    ],
    [`SELECT ${columns} FROM EntityParticle p WHERE p.${entity} = 'Lead' AND IsCalculated = false`, ['lead']],
    [
      `SELECT ${columns} FROM EntityParticle WHERE IsNillable = true AND (${entity} = 'Thing__c') LIMIT 3`,
      ['thing__c'],
    ],
    [`SELECT ${columns} FROM FieldDefinition WHERE ${entity} = 'Account' AND ${entity} = 'Lead'`, ['account']],
    [`SELECT ${columns} FROM FieldDefinition WHERE EntityDefinitionId = 'Account'`, null],
    [`SELECT ${columns} FROM FieldDefinition WHERE ${entity} != 'Account'`, null],
    [`SELECT ${columns} FROM FieldDefinition WHERE ${entity} = 'Account' OR ${entity} = 'Lead'`, null],
    [`SELECT ${columns} FROM FieldDefinition WHERE NOT (${entity} = 'Account')`, null],
    [`SELECT ${columns} FROM FieldDefinition WHERE ${entity} LIKE 'Acc%'`, null],
    [`SELECT ${columns} FROM FieldDefinition WHERE ${entity} = 'Acc\\'ount'`, null],
    [`SELECT ${columns} FROM FieldDefinition WHERE ${entity} = null`, null],
    [`SELECT ${columns} FROM FieldDefinition`, null],
    [
      `SELECT QualifiedApiName FROM FieldDefinition WHERE ${entity} = 'Account' AND EntityDefinitionId IN (SELECT DurableId FROM EntityDefinition WHERE QualifiedApiName = 'Lead')`,
      null,
    ],
    [
      `SELECT QualifiedApiName, (SELECT QualifiedApiName FROM Fields) FROM EntityDefinition WHERE QualifiedApiName = 'Lead'`,
      null,
    ],
    [
      `SELECT IsReadable FROM UserEntityAccess WHERE UserId = '${short}' AND EntityDefinitionId IN ('Account', 'Lead')`,
      [short],
    ],
    [
      `SELECT IsReadable FROM UserEntityAccess WHERE EntityDefinitionId = 'Lead' AND UserId IN ('${caller.userId}')`,
      [short],
    ],
    [`SELECT IsAccessible FROM UserFieldAccess WHERE DurableId = 'Account.Site.${caller.userId}'`, [short]],
    [
      `SELECT IsAccessible FROM UserFieldAccess WHERE DurableId IN ('Account.Site.${short}', 'Lead.Email.005000000000009')`,
      [short, '005000000000009'],
    ],
    [`SELECT IsAccessible FROM UserFieldAccess WHERE EntityDefinition.DurableId = 'Account'`, null],
    [`SELECT IsAccessible FROM UserFieldAccess WHERE DurableId = 'Account'`, null],
    [`SELECT IsReadable FROM UserEntityAccess WHERE UserId != '${short}'`, null],
    [`SELECT Id FROM CustomField WHERE EntityDefinition.QualifiedApiName = 'Thing__c'`, null],
  ];
  for (const [soql, names] of cases) {
    it(`${names?.join(', ') ?? 'all'}: ${soql.slice(0, 160)}`, () => {
      expect(namedEntities(parseSoql(soql))).to.deep.equal(names === null ? null : new Set(names));
      expect(spared(soql)).to.deep.equal(all(soql));
    });
  }

  const byName: Array<[soql: string, objects: string[] | null, fields: string[] | null]> = [
    [
      `SELECT ${columns}, FieldDefinition.QualifiedApiName FROM EntityParticle WHERE ${entity} IN ('Account', 'Thing__c') AND QualifiedApiName IN ('BillingCity', 'color__C', 'Nope')`,
      ['account', 'thing__c'],
      ['billingcity', 'color__c', 'nope'],
    ],
    [
      `SELECT ${columns} FROM FieldDefinition WHERE ${entity} = 'Account' AND (QualifiedApiName = 'Score__c')`,
      ['account'],
      ['score__c'],
    ],
    [
      `SELECT ${columns} FROM EntityParticle WHERE ${entity} = 'Account' AND QualifiedApiName LIKE 'Billing%'`,
      ['account'],
      null,
    ],
    [
      `SELECT DurableId, Label FROM EntityDefinition WHERE QualifiedApiName IN ('Lead', 'thing__C')`,
      ['lead', 'thing__c'],
      null,
    ],
    [`SELECT DurableId FROM EntityDefinition WHERE QualifiedApiName LIKE 'Thing%'`, null, null],
    [`SELECT DurableId FROM EntityDefinition WHERE DurableId IN ('Lead', 'Account')`, null, null],
    [
      `SELECT IsReadable FROM UserEntityAccess WHERE UserId = '${short}' AND EntityDefinitionId = 'Lead'`,
      [short],
      null,
    ],
  ];
  for (const [soql, objects, fields] of byName) {
    it(`objects ${objects?.join(', ') ?? 'all'}, fields ${fields?.join(', ') ?? 'all'}: ${soql.slice(0, 160)}`, () => {
      const set = (names: string[] | null): Only => (names === null ? null : new Set(names));
      expect([namedEntities(parseSoql(soql)), fieldsNamed(parseSoql(soql))]).to.deep.equal([set(objects), set(fields)]);
      expect(spared(soql)).to.deep.equal(all(soql)).and.have.property('totalSize').that.is.greaterThan(0);
    });
  }

  it('finds what it looks for', () => {
    expect(spared(`SELECT QualifiedApiName FROM EntityParticle WHERE ${entity} IN ('Thing__c')`))
      .to.have.property('totalSize')
      .that.is.greaterThan(5);
    for (const where of [
      `UserId = '${short}' AND EntityDefinitionId = 'Account'`,
      `UserId = '${caller.userId}' AND EntityDefinitionId IN ('Lead')`,
    ])
      expect(spared(`SELECT IsReadable FROM UserEntityAccess WHERE ${where}`)).to.have.property('totalSize', 1);
    expect(
      spared(`SELECT IsAccessible FROM UserFieldAccess WHERE DurableId = 'Account.Site.${caller.userId}'`),
    ).to.have.property('totalSize', 1);
  });
});
