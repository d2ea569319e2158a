import { expect } from 'chai';
import { openSavingWorld } from '../support/savingWorld.js';
import type { SavingWorld } from '../support/savingWorld.js';

/** What is in a new record where the integration sends nothing, and what rules over it mean then. */
describe('rules over fields that the integration does not send', function () {
  this.timeout(60_000);
  let saving: SavingWorld | undefined;
  afterEach(async () => {
    await saving?.world.close();
    saving = undefined;
  });

  const fields = {
    Lead: {
      Region__c: 'string(40)',
      Origin__c: 'string(40); defaultFormula="Web"',
      Stamp__c: 'string(40); defaultFormula=$User.Username',
      Consent__c: 'boolean; default=true',
      Sent__c: 'string(40)',
      Budget__c: 'currency(16,2)',
      Grade__c: 'picklist; values=A|B; default=A',
    },
  };
  const rules = {
    Needs_Region: 'ISBLANK(Region__c)',
    Needs_Region_Or_Budget: 'AND(ISBLANK(Region__c), ISBLANK(Budget__c))',
    // Null is not above zero, and neither is it not above (facts V3, V6).
    No_Budget: 'NOT(Budget__c > 0)',
    Needs_Fax: 'ISNEW() && ISBLANK(Fax)',
    Needs_Origin: 'ISBLANK(Origin__c)',
    Not_From_Web: 'AND(ISNEW(), Origin__c = "Web")',
    Needs_Stamp: 'ISBLANK(Stamp__c)',
    No_Consent: 'AND(ISNEW(), Consent__c)',
    Needs_Sent: 'ISBLANK(Sent__c)',
    Needs_Grade: 'AND(ISNEW(), ISPICKVAL(Grade__c, "A"))',
    Needs_Given_Name: 'ISBLANK(FirstName)',
    Needs_Owner: 'ISBLANK(OwnerId)',
  };
  const open = async (names: ReadonlyArray<keyof typeof rules>, written = ['Sent__c', 'Company', 'LastName']) => {
    saving = await openSavingWorld(
      {
        fields,
        validationRules: {
          Lead: Object.fromEntries(names.map((name) => [name, { formula: rules[name], message: `${name}!` }])),
        },
      },
      'Lead',
      ['create'],
      written,
    );
    return saving;
  };

  const cases: Array<[rule: keyof typeof rules, verdict: string, lead: 'saved' | 'refused']> = [
    ['Needs_Region', 'blocks', 'refused'],
    ['Needs_Region_Or_Budget', 'blocks', 'refused'],
    ['No_Budget', 'unaffected', 'saved'],
    ['Needs_Fax', 'blocks', 'refused'],
    ['Needs_Origin', 'unaffected', 'saved'],
    ['Not_From_Web', 'blocks', 'refused'],
    // The default depends on who saves; it is not evaluated.
    ['Needs_Stamp', 'mayBlock', 'saved'],
    // Of checkboxes and picklists the default is not told.
    ['No_Consent', 'mayBlock', 'refused'],
    ['Needs_Grade', 'mayBlock', 'refused'],
    ['Needs_Sent', 'mayBlock', 'refused'],
    // No permission is needed to send these, so a definition need not name them.
    ['Needs_Given_Name', 'mayBlock', 'refused'],
    ['Needs_Owner', 'exempt', 'saved'],
  ];
  for (const [rule, verdict, lead] of cases) {
    it(`${rule} is ${verdict}`, async () => {
      const { verdicts, insert } = await open([rule]);
      expect(await verdicts()).to.deep.equal({ [rule]: verdict });
      const saved = insert({ LastName: 'Young', Company: 'Initech' });
      expect(saved).to.equal(lead === 'saved' ? 'saved' : 'FIELD_CUSTOM_VALIDATION_EXCEPTION');
    });
  }

  for (const column of ['DefaultValueFormula', 'IsDefaultedOnCreate']) {
    it(`does not take for blank what may have a default in an org that does not tell ${column}`, async () => {
      const { world, verdicts } = await open(['Needs_Region', 'Not_From_Web']);
      const { schema } = world.org.org;
      const particle = schema.get('entityparticle');
      if (particle === undefined) throw new Error('no EntityParticle');
      const others = particle.fields.filter(({ name }) => name !== column);
      schema.set('entityparticle', { ...particle, fields: others });
      const all = await verdicts();
      expect(all).to.deep.equal({ Needs_Region: 'mayBlock', Not_From_Web: 'mayBlock' });
    });
  }

  it('does not take for blank what a definition that names no field may send', async () => {
    const { verdicts } = await open(['Needs_Region'], []);
    expect(await verdicts()).to.deep.equal({ Needs_Region: 'mayBlock' });
  });

  it('does not take for blank what code or a flow before the save may fill', async () => {
    const validationRules = { Lead: { Needs_Region: { formula: rules.Needs_Region, message: '!' } } };
    const flow = {
      trigger: 'RecordBeforeSave' as const,
      flow: {
        start: { connector: { targetReference: 'Set' } },
        assignments: [
          {
            name: 'Set',
            assignmentItems: [
              { assignToReference: '$Record.Region__c', operator: 'Assign', value: { stringValue: 'EMEA' } },
            ],
          },
        ],
      },
    };
    for (const more of [
      { triggers: { Lead: { Fill: { events: ['BeforeInsert' as const] } } } },
      { flows: { Lead: { Fill: flow } } },
    ]) {
      saving = await openSavingWorld({ fields, validationRules, ...more }, 'Lead', ['create'], ['Sent__c']);
      expect((await saving.verdicts())['Needs_Region']).to.equal('mayBlock');
      await saving.world.close();
    }
    saving = undefined;
  });
});
