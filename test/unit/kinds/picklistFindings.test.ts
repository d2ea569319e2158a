/** Values of picklists: the whole finding (facts O5, O6, O8). */
import { expect } from 'chai';
import type { RecordType } from '../../../src/access/orgAutomation.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { EntityField, InspectedUser, OrgSchema } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import { saidWhole } from '../support/said.js';
import { field, requirement, schema, snapshot, user } from '../support/snapshot.js';

type World = {
  readonly of?: string;
  readonly value?: string;
  readonly ifPresent?: true;
  readonly dataType?: string;
  readonly values?: readonly string[];
  readonly inactive?: readonly string[];
  /** Record types with the values that they open; null: nothing of its values was told. */
  readonly types?: Record<string, readonly string[] | 'unread' | 'nothing'>;
  readonly usable?: readonly string[];
  readonly ofSets?: readonly string[];
  readonly org?: Partial<OrgSchema>;
};

const notRead = gap('NOT_AUTHORISED', 'RecordType', 'hidden');
const keys = (names: readonly string[]): Set<string> => new Set(names.map((name) => `account.${name.toLowerCase()}`));

const typeOf = ([name, opens]: [string, readonly string[] | 'unread' | 'nothing']): RecordType => ({
  name: `Account.${name}`,
  values:
    opens === 'unread'
      ? notRead
      : known(
          opens === 'nothing'
            ? new Map()
            : new Map([
                ['other', ['x']],
                ...(opens.length > 0
                  ? [
                      ['industry', opens] as [string, readonly string[]],
                      ['status__c', opens] as [string, readonly string[]],
                    ]
                  : []),
              ]),
        ),
});

const holder = ({ usable, ofSets }: World): InspectedUser => ({
  ...user(),
  ...(usable
    ? { profileRules: known({ isCustom: true, loginHours: [], ipRanges: [], recordTypes: keys(usable) }) }
    : {}),
  ...(ofSets ? { recordTypesOfSets: known(keys(ofSets)) } : {}),
});

const found = (world: World): string => {
  const {
    of: name = 'account.industry',
    value = 'Web',
    dataType = 'picklist',
    values = ['Phone', 'Web'],
    inactive = [],
    types = {},
  } = world;
  const one = holder(world);
  const fields: EntityField[] = ['Industry', 'Status__c'].map((each) => field(each, { dataType }));
  const list = known(values.map((each) => ({ value: each, isActive: !inactive.includes(each) })));
  const org = schema({
    fields: new Map([['account', known(new Map(fields.map((each) => [each.name.toLowerCase(), each])))]]),
    picklists: new Map([
      [
        'account',
        {
          fields: new Map([
            ['industry', list],
            ['status__c', list],
          ]),
          recordTypes: known(Object.entries(types).map(typeOf)),
        },
      ],
    ]),
    ...world.org,
  });
  const [sobject = '', rest = ''] = name.split('.');
  const need = { kind: 'picklistValue', sobject, field: rest, value } as const;
  const ifPresent = world.ifPresent ?? false;
  return evaluate([requirement(need, { ifPresent })], snapshot(one, org), one)
    .filter(({ kind }) => kind === need.kind)
    .map((finding) => `${finding.id}: ${saidWhole(finding)}`)
    .join('\n');
};

const listOf = (more: object): Partial<OrgSchema> => ({
  picklists: new Map([
    [
      'account',
      { fields: new Map([['industry', known([{ value: 'Web', isActive: true }])]]), recordTypes: known([]), ...more },
    ],
  ]),
});

describe('findings of values of picklists', () => {
  const table: [what: string, world: World, said: string][] = [
    ['there and active', {}, 'picklistValue:Account.Industry=Web: met PICKLIST_VALUE_OPEN (Account.Industry | Web)'],
    ['no such object', { of: 'Nope.Industry' }, 'picklistValue:Nope.Industry=Web: impossible NO_SUCH_OBJECT (Nope)'],
    [
      'no such object, where present',
      { of: 'Nope.Industry', ifPresent: true },
      'picklistValue:Nope.Industry=Web: notApplicable NOT_IN_THIS_ORG (Nope)',
    ],
    [
      'no such field',
      { of: 'Account.Nope' },
      'picklistValue:Account.Nope=Web: impossible NO_SUCH_FIELD (Account.Nope | Account)',
    ],
    [
      'no such field, where present',
      { of: 'Account.Nope', ifPresent: true },
      'picklistValue:Account.Nope=Web: notApplicable NOT_IN_THIS_ORG (Account.Nope)',
    ],
    [
      'the fields were not read',
      { of: 'account.industry', org: { fields: new Map() } },
      'picklistValue:Account.industry=Web: unknown NOT_READABLE (Account.industry | Account.industry | ); unread NOT_ANSWERED Account.industry',
    ],
    [
      'the fields could not be read',
      { org: { fields: new Map([['account', notRead]]) } },
      'picklistValue:Account.industry=Web: unknown NOT_READABLE (Account.industry | RecordType | hidden); unread NOT_AUTHORISED RecordType; as hidden',
    ],
    [
      'no list was read',
      { org: { picklists: new Map() } },
      'picklistValue:Account.Industry=Web: unknown NOT_READABLE (Account.Industry | Account.Industry | ); unread NOT_ANSWERED Account.Industry',
    ],
    [
      'the list of another field was read',
      { org: listOf({ fields: new Map() }) },
      'picklistValue:Account.Industry=Web: unknown NOT_READABLE (Account.Industry | Account.Industry | ); unread NOT_ANSWERED Account.Industry',
    ],
    [
      'the list could not be read',
      { org: listOf({ fields: new Map([['industry', notRead]]) }) },
      'picklistValue:Account.Industry=Web: unknown NOT_READABLE (Account.Industry | RecordType | hidden); unread NOT_AUTHORISED RecordType; as hidden',
    ],
    [
      'no picklist',
      { dataType: 'string', values: [] },
      'picklistValue:Account.Industry=Web: impossible NO_PICKLIST (Account.Industry | string)',
    ],
    [
      'a picklist of another name',
      { dataType: 'picklistlike', values: [] },
      'picklistValue:Account.Industry=Web: impossible NO_PICKLIST (Account.Industry | picklistlike)',
    ],
    [
      'something that begins like one',
      { dataType: 'comboboxes', values: [] },
      'picklistValue:Account.Industry=Web: impossible NO_PICKLIST (Account.Industry | comboboxes)',
    ],
    [
      'something that ends like one',
      { dataType: 'mycombobox', values: [] },
      'picklistValue:Account.Industry=Web: impossible NO_PICKLIST (Account.Industry | mycombobox)',
    ],
    [
      'an empty picklist',
      { values: [] },
      'picklistValue:Account.Industry=Web: unmet PICKLIST_VALUE_MISSING (Account.Industry | Web), sharedList',
    ],
    [
      'an empty list of several',
      { dataType: 'multipicklist', values: [] },
      'picklistValue:Account.Industry=Web: unmet PICKLIST_VALUE_MISSING (Account.Industry | Web), sharedList',
    ],
    [
      'an empty combobox',
      { dataType: 'combobox', values: [] },
      'picklistValue:Account.Industry=Web: unmet PICKLIST_VALUE_MISSING (Account.Industry | Web), sharedList',
    ],
    [
      'an empty list of a type that was not told',
      { dataType: '', values: [] },
      'picklistValue:Account.Industry=Web: unmet PICKLIST_VALUE_MISSING (Account.Industry | Web), sharedList',
    ],
    [
      'values of a type that is no picklist',
      { dataType: 'string' },
      'picklistValue:Account.Industry=Web: met PICKLIST_VALUE_OPEN (Account.Industry | Web)',
    ],
    [
      'another case is another value',
      { value: 'web' },
      'picklistValue:Account.Industry=web: unmet PICKLIST_VALUE_MISSING (Account.Industry | web), sharedList',
    ],
    [
      'missing in a list that is shared',
      { value: 'Fax' },
      'picklistValue:Account.Industry=Fax: unmet PICKLIST_VALUE_MISSING (Account.Industry | Fax), sharedList',
    ],
    [
      'missing in a list of its own',
      { of: 'Account.Status__c', value: 'Fax' },
      'picklistValue:Account.Status__c=Fax: unmet PICKLIST_VALUE_MISSING (Account.Status__c | Fax)',
    ],
    [
      'not active in a list that is shared',
      { inactive: ['Web'] },
      'picklistValue:Account.Industry=Web: unmet PICKLIST_VALUE_INACTIVE (Account.Industry | Web), sharedList',
    ],
    [
      'not active in a list of its own',
      { of: 'Account.status__C', inactive: ['Web'] },
      'picklistValue:Account.Status__c=Web: unmet PICKLIST_VALUE_INACTIVE (Account.Status__c | Web)',
    ],
    [
      'another one is not active',
      { inactive: ['Phone'] },
      'picklistValue:Account.Industry=Web: met PICKLIST_VALUE_OPEN (Account.Industry | Web)',
    ],
    [
      'the record types could not be read',
      { org: listOf({ recordTypes: notRead }) },
      'picklistValue:Account.Industry=Web: unknown NOT_READABLE (Account.Industry | RecordType | hidden); unread NOT_AUTHORISED RecordType; as hidden',
    ],
    [
      'of a record type nothing was told',
      { types: { A: 'nothing' }, usable: ['A'] },
      'picklistValue:Account.Industry=Web: unknown NOT_READABLE (Account.Industry in Account.A | Account.Industry in Account.A | ); unread NOT_ANSWERED Account.Industry in Account.A',
    ],
    [
      'of a record type the values are hidden',
      { types: { A: ['Web'], B: 'unread' }, usable: ['A'] },
      'picklistValue:Account.Industry=Web: unknown NOT_READABLE (Account.Industry | RecordType | hidden); unread NOT_AUTHORISED RecordType; as hidden',
    ],
    [
      'a record type that tells of other lists alone',
      { types: { A: [] }, usable: ['A'], ofSets: [] },
      'picklistValue:Account.Industry=Web: unmet PICKLIST_VALUE_CLOSED (Account.Industry | Web | A)',
    ],
    [
      'closed to all that can be used',
      { types: { A: ['Phone'], B: ['Phone'], C: ['Web'] }, usable: ['A'], ofSets: ['B'] },
      'picklistValue:Account.Industry=Web: unmet PICKLIST_VALUE_CLOSED (Account.Industry | Web | A, B)',
    ],
    [
      'closed to one that can be used',
      { types: { A: ['Phone'], B: ['Web'] }, usable: ['A', 'B'], ofSets: [] },
      'picklistValue:Account.Industry=Web: degraded PICKLIST_VALUE_PARTLY_CLOSED (Account.Industry | Web | A)',
    ],
    [
      'closed to one that cannot be used',
      { types: { A: ['Phone'], B: ['Web'] }, usable: ['B'], ofSets: [] },
      'picklistValue:Account.Industry=Web: met PICKLIST_VALUE_OPEN (Account.Industry | Web)',
    ],
    [
      'nobody knows what can be used',
      { types: { A: ['Phone'], B: ['Web'] } },
      'picklistValue:Account.Industry=Web: degraded PICKLIST_VALUE_PARTLY_CLOSED (Account.Industry | Web | A)',
    ],
    [
      'nobody knows what sets open',
      { types: { A: ['Phone'], B: ['Web'] }, usable: ['B'] },
      'picklistValue:Account.Industry=Web: degraded PICKLIST_VALUE_PARTLY_CLOSED (Account.Industry | Web | A)',
    ],
    [
      'nobody knows what the profile opens',
      { types: { A: ['Phone'], B: ['Web'] }, ofSets: ['B'] },
      'picklistValue:Account.Industry=Web: degraded PICKLIST_VALUE_PARTLY_CLOSED (Account.Industry | Web | A)',
    ],
    [
      'open to all',
      { types: { A: ['Phone', 'Web'], B: ['Web'] } },
      'picklistValue:Account.Industry=Web: met PICKLIST_VALUE_OPEN (Account.Industry | Web)',
    ],
    [
      'a record type with dots in its name',
      { types: { 'B.C': ['Phone'], A: ['Web'] }, usable: ['B.C', 'A'] },
      'picklistValue:Account.Industry=Web: degraded PICKLIST_VALUE_PARTLY_CLOSED (Account.Industry | Web | B.C)',
    ],
  ];
  for (const [what, world, said] of table) it(what, () => expect(found(world)).to.equal(said));
});
