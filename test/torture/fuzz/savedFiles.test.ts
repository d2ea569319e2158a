/**
 * Reviewed plans and receipts that are damaged in every way. A plan is refused, or does exactly what it said when it was
 * whole; a receipt is refused, or takes back something of its own permission set, and never gives anybody anything.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import IntegrationGrant from '../../../src/commands/integration/grant.js';
import IntegrationRevoke from '../../../src/commands/integration/revoke.js';
import { loadScenario } from '../../local-org/scenarios/loadScenario.js';
import { runCommand } from '../../support/commandRun.js';
import { makeDefinitions } from '../../support/definitions.js';
import type { Definitions } from '../../support/definitions.js';
import { grant, isWrite } from '../../support/granting.js';
import { changesBetween, noChanges, permissionFacts } from '../../support/orgState.js';
import { openWorld } from '../../support/world.js';
import type { World } from '../../support/world.js';
import { torture } from '../support/torture.js';
import { anyDamage, damaged, fileForms, placeForm } from './support/damage.js';
import { toJson, toNode } from './support/document.js';
import { expectFileRefusal, expectHarmless, expectSentence, refusalOf, within } from './support/harmless.js';
import { anyChange, mutateAll } from './support/mutations.js';
import { remember, wholeState } from './support/remember.js';
import { ownedBy } from '../../support/ownSet.js';

const admin = 'admin@example.com';

const scenario = () =>
  loadScenario('default', {
    permissionSets: {
      Integration_extended: {
        description: ownedBy('extended'),
        userPermissions: ['RunReports'],
        objects: { Account: 'read' },
      },
    },
    users: {
      half: { profile: 'Minimum Access - Salesforce', permissionSets: ['Integration_extended'] },
      bare: { profile: 'Minimum Access - API Only Integrations' },
    },
  });

const rules = [
  { userPermission: ['ApiEnabled', 'RunReports'] },
  { object: 'Account', access: ['read', 'edit'] },
  { field: ['Account.Industry', 'Account.Website'], access: ['edit'] },
  { object: 'Contact' },
];

/** Two grants: one makes a permission set and gives a license, one extends a set that is there. */
const grants = [
  { id: 'made', user: 'bare@example.com' },
  { id: 'extended', user: 'half@example.com' },
] as const;

const which = fc.nat({ max: grants.length - 1 });
const anyCase = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('structure' as const),
      which,
      changes: fc.array(anyChange, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('text' as const),
      which,
      damages: fc.array(anyDamage, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('file' as const), which, form: fc.constantFrom(...fileForms) }),
  },
);
type Case = typeof anyCase extends fc.Arbitrary<infer T> ? T : never;

const isSubset = (part: ReadonlySet<string>, whole: ReadonlySet<string>): string[] =>
  [...part].filter((one) => !whole.has(one));

describe('damaged files of a grant', function () {
  this.timeout(0);
  let world: World;
  let definitions: Definitions;
  let folder: string;
  let fresh: () => void;
  /** Of each grant: its files, what the org holds afterwards, and what puts that state back. */
  const made: Array<{
    reference: string;
    plan: string;
    receipt: string;
    facts: ReadonlySet<string>;
    granted: () => void;
  }> = [];

  const facts = (): Set<string> => permissionFacts(world.org.org);

  before(async () => {
    world = await openWorld({ org: scenario() }, admin);
    definitions = await makeDefinitions();
    folder = await mkdtemp(join(tmpdir(), 'fuzz-'));
    fresh = remember(world.org.org);
    for (const { id, user } of grants) {
      const reference = await definitions.define(id, rules);
      const [plan, receipt] = [join(folder, `${id}.plan.json`), join(folder, `${id}.receipt.json`)];
      const target = ['-o', admin, '-u', user, '-i', reference];
      await grant(world.org, ...target, '--dry-run', '--save-plan', plan);
      const { exitCode } = await grant(world.org, ...target, '--no-prompt', '--plan', plan, '--save-receipt', receipt);
      expect(exitCode, 'the grant itself').to.equal(0);
      made.push({
        reference,
        plan: await readFile(plan, 'utf8'),
        receipt: await readFile(receipt, 'utf8'),
        facts: facts(),
        granted: remember(world.org.org),
      });
      fresh();
    }
  });
  after(async () => {
    await world.close();
    await definitions.remove();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(() => fresh());

  /** Puts the damaged file there; `isJson` where its text can still be told apart. */
  const put = async (one: Case, name: string, content: string): Promise<string> => {
    const path = one.kind === 'file' ? await placeForm(one.form, folder, name, content) : join(folder, name);
    if (one.kind === 'file') return path;
    await rm(path, { recursive: true, force: true });
    const text =
      one.kind === 'text'
        ? damaged(content, one.damages)
        : toJson(mutateAll(toNode(JSON.parse(content)), one.changes).node);
    await writeFile(path, text);
    return path;
  };
  const nameIn = (one: Case, name: string): string => (one.kind === 'file' && one.form === 'long name' ? 'nnn' : name);

  torture(
    import.meta.url,
    'a damaged plan is refused in one sentence, or is the plan that was reviewed',
    { short: 20, long: 400 },
    anyCase,
    async (one) => {
      const [of, own] = [grants[one.which], made[one.which]];
      if (of === undefined || own === undefined) throw new Error('no such grant');
      fresh();
      const path = await put(one, 'a.plan.json', own.plan);
      const before = wholeState(world.org.org);
      const argv = ['-o', admin, '-u', of.user, '-i', own.reference, '--no-prompt', '--plan', path];
      const ran = await within(6, () => runCommand(world.org, IntegrationGrant, argv));
      expectHarmless(ran.text);
      const error = refusalOf(ran);
      if (error === undefined) {
        expect(ran.exitCode).to.equal(0);
        expect([...facts()].sort(), 'what was reviewed').to.deep.equal([...own.facts].sort());
        return;
      }
      expect(changesBetween(before, wholeState(world.org.org)), 'in the org').to.deep.equal(noChanges);
      if (error.name.startsWith('File')) {
        expectFileRefusal(ran, error, nameIn(one, 'a.plan.json'));
        expect(ran.requests, 'no request for what needs none').to.be.empty;
        return;
      }
      // A plan of the right shape is held against the org.
      expect(error.name).to.be.oneOf([
        'PlanEditedError',
        'PlanChangedError',
        'PlanDefinitionChangedError',
        'PlanOfAnotherOrgError',
        // The name in the request was damaged.
        'BadSetNameError',
      ]);
      expect(ran.exitCode).to.equal(2);
      expectSentence(error);
    },
  );

  torture(
    import.meta.url,
    'a damaged receipt is refused in one sentence, or takes back from its own permission set alone',
    { short: 25, long: 600 },
    fc.record({
      one: anyCase,
      argv: fc.constantFrom<readonly string[]>(['--no-prompt'], ['--no-prompt', '--delete'], ['--dry-run']),
    }),
    async ({ one, argv }) => {
      const [of, own] = [grants[one.which], made[one.which]];
      if (of === undefined || own === undefined) throw new Error('no such grant');
      own.granted();
      const path = await put(one, 'a.receipt.json', own.receipt);
      const before = wholeState(world.org.org);
      const ran = await within(6, () =>
        runCommand(world.org, IntegrationRevoke, ['-o', admin, '--receipt', path, ...argv]),
      );
      expectHarmless(ran.text);
      const error = refusalOf(ran);
      if (error !== undefined) {
        expect(changesBetween(before, wholeState(world.org.org)), 'in the org').to.deep.equal(noChanges);
        expect(ran.exitCode).to.equal(2);
        expectSentence(error);
        // What a receipt of the right shape names may be no definition, no user, or of another org.
        if (/^File(Missing|NotUtf8|NotJson|NotOurs)Error$/.test(error.name)) {
          expectFileRefusal(ran, error, nameIn(one, 'a.receipt.json'));
          expect(ran.requests, 'no request for what needs none').to.be.empty;
        }
        return;
      }
      expect(ran.exitCode).to.be.oneOf(argv.includes('--dry-run') ? [0, 1] : [0, 2, 68]);
      const after = facts();
      expect(isSubset(after, own.facts), 'nobody gets anything').to.be.empty;
      const lost = isSubset(own.facts, after);
      const foreign = lost.filter((fact) => !fact.startsWith(`Integration_${of.id}`) && !fact.startsWith('license '));
      expect(foreign, 'other permission sets').to.be.empty;
      if (argv.includes('--dry-run') || ran.exitCode === 2) {
        expect(changesBetween(before, wholeState(world.org.org)), 'in the org').to.deep.equal(noChanges);
        expect(ran.requests.filter(isWrite).filter(({ path: url }) => url.includes('/graph')).length).to.be.lessThan(
          argv.includes('--dry-run') ? 1 : 9,
        );
      }
    },
  );
});
