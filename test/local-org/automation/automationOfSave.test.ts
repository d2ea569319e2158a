import { expect } from 'chai';
import type { Caller, Org, Row } from '../model/orgModel.js';
import { OrgError } from '../model/orgModel.js';
import { insertRow, updateRow } from '../permissions/dml.js';
import { idOf, rowById, rowsOf } from '../permissions/orgTables.js';
import { loadScenario } from '../scenarios/loadScenario.js';
import type { Scenario } from '../scenarios/scenarioFormat.js';

const callerNamed = (org: Org, name: string): Caller => ({
  userId: idOf(rowsOf(org, 'User').find((row) => row['Username'] === `${name}@example.com`) ?? {}),
  apiVersion: 66,
});

const errors = (run: () => void): unknown => {
  try {
    run();
    return 'saved';
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    return [error, ...error.further].map(({ errorCode, message, fields }) => [errorCode, message, ...fields]);
  }
};

const lead = { LastName: 'Young', Company: 'Initech' };
const leadRules = (rules: Record<string, string>): Partial<Scenario> => ({
  validationRules: {
    Lead: Object.fromEntries(
      Object.entries(rules).map(([name, formula]) => [name, { formula, message: `${name}!`, field: 'Phone' }]),
    ),
  },
});

describe('automation of a save', () => {
  const insert = (org: Org, values: Row, as = 'admin', allowDuplicates = false): unknown =>
    errors(() => insertRow(org, { ...callerNamed(org, as), allowDuplicates }, 'Lead', values));
  const storedLead = (org: Org): Row => rowsOf(org, 'Lead').at(-1) ?? {};

  it('refuses by each validation rule whose formula is true, and says so for all of them (fact L12)', () => {
    const org = loadScenario(
      'default',
      leadRules({ Phone_Set: 'ISBLANK(Phone)', Never: 'FALSE', Ten: 'LEN(Phone) <> 10' }),
    );
    expect(insert(org, lead)).to.deep.equal([
      ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Phone_Set!', 'Phone'],
      ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Ten!', 'Phone'],
    ]);
    expect(storedLead(org)).not.to.include({ Company: lead.Company, Phone: null, LastName: 'Other' });
    expect(insert(org, { ...lead, Phone: '0123456789' })).to.equal('saved');
  });

  it('lets those pass whom a rule exempts: by a field of the user, the profile, a custom permission (facts L9, L11)', () => {
    const org = loadScenario('default', {
      fields: { User: { BypassVR__c: 'boolean' } },
      ...leadRules({ Rule: 'AND(NOT($User.BypassVR__c), $Profile.Name <> "Standard User", NOT($Permission.Skip))' }),
      rows: { CustomPermission: [{ DeveloperName: 'Skip', MasterLabel: 'Skip' }] },
    });
    expect(insert(org, lead)).to.deep.equal([['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Rule!', 'Phone']]);
    expect(insert(org, lead, 'standard')).to.equal('saved');
    updateRow(org, callerNamed(org, 'admin'), 'User', callerNamed(org, 'admin').userId, { BypassVR__c: true });
    expect(insert(org, lead)).to.equal('saved');
    const api = callerNamed(org, 'admin');
    updateRow(org, api, 'User', api.userId, { BypassVR__c: false });
    const set = rowsOf(org, 'PermissionSetAssignment').find((row) => row['AssigneeId'] === api.userId);
    insertRow(org, api, 'SetupEntityAccess', {
      ParentId: set?.['PermissionSetId'] ?? null,
      SetupEntityId: rowsOf(org, 'CustomPermission')[0]?.['Id'] ?? null,
    });
    expect(insert(org, lead)).to.equal('saved');
  });

  it('tells new from changed, and before from after', () => {
    const org = loadScenario(
      'default',
      leadRules({
        Company_Stays: 'AND(NOT(ISNEW()), ISCHANGED(Company), PRIORVALUE(Company) = "Initech")',
        Owner_Active: 'NOT(Owner:User.IsActive)',
        No_Old: 'CreatedDate < NOW() - 1',
      }),
    );
    expect(insert(org, lead)).to.equal('saved');
    const id = idOf(storedLead(org));
    const update = (values: Row): unknown =>
      errors(() => updateRow(org, callerNamed(org, 'admin'), 'Lead', id, values));
    expect(update({ Title: 'CEO' })).to.equal('saved');
    expect(update({ Company: 'Other' })).to.deep.equal([
      ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Company_Stays!', 'Phone'],
    ]);
    expect(rowById(org, 'Lead', id)).to.include({ Company: 'Initech', Title: 'CEO' });
  });

  it('runs flows before the save first, so that rules and required fields see what they wrote (fact L6)', () => {
    const org = loadScenario('default', {
      ...leadRules({ Needs_Rating: 'ISBLANK(TEXT(Rating))' }),
      flows: {
        Lead: {
          Fill: {
            trigger: 'RecordBeforeSave',
            on: 'Create',
            flow: {
              start: {
                filterFormula: 'ISPICKVAL({!$Record.LeadSource}, "Web")',
                connector: { targetReference: 'Which' },
              },
              formulas: [{ name: 'Shout', dataType: 'String', expression: 'UPPER({!$Record.LastName})' }],
              decisions: [
                {
                  name: 'Which',
                  defaultConnector: { targetReference: 'Update' },
                  rules: [
                    {
                      name: 'Is_Hot',
                      conditionLogic: '1 AND (2 OR 3)',
                      conditions: [
                        {
                          leftValueReference: '$Record.Company',
                          operator: 'StartsWith',
                          rightValue: { stringValue: 'Ini' },
                        },
                        {
                          leftValueReference: '$Record.Title',
                          operator: 'IsNull',
                          rightValue: { booleanValue: false },
                        },
                        {
                          leftValueReference: '$User.IsActive',
                          operator: 'EqualTo',
                          rightValue: { booleanValue: true },
                        },
                      ],
                      connector: { targetReference: 'Hot' },
                    },
                  ],
                },
              ],
              assignments: [
                {
                  name: 'Hot',
                  connector: { targetReference: 'Update' },
                  assignmentItems: [
                    { assignToReference: '$Record.Rating', operator: 'Assign', value: { stringValue: 'Hot' } },
                  ],
                },
              ],
              recordUpdates: [
                {
                  name: 'Update',
                  inputReference: '$Record',
                  inputAssignments: [{ field: 'Title', value: { elementReference: 'Shout' } }],
                },
              ],
            },
          },
        },
      },
    });
    expect(insert(org, { ...lead, LeadSource: 'Web' })).to.equal('saved');
    expect(storedLead(org)).to.include({ Rating: 'Hot', Title: 'YOUNG' });
    expect(insert(org, { ...lead, LeadSource: 'Other' })).to.deep.equal([
      ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Needs_Rating!', 'Phone'],
    ]);
  });

  it('asks for required fields only when flows have had their turn', () => {
    const fill = {
      start: { connector: { targetReference: 'Set' } },
      assignments: [
        {
          name: 'Set',
          assignmentItems: [
            { assignToReference: '$Record.Company', operator: 'Assign', value: { stringValue: 'Unknown' } },
          ],
        },
      ],
    };
    const filled = loadScenario('default', { flows: { Lead: { Fill: { trigger: 'RecordBeforeSave', flow: fill } } } });
    expect(insert(filled, { LastName: 'Young' })).to.equal('saved');
    const late = loadScenario('default', { flows: { Lead: { Fill: { trigger: 'RecordAfterSave', flow: fill } } } });
    expect(insert(late, { LastName: 'Young' })).to.deep.equal([
      ['REQUIRED_FIELD_MISSING', 'Required fields are missing: [Company]', 'Company'],
    ]);
  });

  it('refuses by the custom error of a flow, after the save too, and keeps nothing (fact L7)', () => {
    for (const trigger of ['RecordBeforeSave', 'RecordAfterSave'] as const) {
      const org = loadScenario('default', {
        flows: {
          Lead: {
            Stop: {
              trigger,
              flow: {
                start: { connector: { targetReference: 'Error' } },
                customErrors: [
                  {
                    name: 'Error',
                    customErrorMessages: [{ errorMessage: 'Not so.', isFieldError: true, fieldSelection: 'Phone' }],
                  },
                ],
              },
            },
          },
        },
      });
      const count = rowsOf(org, 'Lead').length;
      expect(insert(org, lead)).to.deep.equal([['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Not so.', 'Phone']]);
      expect(rowsOf(org, 'Lead')).to.have.length(count);
    }
  });

  const rating = (value: string, more: object = {}) => ({
    start: { connector: { targetReference: 'Set' }, ...more },
    recordUpdates: [
      {
        name: 'Set',
        inputReference: '$Record',
        inputAssignments: [{ field: 'Rating', value: { stringValue: value } }],
      },
    ],
  });

  it('saves again what a flow writes after the save, once, and calls what that breaks a fault of the flow (fact L7)', () => {
    const flows = { Lead: { Loop: { label: 'Rating Loop', flow: rating('Warm') } } };
    const org = loadScenario('default', { flows });
    expect(insert(org, lead)).to.equal('saved');
    expect(storedLead(org)).to.include({ Rating: 'Warm' });
    const strict = loadScenario('default', { flows, ...leadRules({ No_Warm: 'ISPICKVAL(Rating, "Warm")' }) });
    const [[code, message]] = insert(strict, lead) as [[string, string]];
    expect(code).to.equal('CANNOT_EXECUTE_FLOW_TRIGGER');
    expect(message).to.match(/^We can't save this record because the “Rating Loop” process failed\..*No_Warm!/);
  });

  it('starts a flow only when the record has come to meet its conditions, where that is wanted (fact L5)', () => {
    const met = {
      doesRequireRecordChangedToMeetCriteria: true,
      filterLogic: 'and',
      filters: [{ field: 'Company', operator: 'EqualTo', value: { stringValue: 'Initrode' } }],
    };
    const org = loadScenario('default', { flows: { Lead: { Once: { on: 'Update', flow: rating('Cold', met) } } } });
    expect(insert(org, { ...lead, Company: 'Initrode' })).to.equal('saved');
    const id = idOf(storedLead(org));
    const update = (values: Row): void => updateRow(org, callerNamed(org, 'admin'), 'Lead', id, values);
    update({ Title: 'CEO' });
    expect(rowById(org, 'Lead', id)).to.include({ Rating: null });
    update({ Company: 'Other' });
    update({ Company: 'Initrode' });
    expect(rowById(org, 'Lead', id)).to.include({ Rating: 'Cold' });
  });

  it('writes field updates of workflow rules, which validation rules do not see (fact L18)', () => {
    const org = loadScenario('default', {
      ...leadRules({ No_Cold: 'ISPICKVAL(Rating, "Cold")' }),
      workflowRules: {
        Lead: {
          Mark: {
            formula: 'ISBLANK(Phone)',
            fieldUpdates: {
              Cool: { field: 'Rating', literal: 'Cold' },
              Shout: { field: 'Title', formula: 'UPPER(Company)' },
            },
          },
          Off: { active: false, formula: 'TRUE', fieldUpdates: { Warm: { field: 'Rating', literal: 'Warm' } } },
        },
      },
    });
    expect(insert(org, lead)).to.equal('saved');
    expect(storedLead(org)).to.include({ Rating: 'Cold', Title: 'INITECH' });
  });

  const sameEmail = (rule: object): Partial<Scenario> => ({
    duplicateRules: { Lead: { Same_Email: { matchOn: ['Email'], ...rule } } },
  });
  const twin = { ...lead, Email: 'A@b.example' };

  const duplicates: Array<[what: string, rule: object, plain: unknown, allowed: unknown]> = [
    ['an alert, which the header lifts', {}, 'DUPLICATES_DETECTED', 'saved'],
    ['a block, which nothing lifts', { onInsert: 'Block' }, 'DUPLICATES_DETECTED', 'DUPLICATES_DETECTED'],
    ['a report, which refuses nothing', { operationsOnInsert: ['Report'] }, 'saved', 'saved'],
    ['a rule that is off', { active: false, onInsert: 'Block' }, 'saved', 'saved'],
    [
      'a rule for others',
      { conditions: [{ table: 'Profile', field: 'Name', operation: 'notEqual', value: 'System Administrator' }] },
      'saved',
      'saved',
    ],
  ];
  for (const [what, rule, plain, allowed] of duplicates) {
    it(`finds duplicates: ${what} (facts L14, L15)`, () => {
      const org = loadScenario('default', sameEmail(rule));
      expect(insert(org, { ...twin, Email: 'a@b.example' })).to.equal('saved');
      const code = (result: unknown): unknown => (Array.isArray(result) ? (result as string[][])[0]?.[0] : result);
      expect(code(insert(org, twin))).to.equal(plain);
      expect(code(insert(org, twin, 'admin', true))).to.equal(allowed);
    });
  }

  it('looks for duplicates of a changed record only when a field of the rule changes', () => {
    const org = loadScenario(
      'default',
      sameEmail({ onInsert: 'Allow', operationsOnInsert: ['Report'], onUpdate: 'Block' }),
    );
    expect(insert(org, twin)).to.equal('saved');
    expect(insert(org, twin)).to.equal('saved');
    const id = idOf(storedLead(org));
    const update = (values: Row): unknown =>
      errors(() => updateRow(org, callerNamed(org, 'admin'), 'Lead', id, values));
    expect(update({ Title: 'CEO' })).to.equal('saved');
    expect(update({ Email: 'other@b.example' })).to.equal('saved');
    expect(update({ Email: 'a@B.example' })).to.deep.include.members([
      ['DUPLICATES_DETECTED', 'Use one of these records?'],
    ]);
  });

  it('locks what waits for approval, but not for those who modify all data (fact L17)', () => {
    const org = loadScenario('default', { approvalProcesses: { Lead: { Check: { pending: ['lead'] } } } });
    const id = idOf(rowsOf(org, 'Lead')[0] ?? {});
    const update = (as: string): unknown =>
      errors(() => updateRow(org, callerNamed(org, as), 'Lead', id, { Email: 'x@y.example' }));
    expect(update('hginsights')).to.deep.equal([['ENTITY_IS_LOCKED', 'the entity is locked for editing']]);
    expect(update('admin')).to.equal('saved');
  });
});
