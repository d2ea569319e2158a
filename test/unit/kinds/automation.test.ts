/** What a check says of the automation of an object: everything that runs when the integration saves its records (design §4). */
import { expect } from 'chai';
import type { ObjectAutomation, ReadFact, RecordFlow, ValidationRule } from '../../../src/access/orgAutomation.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { EntityField, OrgSchema } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Need } from '../../../src/kinds/kinds.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { automation, recordFlow } from '../automation/support/objectAutomation.js';
import { told } from '../automation/support/told.js';
import { field, needs, requirement, schema, snapshot, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';
import { said } from '../support/said.js';

const { object } = needs;
const edited = (sobject: string, name: string): Need => needs.field(sobject, name, 'edit');
const wanted = (...onFields: string[]): Need => ({ kind: 'automation', sobject: 'lead', onFields });

const rule = (name: string, formula: string): ValidationRule => ({
  id: `03d ${name}`,
  name,
  namespace: null,
  formula: known(formula),
});
const rules = (...all: ValidationRule[]): Partial<ObjectAutomation> => ({ validationRules: known(all) });
const trigger = (name: string, onInsert: boolean, onUpdate: boolean) => ({
  id: `01q ${name}`,
  name,
  namespace: null,
  onInsert,
  onUpdate,
});
const unread = gap('NOT_AUTHORISED', 'ValidationRule', 'INVALID_TYPE');

const byName = (...all: EntityField[]): ReadonlyMap<string, EntityField> =>
  new Map(all.map((one) => [one.name.toLowerCase(), one]));
const fieldsOfLead = byName(
  field('Rating'),
  field('Phone'),
  field('mk_Score__c', { dataType: 'double' }),
  field('Address', { isCompound: true }),
  field('City', { compound: 'Address' }),
  field('State', { compound: 'Address' }),
  field('StateCode', { compound: 'Address' }),
  field('Country'),
);
const fields = new Map([
  ['lead', known(fieldsOfLead)],
  ['user', known(byName(field('Limit__c', { dataType: 'percent' })))],
]);

type Case = {
  is: string;
  automation?: Partial<ObjectAutomation> | null;
  onFields?: string[];
  /** Further needs of the definition. */
  beside?: (Need | Requirement)[];
  user?: UserSpec;
  schema?: Partial<OrgSchema>;
  more?: Partial<Requirement>;
  says: string;
  details?: string[];
};

const findingOf = (one: Omit<Case, 'is' | 'says' | 'details'>) => {
  const inspected = user(one.user);
  const read = one.automation === null ? {} : { automation: new Map([['lead', automation(one.automation ?? {})]]) };
  const beside = (one.beside ?? []).map((need) => ('need' in need ? need : requirement(need)));
  const found = evaluate(
    [requirement(wanted(...(one.onFields ?? [])), one.more), ...beside],
    snapshot(inspected, schema({ fields, ...read, ...one.schema })),
    inspected,
  ).find(({ kind }) => kind === 'automation');
  if (!found) throw new Error('no finding');
  return found;
};

const ofUser = (value: number): UserSpec => ({
  facts: new Map<string, ReadFact>([['$user.limit__c', { state: 'known', value }]]),
});
const lock = {
  approvals: known([{ id: '04a1', name: 'Approve', namespace: null, lock: 'Total' }]),
} as Partial<ObjectAutomation>;

const writing = (field: string, record: object): RecordFlow =>
  recordFlow(
    { triggerType: 'RecordAfterSave', connector: { targetReference: 'Write' }, ...record },
    {
      recordUpdates: [
        { name: 'Write', inputReference: '$Record', inputAssignments: [{ field, value: { stringValue: 'x' } }] },
      ],
    },
  );
const again = writing('Rating', {});
const once = writing('Phone', { triggerType: 'RecordBeforeSave' });

describe('automation', () => {
  const none = 'met AUTOMATION_CLEAR (Lead | 0)';
  const onInsert = 'ApexTrigger On_Insert unjudged APEX_NOT_JUDGED';
  const onUpdate = 'ApexTrigger On_Update unjudged APEX_NOT_JUDGED';
  const updates = { triggers: known([trigger('On_Update', false, true)]) };
  const both = { triggers: known([trigger('On_Update', false, true), trigger('On_Insert', true, false)]) };
  const notListed =
    'unknown NOT_READABLE (automation of Lead | ValidationRule | INVALID_TYPE); unread NOT_AUTHORISED ValidationRule';
  const notRead =
    'unknown NOT_READABLE (automation of Lead | automation of Lead | ); unread NOT_ANSWERED automation of Lead';
  const limit = rules(rule('Limit', '$User.Limit__c < 0.5'));
  const blank = rules(rule('Phone', 'ISBLANK(Phone)'));
  const leftBlank = {
    fields: new Map([['lead', known(byName(field('Phone', { hasDefault: false }), field('Rating')))]]),
  };
  const cases: Case[] = [
    { is: 'there is none', says: none, details: [] },
    {
      is: 'nothing of it can refuse',
      automation: rules(rule('Never', 'FALSE'), rule('Other', 'ISCHANGED(Phone)')),
      onFields: ['Rating'],
      beside: [object('Lead', 'edit')],
      says: 'met AUTOMATION_CLEAR (Lead | 2)',
      details: ['ValidationRule Never exempt NEVER_TRUE', 'ValidationRule Other unaffected NEVER_BY_THESE_WRITES'],
    },
    {
      is: 'a rule that always refuses',
      automation: rules(rule('Always', 'TRUE')),
      says: 'unmet AUTOMATION_BLOCKS (Lead | Always)',
      details: ['ValidationRule Always blocks RULE_ALWAYS_TRUE (create, edit)'],
    },
    {
      is: 'several that refuse, each name once, and others to look at',
      automation: {
        ...rules(
          rule('B', 'TRUE'),
          rule('A', 'TRUE'),
          rule('A', 'TRUE'),
          rule('Score', 'mk_Score__c < 5'),
          rule('Never', 'FALSE'),
        ),
        triggers: known([trigger('On_Insert', true, false)]),
      },
      says: 'unmet AUTOMATION_BLOCKS (Lead | A, B | Score, On_Insert), besides',
      details: [
        'ValidationRule A blocks RULE_ALWAYS_TRUE (create, edit)',
        'ValidationRule A blocks RULE_ALWAYS_TRUE (create, edit)',
        'ValidationRule B blocks RULE_ALWAYS_TRUE (create, edit)',
        'ValidationRule Never exempt NEVER_TRUE',
        'ValidationRule Score mayBlock RULE_DEPENDS_ON_RECORD (mk_Score__c)',
        onInsert,
      ],
    },
    {
      is: 'a rule that depends on the record',
      automation: rules(rule('Score', 'mk_Score__c < 5')),
      says: 'degraded AUTOMATION_TO_REVIEW (Lead | Score)',
      details: ['ValidationRule Score mayBlock RULE_DEPENDS_ON_RECORD (mk_Score__c)'],
    },
    {
      is: 'flows that write the record: again and again, and once',
      automation: { flows: known([{ ...again, id: '302', name: 'Again' }, once]) },
      onFields: ['Rating', 'Phone'],
      beside: [object('Lead', 'edit')],
      says: 'degraded AUTOMATION_TO_REVIEW (Lead | A_Flow, Again)',
      details: ['Flow A_Flow changes FLOW_WRITES (Phone)', 'Flow Again loops FLOW_WRITES_BACK (Rating)'],
    },
    {
      is: 'it runs on updates, and the integration only creates',
      automation: updates,
      beside: [object('Lead', 'create')],
      says: none,
      details: [],
    },
    {
      is: 'it runs on updates, and the integration only edits',
      automation: both,
      beside: [object('LEAD', 'edit')],
      says: 'degraded AUTOMATION_TO_REVIEW (Lead | On_Update)',
      details: [onUpdate],
    },
    {
      is: 'the integration creates and edits',
      automation: updates,
      beside: [object('LEAD', 'edit'), object('Lead', 'create')],
      says: 'degraded AUTOMATION_TO_REVIEW (Lead | On_Update)',
      details: [onUpdate],
    },
    {
      is: 'the definition does not say what it does: both count',
      automation: both,
      beside: [object('Lead', 'read'), object('Account', 'edit'), edited('Lead', 'Rating')],
      says: 'degraded AUTOMATION_TO_REVIEW (Lead | On_Insert, On_Update)',
      details: [onInsert, onUpdate],
    },
    {
      is: 'percentages of users are fractions to a formula: 40 % is below a half',
      automation: limit,
      user: ofUser(40),
      says: 'unmet AUTOMATION_BLOCKS (Lead | Limit)',
      details: ['ValidationRule Limit blocks RULE_ALWAYS_TRUE (create, edit)'],
    },
    {
      is: 'and 60 % is not',
      automation: limit,
      user: ofUser(60),
      says: 'met AUTOMATION_CLEAR (Lead | 1)',
      details: ['ValidationRule Limit exempt NEVER_FOR_USER ($User.Limit__c is 0.6)'],
    },
    ...[unread, undefined].map((ofUsers): Case => ({
      is: `nobody knows whether it is a percentage: the fields of users were ${ofUsers ? 'refused' : 'not asked for'}`,
      automation: limit,
      user: ofUser(40),
      schema: { fields: new Map([['lead', known(fieldsOfLead)], ...(ofUsers ? ([['user', ofUsers]] as const) : [])]) },
      says: 'degraded AUTOMATION_TO_REVIEW (Lead | Limit)',
      details: ['ValidationRule Limit unjudged FORMULA_UNDECIDED ($User.Limit__c)'],
    })),
    {
      is: 'an approval locks the record',
      automation: lock,
      beside: [object('Lead', 'edit')],
      says: 'degraded AUTOMATION_TO_REVIEW (Lead | Approve)',
      details: ['ApprovalProcess Approve mayBlock LOCKED_WHILE_PENDING'],
    },
    {
      is: 'an approval locks the record, which Modify All Data passes (fact L17)',
      automation: lock,
      beside: [object('Lead', 'edit')],
      user: { sources: [{ permissions: ['ModifyAllData'] }] },
      says: 'met AUTOMATION_CLEAR (Lead | 1)',
      details: ['ApprovalProcess Approve exempt LOCK_DOES_NOT_HOLD'],
    },
    {
      is: 'a new record is left blank where the definition says what is written',
      automation: blank,
      schema: leftBlank,
      onFields: ['Rating'],
      beside: [object('Lead', 'create')],
      says: 'unmet AUTOMATION_BLOCKS (Lead | Phone)',
      details: ['ValidationRule Phone blocks RULE_ALWAYS_TRUE (create)'],
    },
    {
      is: 'nobody says what is written: it may be filled',
      automation: blank,
      schema: leftBlank,
      beside: [object('Lead', 'create')],
      says: 'degraded AUTOMATION_TO_REVIEW (Lead | Phone)',
      details: ['ValidationRule Phone mayBlock RULE_DEPENDS_ON_RECORD (Phone)'],
    },
    { is: 'a part of it could not be listed', automation: { validationRules: unread }, says: notListed, details: [] },
    {
      is: 'a part could not be listed, and another is to be looked at',
      automation: { validationRules: unread, ...updates },
      says: notListed,
      details: [onUpdate],
    },
    {
      is: 'a part could not be listed, and another refuses: that is sure',
      automation: { ...rules(rule('Always', 'TRUE')), flows: gap('NOT_ANSWERED', 'Flow', 'TIMEOUT') },
      says: 'unmet AUTOMATION_BLOCKS (Lead | Always)',
      details: ['ValidationRule Always blocks RULE_ALWAYS_TRUE (create, edit)'],
    },
    { is: 'it was not read', automation: null, says: notRead },
    { is: 'the fields were not read', schema: { fields: new Map() }, says: notRead },
    { is: 'the fields could not be read', schema: { fields: new Map([['lead', unread]]) }, says: notListed },
    {
      is: 'the org has no such object',
      schema: { entities: known(new Map()) },
      says: 'impossible NO_SUCH_OBJECT (lead)',
    },
    {
      is: 'the org has no such object, and need not',
      schema: { entities: known(new Map()) },
      more: { ifPresent: true },
      says: 'notApplicable NOT_IN_THIS_ORG (lead)',
    },
  ];
  for (const { is, says, details, ...one } of cases)
    it(is, () => {
      const found = findingOf(one);
      expect(said(found)).to.equal(says);
      expect(found.details?.map((detail) => `${detail.type} ${detail.name} ${told(detail)}`)).to.deep.equal(details);
    });

  /** The rules, of these that a change of one field each meets, which are to be looked at. */
  const touched = (onFields: string[], ...beside: Need[]): readonly string[] => {
    const all = ['Rating', 'Phone', 'City', 'State'].map((name) => rule(name, `ISCHANGED(${name})`));
    const { details = [] } = findingOf({
      automation: rules(...all),
      onFields,
      beside: [object('Lead', 'edit'), ...beside],
    });
    return details.filter(({ verdict }) => verdict === 'mayBlock').map(({ name }) => name);
  };
  const writes: [title: string, onFields: string[], beside: Need[], expected: string[]][] = [
    ['the field itself', ['phone'], [], ['Phone']],
    ['the fields of a pattern', ['*y', 'ra*'], [], ['City', 'Rating']],
    ['of an address all parts', ['Address'], [], ['City', 'State']],
    ['of a part of an address that part alone', ['City'], [], ['City']],
    ['of the code of a state the state as well', ['StateCode'], [], ['State']],
    [
      'what other rules edit of the object',
      ['Phone'],
      [edited('LEAD', 'Rating'), edited('Account', 'City')],
      ['Phone', 'Rating'],
    ],
  ];
  for (const [title, onFields, beside, expected] of writes)
    it(`is met by what is written: ${title}`, () => expect(touched(onFields, ...beside)).to.deep.equal(expected));
});
