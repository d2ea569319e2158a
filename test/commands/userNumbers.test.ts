import { expect } from 'chai';
import { patchRow } from '../local-org/permissions/rowStore.js';
import { rowsOf } from '../local-org/permissions/orgTables.js';
import { openSavingWorld } from '../support/savingWorld.js';
import type { SavingWorld } from '../support/savingWorld.js';

/** Rules that go by a number of the user: a level, an amount, a share. */
describe('rules over numbers of the user', function () {
  this.timeout(60_000);
  let saving: SavingWorld | undefined;
  afterEach(async () => {
    await saving?.world.close();
    saving = undefined;
  });

  const rules = {
    Level_Below_Five: '$User.Level__c < 5',
    Level_Above_Five: '$User.Level__c >= 5',
    Limit_Below_Five: '$User.Limit__c < 5',
    Level_Above_Hundred: '$User.Level__c > 100',
    Share_Below_Five: '$User.Share__c < 5',
    Share_Above_Half: '$User.Share__c >= 0.5',
  };
  const validationRules = {
    Lead: Object.fromEntries(Object.entries(rules).map(([name, formula]) => [name, { formula, message: `${name}!` }])),
  };
  const fields = { User: { Level__c: 'double(3,0)', Limit__c: 'currency(16,2)', Share__c: 'percent(3,0)' } };
  const own = { Level__c: 9, Limit__c: 40, Share__c: 40 };
  const open = async (): Promise<SavingWorld> => {
    saving = await openSavingWorld({ fields, validationRules }, 'Lead', ['create'], ['Phone']);
    const { org } = saving.world.org;
    const user = rowsOf(org, 'User').find((row) => row['Username'] === 'hginsights@example.com');
    if (!user) throw new Error('nobody');
    patchRow(org, 'User', user, own);
    return saving;
  };
  const told = {
    Level_Below_Five: 'exempt',
    Level_Above_Five: 'blocks',
    Limit_Below_Five: 'exempt',
    Level_Above_Hundred: 'exempt',
    Share_Below_Five: 'blocks',
    Share_Above_Half: 'exempt',
  };

  const untold = Object.fromEntries(Object.keys(told).map((name) => [name, 'unjudged']));

  it('are judged by the type of the field, as the org judges them', async () => {
    const { verdicts, insert } = await open();
    expect(await verdicts()).to.deep.equal(told);
    expect(insert({ LastName: 'Young', Company: 'Initech' })).to.equal('FIELD_CUSTOM_VALIDATION_EXCEPTION');
  });

  it('are judged only where a number and a percentage come to the same where types are not told', async () => {
    const { world, verdicts } = await open();
    // An org that does not say what sort of fields they are.
    const user = world.org.org.schema.get('user');
    if (user === undefined) throw new Error('no User');
    const { fields: all } = user;
    world.org.org.schema.set('user', {
      ...user,
      fields: all.map((field) => (field.name in own ? { ...field, type: 'anyType' as const } : field)),
    });
    expect(await verdicts()).to.deep.equal({ ...untold, Level_Above_Hundred: 'exempt' });
  });
});
