/**
 * Integration definitions that are damaged in every way: with knowledge of their structure, as text, and as files. Each is
 * refused in one sentence with its place, or it is sound and is taken.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import fc from 'fast-check';
import { parse } from 'yaml';
import IntegrationCheck from '../../../src/commands/integration/check.js';
import IntegrationDescribe from '../../../src/commands/integration/describe.js';
import IntegrationGrant from '../../../src/commands/integration/grant.js';
import { runCommand } from '../../support/commandRun.js';
import { changesBetween, noChanges, stateOf } from '../../support/orgState.js';
import { openWorld } from '../../support/world.js';
import type { World } from '../../support/world.js';
import { torture } from '../support/torture.js';
import { anyDamage, damaged, fileForms, placeForm } from './support/damage.js';
import { toJson, toNode, toYaml } from './support/document.js';
import { expectFileRefusal, expectHarmless, refusalOf, within } from './support/harmless.js';
import { hostileValues, yamlValues } from './support/hostile.js';
import { anyChange, mutateAll } from './support/mutations.js';

const admin = 'admin@example.com';

/** Every key of the language at least once. */
const everything = `
schemaVersion: 1
requiresPlugin: ">=0.1"
id: everything
label: Everything
description: A definition with all there is.
source: { title: A guide, url: "https://example.com/guide", date: 2026-01-01 }
permissionSet: Everything_Integration
requires:
  - userPermission: [ApiEnabled, RunReports]
    because: Calls the API.
  - object: [Account, Contact]
    access: [read, edit, viewAllRecords]
    minimum: [read]
    source: { title: Another guide }
  - field: [Account.Industry, Lead.mk_*__c]
    access: [edit]
    ifPresent: true
    standardized: true
  - historyTracking: Opportunity
    fields: [StageName, Amount]
    suggestedFields: [CloseDate]
    level: recommended
  - api: [rest, bulk2]
  - picklistValue: Lead.LeadSource
    value: HG Insights
    inferred: true
    level: optional
  - automation: [Lead]
    onFields: [Email]
    level: recommended
  - userPermission: ModifyAllData
    forbid: true
  - userPermission: PasswordNeverExpires
    when: { authentication: usernamePassword }
    level: optional
  - anyOf:
      - userPermission: TransferAnyEntity
      - object: Lead
        access: [modifyAllRecords]
    name: transfer
variants:
  small: { label: Small, default: true, requires: [{ object: Campaign }] }
  large: { label: Large, requires: [{ object: Campaign, access: [read, create] }, { field: Campaign.Name }] }
`;

const builtIn = ['6sense', 'ciro', 'cognism', 'hg-insights', 'runner'] as const;

type Original = { readonly id: string; readonly text: string };
const read = async (id: string): Promise<Original> => {
  const path = fileURLToPath(new URL(`../../../integrations/${id}.yml`, import.meta.url));
  return { id, text: await readFile(path, 'utf8') };
};
const originals: readonly Original[] = [
  { id: 'everything', text: everything },
  ...(await Promise.all(builtIn.map(read))),
];

const values = [...hostileValues, ...yamlValues, ...yamlValues];

/** How far below the definition that is named the damaged one stands in the chain of `extends`. */
const depth = fc.constantFrom(0, 0, 0, 1, 2);
const original = fc.nat({ max: originals.length - 1 });
/** What is asked of it; those that talk to the org are slower and come less often. */
const command = fc.constantFrom(...Array.from({ length: 14 }, () => 'describe' as const), 'check', 'grant');
const common = { original, depth, command };

const anyCase = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('structure' as const),
      ...common,
      style: fc.constantFrom('block', 'flow'),
      changes: fc.array(anyChange, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('text' as const),
      ...common,
      damages: fc.array(anyDamage, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('file' as const), ...common, form: fc.constantFrom(...fileForms) }),
  },
);
type Case = typeof anyCase extends fc.Arbitrary<infer T> ? T : never;

const contentOf = (one: Exclude<Case, { kind: 'file' }>, text: string): string | Buffer => {
  if (one.kind === 'text') return damaged(text, one.damages);
  const { node } = mutateAll(toNode(parse(text)), one.changes, values);
  return one.style === 'flow' ? toJson(node) : toYaml(node);
};

describe('damaged integration definitions', function () {
  this.timeout(0);
  let world: World;
  let folder: string;
  let refused = 0;
  let taken = 0;

  before(async () => {
    world = await openWorld({}, admin);
  });
  after(async () => {
    await world.close();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fuzz-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Writes definitions that do nothing but extend one another above the damaged one; returns the uppermost. */
  const chained = async (path: string, levels: number): Promise<string> => {
    let below = path;
    for (let level = 1; level <= levels; level += 1) {
      const above = join(folder, `above-${level}.yml`);
      await writeFile(above, `schemaVersion: 1\nid: above-${level}\nlabel: Above\nextends: ${JSON.stringify(below)}\n`);
      below = above;
    }
    return below;
  };

  torture(
    import.meta.url,
    'are refused in one sentence with their place, or are sound',
    { short: 90, long: 3000 },
    anyCase,
    async (one) => {
      const { id, text } = originals[one.original] ?? { id: '', text: '' };
      const name = `${id}.yml`;
      const path = one.kind === 'file' ? await placeForm(one.form, folder, name, text) : join(folder, name);
      if (one.kind !== 'file') {
        await rm(path, { recursive: true, force: true });
        await writeFile(path, contentOf(one, text));
      }
      const reference = await chained(path, one.depth);
      const before = stateOf(world.org.org);
      const target = ['-o', admin, '-u', 'cognism@example.com', '-i', reference];
      const run = {
        describe: () => runCommand(world.org, IntegrationDescribe, ['-i', reference]),
        check: () => runCommand(world.org, IntegrationCheck, target),
        grant: () => runCommand(world.org, IntegrationGrant, [...target, '--dry-run']),
      }[one.command as 'describe'];
      const ran = await within(6, run);
      expectHarmless(ran.text);
      expect(changesBetween(before, stateOf(world.org.org)), 'in the org').to.deep.equal(noChanges);
      const error = refusalOf(ran);
      if (error === undefined) {
        taken += 1;
        expect(ran.exitCode).to.be.oneOf(one.command === 'describe' ? [0] : [0, 1, 3]);
        return;
      }
      refused += 1;
      // Whose chain is broken at a place is said by the file that has the place.
      expectFileRefusal(ran, error, one.kind === 'file' && one.form === 'long name' ? 'nnn' : '.yml');
      if (one.kind !== 'file' && !/UTF-8|larger than/.test(error.message))
        expect(error.message, 'names the place').to.match(/\.yml:\d+:\d+: \S/);
      expect(ran.requests, 'no request for what needs none').to.be.empty;
    },
  );

  it('are neither all refused nor all sound', () => {
    expect(refused).to.be.greaterThan(taken);
    expect(taken).to.be.greaterThan(0);
  });
});
