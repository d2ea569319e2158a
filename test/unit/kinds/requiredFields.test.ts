/** Fields without which no record is created, and that a definition does not write (fact L13). */
import { expect } from 'chai';
import type { ApexTrigger, ObjectAutomation } from '../../../src/access/orgAutomation.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { EntityField } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Finding } from '../../../src/kinds/finding.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { automation, recordFlow } from '../automation/support/objectAutomation.js';
import { saidWhole } from '../support/said.js';
import { field, needs, requirement, schema, snapshot, user } from '../support/snapshot.js';

type World = {
  readonly fields?: EntityField[];
  readonly automation?: ObjectAutomation | null;
  readonly rules?: Requirement[];
  readonly unread?: true;
};

const { object, field: fieldOf } = needs;
const automated = (): Requirement => requirement({ kind: 'automation', sobject: 'lead', onFields: [] });
const creating = (): Requirement[] => [requirement(object('Lead', 'create')), automated()];
const needed = (name: string, more: Partial<EntityField> = {}): EntityField =>
  field(name, { required: true, hasDefault: false, ...more });
const writing = (name: string): Requirement => requirement(fieldOf('LEAD', name, 'edit'));

const findings = ({ fields = [needed('LastName')], rules = creating(), unread, ...world }: World): Finding[] => {
  const one = user();
  const read = new Map(fields.map((each) => [each.name.toLowerCase(), each]));
  const org = schema({
    fields: new Map([['lead', unread ? gap('NOT_AUTHORISED', 'EntityParticle', 'hidden') : known(read)]]),
    ...(world.automation === null ? {} : { automation: new Map([['lead', world.automation ?? automation()]]) }),
  });
  return evaluate(rules, snapshot(one, org), one).filter(({ kind }) => kind === 'requiredFields');
};

const setting = (value: object, timing = 'RecordBeforeSave', start: object = {}): ObjectAutomation =>
  automation({
    flows: known([
      recordFlow(
        { triggerType: timing, connector: { targetReference: 'Set' }, ...start },
        {
          assignments: [
            { name: 'Set', assignmentItems: [{ assignToReference: '$Record.LastName', operator: 'Assign', value }] },
          ],
        },
      ),
    ]),
  });

const trigger = (on: Partial<ApexTrigger>): ApexTrigger => ({
  ...{ id: '01q', name: 'LeadTrigger', namespace: null, onInsert: false, onUpdate: false },
  ...on,
});

describe('fields that every new record needs', () => {
  it('are recommended, and of the object as the org spells it', () => {
    expect(findings({})).to.deep.equal([
      {
        id: 'requiredFields:Lead',
        need: { kind: 'requiredFields', sobject: 'Lead' },
        forbid: false,
        kind: 'requiredFields',
        level: 'recommended',
        because: [],
        blockedBy: [],
        status: 'unmet',
        code: 'REQUIRED_FIELDS_NOT_WRITTEN',
        args: ['Lead', 'LastName'],
        grantedBy: [],
        blockers: [],
        hints: [],
        remedy: null,
      },
    ]);
  });

  const table: [what: string, world: World, said: string][] = [
    [
      'several, sorted',
      { fields: [needed('Zip'), needed('company'), needed('Apex')] },
      'unmet REQUIRED_FIELDS_NOT_WRITTEN (Lead | Apex, company, Zip)',
    ],
    ['written', { rules: [...creating(), writing('lastname')] }, 'met REQUIRED_FIELDS_WRITTEN (Lead)'],
    ['written by a pattern', { rules: [...creating(), writing('Last*')] }, 'met REQUIRED_FIELDS_WRITTEN (Lead)'],
    [
      'written by the rule of the automation',
      {
        rules: [
          requirement(object('Lead', 'create')),
          requirement({ kind: 'automation', sobject: 'Lead', onFields: ['LastName'] }),
        ],
      },
      'met REQUIRED_FIELDS_WRITTEN (Lead)',
    ],
    [
      'another one is written',
      { rules: [...creating(), writing('Company')] },
      'unmet REQUIRED_FIELDS_NOT_WRITTEN (Lead | LastName)',
    ],
    [
      'read alone',
      { rules: [...creating(), requirement(fieldOf('Lead', 'LastName'))] },
      'unmet REQUIRED_FIELDS_NOT_WRITTEN (Lead | LastName)',
    ],
    [
      'has a default, and whether it may be empty was not told',
      { fields: [field('LastName', { hasDefault: true })] },
      'met REQUIRED_FIELDS_WRITTEN (Lead)',
    ],
    ['may be empty', { fields: [needed('LastName', { required: false })] }, 'met REQUIRED_FIELDS_WRITTEN (Lead)'],
    ['has a default', { fields: [needed('LastName', { hasDefault: true })] }, 'met REQUIRED_FIELDS_WRITTEN (Lead)'],
    ['cannot be sent', { fields: [needed('LastName', { createable: false })] }, 'met REQUIRED_FIELDS_WRITTEN (Lead)'],
    ['a checkbox', { fields: [needed('Hot', { dataType: 'boolean' })] }, 'met REQUIRED_FIELDS_WRITTEN (Lead)'],
    [
      'whether it may be empty was not told',
      { fields: [field('LastName', { hasDefault: false })] },
      'unknown INCOMPLETE_ANSWER (required fields of Lead | EntityParticle | IsNillable); unread INCOMPLETE_ROWS EntityParticle; as IsNillable',
    ],
    [
      'whether it has a default was not told',
      { fields: [field('LastName', { required: true })] },
      'unknown INCOMPLETE_ANSWER (required fields of Lead | EntityParticle | IsDefaultedOnCreate); unread INCOMPLETE_ROWS EntityParticle; as IsDefaultedOnCreate',
    ],
    [
      'neither was told of what may be empty',
      { fields: [field('LastName', { required: false })] },
      'met REQUIRED_FIELDS_WRITTEN (Lead)',
    ],
    [
      'one of several was not told',
      { fields: [needed('Company'), field('LastName', { hasDefault: false })] },
      'unknown INCOMPLETE_ANSWER (required fields of Lead | EntityParticle | IsNillable); unread INCOMPLETE_ROWS EntityParticle; as IsNillable',
    ],
    [
      'what was not told is written',
      { fields: [field('LastName')], rules: [...creating(), writing('LastName')] },
      'met REQUIRED_FIELDS_WRITTEN (Lead)',
    ],
    ['filled by a flow', { automation: setting({ stringValue: 'None' }) }, 'met REQUIRED_FIELDS_WRITTEN (Lead)'],
    [
      'one of two filled by a flow',
      { fields: [needed('LastName'), needed('Company')], automation: setting({ stringValue: 'None' }) },
      'unmet REQUIRED_FIELDS_NOT_WRITTEN (Lead | Company)',
    ],
    [
      'perhaps filled by a flow',
      { automation: setting({ elementReference: '$Record.Title' }) },
      'degraded REQUIRED_FIELDS_MAYBE_FILLED (Lead | LastName)',
    ],
    [
      'perhaps filled after the save',
      { automation: setting({ stringValue: 'None' }, 'RecordAfterSave') },
      'degraded REQUIRED_FIELDS_MAYBE_FILLED (Lead | LastName)',
    ],
    [
      'one of two perhaps filled',
      { fields: [needed('LastName'), needed('Company')], automation: setting({ elementReference: '$Record.Title' }) },
      'unmet REQUIRED_FIELDS_NOT_WRITTEN (Lead | Company, LastName)',
    ],
    [
      'filled on updates alone',
      { automation: setting({ stringValue: 'None' }, 'RecordBeforeSave', { recordTriggerType: 'Update' }) },
      'unmet REQUIRED_FIELDS_NOT_WRITTEN (Lead | LastName)',
    ],
    [
      'a trigger may fill anything',
      {
        automation: automation({
          triggers: known([trigger({ onInsert: true })]),
        }),
      },
      'degraded REQUIRED_FIELDS_MAYBE_FILLED (Lead | LastName)',
    ],
    [
      'a trigger of updates fills nothing',
      {
        automation: automation({
          triggers: known([trigger({ onUpdate: true })]),
        }),
      },
      'unmet REQUIRED_FIELDS_NOT_WRITTEN (Lead | LastName)',
    ],
    [
      'flows could not be read',
      { automation: automation({ flows: gap('NOT_AUTHORISED', 'FlowDefinitionView', 'hidden') }) },
      'degraded REQUIRED_FIELDS_MAYBE_FILLED (Lead | LastName)',
    ],
    ['nothing is created', { rules: [requirement(object('Lead', 'edit')), automated()] }, ''],
    ['creating is forbidden', { rules: [requirement(object('Lead', 'create'), { forbid: true }), automated()] }, ''],
    ['no rule asks about automation', { rules: [requirement(object('Lead', 'create'))] }, ''],
    ['no rule is about the object', { rules: [requirement(object('Account', 'create'))] }, ''],
    ['no automation was read', { automation: null }, ''],
    ['the fields could not be read', { unread: true }, ''],
  ];
  for (const [what, world, said] of table)
    it(what, () => expect(findings(world).map(saidWhole).join('\n')).to.equal(said));
});
