/** Random automation in an embedded org that executes it: what check says of each rule is held against real saves. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { OrgError } from '../../local-org/model/orgModel.js';
import type { Caller, Row } from '../../local-org/model/orgModel.js';
import { insertRow, updateRow } from '../../local-org/permissions/dml.js';
import { idOf, rowById, rowsOf } from '../../local-org/permissions/orgTables.js';
import { patchRow, storeNewRow } from '../../local-org/permissions/rowStore.js';
import { loadScenario } from '../../local-org/scenarios/loadScenario.js';
import { storeAutomation } from '../../local-org/scenarios/storeAutomation.js';
import { check, only } from '../../support/checking.js';
import { rememberTables } from '../../support/orgState.js';
import { openWorld } from '../../support/world.js';
import type { World } from '../../support/world.js';
import { torture } from '../support/torture.js';
import { randomGlobals, randomRecord } from './support/formulaWorld.js';
import type { GlobalValues, RecordValues } from './support/formulaWorld.js';
import { fileOf } from './support/product.js';
import { randomAutomation } from './support/randomAutomation.js';
import { objectFields } from './support/randomFormula.js';
import type { FieldName } from './support/randomFormula.js';

const admin = 'admin@example.com';
const integration = 'hginsights@example.com';

const custom = (name: string): boolean => name.endsWith('__c');
const lineOf: Readonly<Record<string, string>> = {
  string: 'string(80)',
  double: 'double(16,2)',
  boolean: 'boolean',
  date: 'date',
  multipicklist: 'multipicklist(200); values=a|b|Web',
};
const leadFields = Object.fromEntries(
  Object.entries<string>(objectFields)
    .filter(([name]) => custom(name))
    .map(([name, type]) => [name, lineOf[type] ?? 'string(80)']),
);

/** Owners are people of the org; nobody sends one here. */
const writable = (Object.keys(objectFields) as FieldName[]).filter((name) => name !== 'OwnerId');

type Save = { readonly sends: readonly boolean[]; readonly sent: RecordValues; readonly stored: RecordValues };
type Case = {
  readonly automation: typeof randomAutomation extends fc.Arbitrary<infer T> ? T : never;
  readonly user: GlobalValues;
  readonly written: readonly FieldName[];
  readonly operations: ReadonlyArray<'create' | 'edit'>;
  readonly saves: readonly Save[];
};
const cases: fc.Arbitrary<Case> = fc.record({
  automation: randomAutomation,
  user: randomGlobals,
  written: fc.uniqueArray(fc.constantFrom(...writable), { maxLength: 5 }),
  operations: fc.constantFrom<ReadonlyArray<'create' | 'edit'>>(['create'], ['edit'], ['create', 'edit']),
  saves: fc.array(
    fc.record({
      sends: fc.array(fc.boolean(), { minLength: writable.length, maxLength: writable.length }),
      sent: randomRecord,
      stored: randomRecord,
    }),
    { minLength: 6, maxLength: 6 },
  ),
});

/** What came of a save: the record, or all that was said. */
const outcome = (run: () => string): { id: string; saved: boolean; said: string } => {
  try {
    return { id: run(), saved: true, said: '' };
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    return { id: '', saved: false, said: [error, ...error.further].map(({ message }) => message).join(' ') };
  }
};

describe('random automation in an embedded org', function () {
  this.timeout(60_000);
  let world: World;
  let definition: string;
  let caller: Caller;
  let restore: () => void;
  const met = new Map<string, number>();

  before(async () => {
    world = await openWorld(
      {
        org: loadScenario('hgInsightsClean', {
          fields: {
            Lead: leadFields,
            User: { Bypass__c: 'boolean', Level__c: 'double(16,2)', Until__c: 'date' },
            Switch__c: { Off__c: 'boolean', Objects__c: 'string(80)' },
          },
          objects: { Switch__c: { customSetting: true } },
          rows: {
            CustomPermission: ['Bypass', 'Manage'].map((name) => ({ DeveloperName: name, MasterLabel: name })),
          },
        }),
      },
      admin,
    );
    const { org } = world.org;
    // Every org has a default status for leads.
    const lead = org.schema.get('lead');
    if (lead === undefined) throw new Error('no Lead');
    const fields = lead.fields.map((field) => ({
      ...field,
      picklistValues: field.picklistValues.map((value, at) => ({
        ...value,
        defaultValue: field.name === 'Status' && at === 0,
      })),
    }));
    org.schema.set('lead', { ...lead, fields });
    caller = {
      userId: idOf(rowsOf(org, 'User').find((row) => row['Username'] === integration) ?? {}),
      apiVersion: 66,
    };
    definition = join(world.home, 'acme.yml');
    await check(world.org, '-o', admin, '-i', '6sense');
    restore = rememberTables(org);
  });
  after(() => world.close());

  /** The user with what formulas may ask about. */
  const storeUser = (values: GlobalValues): void => {
    const { org } = world.org;
    const user = rowById(org, 'User', caller.userId) ?? {};
    patchRow(org, 'User', user, {
      Bypass__c: values['$User.Bypass__c'],
      Level__c: values['$User.Level__c'],
      Until__c: values['$User.Until__c'],
      Title: values['$User.Title'],
    });
    storeNewRow(org, 'Switch__c', {
      SetupOwnerId: caller.userId,
      Off__c: values['$Setup.Switch__c.Off__c'],
      Objects__c: values['$Setup.Switch__c.Objects__c'],
    });
    const set = rowsOf(org, 'PermissionSet').find((row) => row['Name'] === 'HG_Insights_Access');
    for (const name of ['Bypass', 'Manage'] as const) {
      const permission = rowsOf(org, 'CustomPermission').find((row) => row['DeveloperName'] === name);
      if (values[`$Permission.${name}`] === true)
        storeNewRow(org, 'SetupEntityAccess', {
          ParentId: set?.['Id'] ?? null,
          SetupEntityId: permission?.['Id'] ?? null,
          SetupEntityType: 'CustomPermission',
        });
    }
  };

  const verdicts = async (): Promise<Record<string, string>> => {
    const { findings } = only(await check(world.org, '-o', admin, '-u', integration, '-i', definition));
    const finding = findings.find(({ id }) => id === 'automation:Lead');
    expect(finding?.details, `${finding?.status} ${finding?.code}`).to.not.equal(undefined);
    return Object.fromEntries((finding?.details ?? []).map(({ name, verdict }) => [name, verdict]));
  };

  const valuesOf = (record: RecordValues, names: readonly FieldName[]): Row =>
    Object.fromEntries(names.map((name) => [name, record[name]]));

  /** A stored lead, as somebody saved it one day: with a status, as every lead has one. */
  const storedLead = (record: RecordValues): string => {
    const values = { ...valuesOf(record, writable), Status: record.Status ?? 'Web', OwnerId: caller.userId };
    return idOf(storeNewRow(world.org.org, 'Lead', { LastName: 'Young', ...values }));
  };

  const harmless = (verdict: string | undefined): boolean => verdict === 'exempt' || verdict === 'unaffected';

  torture(
    import.meta.url,
    'no verdict is refuted by a save',
    { short: 200, long: 3000 },
    cases,
    async ({ automation, user, written, operations, saves }) => {
      const { org } = world.org;
      try {
        storeUser(user);
        storeAutomation(
          org,
          { description: '', ...automation },
          () => '',
          (_, run) => run(),
        );
        await writeFile(
          definition,
          fileOf([
            { object: ['Lead'], access: [...operations] },
            ...(written.length === 0
              ? []
              : [{ field: written.map((name) => `Lead.${name}`), access: ['edit' as const] }]),
            { automation: ['Lead'] },
          ]),
        );
        const told = await verdicts();
        for (const verdict of Object.values(told)) met.set(verdict, (met.get(verdict) ?? 0) + 1);
        const isQuiet = Object.entries(told).every(([name, verdict]) => name.startsWith('Rule') || harmless(verdict));
        for (const { sends, sent, stored } of saves) {
          const values = valuesOf(
            sent,
            writable.filter((name, at) => written.includes(name) && sends[at]),
          );
          const update = (id: string, changes: Row): string => {
            updateRow(org, caller, 'Lead', id, changes);
            return id;
          };
          const outcomes = operations.map((operation) => {
            if (operation === 'create') {
              const lead = { LastName: 'Young', Company: sent.Company, ...values };
              return { operation, edited: null, ...outcome(() => insertRow(org, caller, 'Lead', lead)) };
            }
            const edited = storedLead(stored);
            return { operation, edited, ...outcome(() => update(edited, values)) };
          });
          for (const { operation, edited, id, saved, said } of outcomes) {
            const shown = `${operation} ${JSON.stringify(values)} of ${JSON.stringify(stored)}: ${said}`;
            for (const [name, verdict] of Object.entries(told)) {
              if (!harmless(verdict) || !said.includes(`${name}!`)) continue;
              // A record that broke the rule when it was saved is refused whatever is changed.
              const again = edited === null ? undefined : outcome(() => update(edited, {}));
              expect(
                verdict === 'unaffected' && again?.said.includes(`${name}!`),
                `${name} ${verdict}: ${shown}`,
              ).to.equal(true);
            }
            if (!saved || !isQuiet) continue;
            const row = rowById(org, 'Lead', id);
            for (const [name, value] of Object.entries(values))
              // A required field with a default gets that in place of nothing (fact H9).
              if (name !== 'Status' || value !== null || operation !== 'create')
                expect(row?.[name] ?? null, `${name}: ${shown}`).to.deep.equal(value);
          }
          for (const [name, verdict] of Object.entries(told))
            if (verdict === 'blocks')
              expect(
                outcomes.some(({ saved }) => !saved),
                `${name} blocks: ${JSON.stringify(values)}`,
              ).to.equal(true);
        }
      } finally {
        restore();
      }
    },
  );

  it('meets every verdict among them', () => {
    expect([...met.keys()]).to.include.members(['blocks', 'exempt', 'mayBlock', 'unaffected']);
  });
});
