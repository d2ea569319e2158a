/**
 * What explain says would be lost without a permission set or a group is what a check finds lost in an org that never had it.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import IntegrationExplain from '../../../src/commands/integration/explain.js';
import type { ExplainResult } from '../../../src/report/explain/explainResult.js';
import { loadScenario } from '../../local-org/scenarios/loadScenario.js';
import type { Scenario } from '../../local-org/scenarios/scenarioFormat.js';
import { check, only } from '../../support/checking.js';
import { runCommand } from '../../support/commandRun.js';
import { openWorld } from '../../support/world.js';
import type { World } from '../../support/world.js';
import { torture } from '../support/torture.js';

const admin = 'admin@example.com';
const user = 'random@example.com';
const words = ['read', 'create', 'edit', 'delete', 'viewAllRecords', 'modifyAllRecords'] as const;
/** Nothing rests on them, so that muting one of them takes nothing else along. */
const permissions = ['ApiEnabled', 'ViewAllUsers', 'ViewAllActivities', 'ExportReport', 'ActivitiesAccess'] as const;
const broad = ['ViewAllData', 'EditTask'] as const;
const objects = ['Account', 'Lead', 'Product2', 'Region__c'] as const;
const fields = ['Account.Website', 'Account.BillingAddress', 'Lead.Email', 'Lead.mk_Fit__c'] as const;

type Grants = { userPermissions: string[]; objects: Record<string, string>; fields: Record<string, 'read' | 'edit'> };

const grants = (names: readonly string[]): fc.Arbitrary<Grants> =>
  fc.record({
    userPermissions: fc.subarray([...names]),
    objects: fc.dictionary(
      fc.constantFrom(...objects),
      fc.subarray([...words], { minLength: 1 }).map((some) => some.join(' ')),
      { maxKeys: 3 },
    ),
    fields: fc.dictionary(fc.constantFrom(...fields), fc.constantFrom('read' as const, 'edit' as const)),
  });

const names = ['One', 'Two', 'Three', 'Both'] as const;
type Name = (typeof names)[number];

type Case = {
  sets: Record<'One' | 'Two' | 'Three', Grants>;
  muting: Grants;
  assigned: Name[];
  expired: boolean;
  gone: Name;
};

const cases: fc.Arbitrary<Case> = fc.record({
  sets: fc.record({
    One: grants([...permissions, ...broad]),
    Two: grants([...permissions, ...broad]),
    Three: grants([...permissions, ...broad]),
  }),
  muting: grants(permissions),
  assigned: fc.subarray([...names], { minLength: 1 }),
  expired: fc.boolean(),
  gone: fc.constantFrom(...names),
});

/** @param gone what is left out, of assignments and of the group alike */
const scenarioOf = ({ sets, muting, assigned, expired }: Case, gone: Name | null): Partial<Scenario> => {
  const members = (['One', 'Two'] as const).filter((name) => name !== gone);
  const has = (name: Name): boolean => assigned.includes(name) && name !== gone;
  return {
    permissionSets: sets,
    permissionSetGroups: { Both: { permissionSets: [...members], muting } },
    profiles: { Nothing: { license: 'Salesforce' } },
    users: {
      random: {
        lastName: 'Random',
        profile: 'Nothing',
        permissionSets: [
          ...(['One', 'Two'] as const).filter(has),
          ...(has('Three') ? [expired ? { name: 'Three', expires: '2025-01-01T00:00:00Z' } : 'Three'] : []),
        ],
        permissionSetGroups: has('Both') ? ['Both'] : [],
      },
    },
    records: {},
    rows: {},
  };
};

const definition = [
  'schemaVersion: 1',
  'id: everything',
  'label: Everything',
  'requires:',
  `  - userPermission: [${[...permissions, ...broad].join(', ')}]`,
  '    because: All of them.',
  `  - object: [${objects.join(', ')}, Task]`,
  `    access: [${words.join(', ')}]`,
  '    because: All of them.',
  ...['read', 'edit'].flatMap((access) => [
    `  - field: [${fields.join(', ')}, Account.BillingCity]`,
    `    access: [${access}]`,
    '    because: All of them.',
  ]),
  '',
].join('\n');

/** How much of each need is there: 2 all of it, 1 its minimum, 0 nothing. */
const thereIn = async (world: World, file: string): Promise<Map<string, number>> => {
  const { findings } = only(await check(world.org, '-o', admin, '-u', user, '-i', file));
  const rank = (status: string): number => (status === 'met' ? 2 : status === 'degraded' ? 1 : 0);
  return new Map(findings.map(({ id, status }) => [id, rank(status)]));
};

describe('laws of what would be lost', () => {
  torture(
    import.meta.url,
    'is what a check finds lost in an org that never had it',
    { short: 25, long: 2_000 },
    cases,
    async (value) => {
      const folder = await mkdtemp(join(tmpdir(), 'explain-'));
      const file = join(folder, 'everything.yml');
      await writeFile(file, definition);
      const world = await openWorld({ org: loadScenario('default', scenarioOf(value, null)) }, admin);
      const then = await openWorld({ org: loadScenario('default', scenarioOf(value, value.gone)) }, admin);
      try {
        const ran = await runCommand<ExplainResult>(world.org, IntegrationExplain, [
          ...['-o', admin, '-u', user, '-i', file, '--without', value.gone],
        ]);
        if ('error' in ran.outcome) throw ran.outcome.error;
        const [before, after] = [await thereIn(world, file), await thereIn(then, file)];
        const lost = [...before].flatMap(([id, rank]) => (rank > (after.get(id) ?? 0) ? [id] : [])).sort();
        expect([...(ran.outcome.result.without?.loses ?? [])].sort()).to.deep.equal(lost);
      } finally {
        await world.close();
        await then.close();
        await rm(folder, { recursive: true, force: true });
      }
    },
    ({ gone, assigned }) => ({ [gone]: true, [assigned.includes(gone) ? 'assigned' : 'not assigned']: true }),
  );
});
