import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { listBuiltIn } from '../../src/files/loadDefinition.js';
import type { GrantResult } from '../../src/report/grant/grantResult.js';
import { effectiveAccess } from '../local-org/permissions/effectiveAccess.js';
import type { Org } from '../local-org/model/orgModel.js';
import { check, only } from '../support/checking.js';
import { isFirstVendor } from '../support/firstVendors.js';
import { runsNow } from '../support/largeMatrix.js';
import { grant, isWrite, revoke, stepsOf } from '../support/granting.js';
import { expectAgreement } from '../support/oracle.js';
import { changesBetween, noChanges, permissionFacts, rememberTables, stateOf } from '../support/orgState.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { allowOrgWide } from '../support/allowOrgWide.js';

const admin = 'admin@example.com';

const vendors = (await listBuiltIn())
  .filter(isFirstVendor)
  .flatMap(({ id, variants }) => (variants.length === 0 ? [id] : variants.map(({ name }) => `${id}@${name}`)));

/** Facts that a plan says it will make, `object:*:read` standing for any object. */
const announced = ({ plan }: GrantResult): { facts: Set<string>; platform: RegExp[] } => {
  const { name, exists } = plan.permissionSet;
  const withRead = (id: string): string[] => (/^field:.*:edit$/.test(id) ? [id, id.replace(/edit$/, 'read')] : [id]);
  return {
    facts: new Set([
      ...(exists || plan.adds.length === 0 ? [] : [name]),
      ...plan.adds.flatMap(({ id }) => withRead(id)).map((id) => `${name} ${id}`),
      ...plan.users.flatMap(({ username, assign, licenses }) => [
        ...(assign ? [`${name} -> ${username}`] : []),
        ...licenses.map((license) => `license ${license} -> ${username}`),
      ]),
    ]),
    platform: plan.platformAdds.map((id) => new RegExp(`^${name} ${id.replace('*', '\\w+')}$`)),
  };
};

/** What the org has more than before is what the plan said, all of it and nothing else. */
const expectAsAnnounced = (result: GrantResult, before: Set<string>, after: Set<string>): void => {
  const { facts, platform } = announced(result);
  const appeared = [...after].filter((fact) => !before.has(fact));
  const surplus = appeared.filter((fact) => !facts.has(fact) && !platform.some((pattern) => pattern.test(fact)));
  expect(surplus, 'beyond the plan').to.deep.equal([]);
  expect(
    [...facts].filter((fact) => !after.has(fact)),
    'planned and not there',
  ).to.deep.equal([]);
  expect(
    [...facts].filter((fact) => before.has(fact)),
    'planned although it was there',
  ).to.deep.equal([]);
  expect(
    [...before].filter((fact) => !after.has(fact)),
    'gone',
  ).to.deep.equal([]);
};

/** What is left to people: nothing, but for what a license does not allow. */
const expectedManual: Readonly<Record<string, readonly string[]>> = {
  'cognism to api@example.com': ['userPermission:CustomizeApplication'],
};

const receivers = [
  { who: 'a brand-new integration user', user: 'api@example.com' },
  { who: 'a standard user', user: 'standard@example.com' },
];

const touchable =
  /^(PermissionSet|ObjectPermissions|FieldPermissions|PermissionSetAssignment|PermissionSetLicenseAssign)\//;

const idOf = (org: Org, username: string): string =>
  [...(org.tables.get('User') ?? [])].find(([, row]) => row['Username'] === username)?.[0] ?? '';

describe('integration grant of every built-in definition', function () {
  this.timeout(60_000);
  let world: World;
  let restore: () => void;
  const table: string[] = [];

  before(async () => {
    world = await openWorld({ scenario: 'default' }, admin);
    // The org's API version is asked once for each login: sf does that for every command.
    await check(world.org, '-o', admin, '-i', '6sense');
    restore = rememberTables(world.org.org);
  });
  afterEach(() => restore());
  after(async () => {
    await world.close();
    process.stdout.write(`      ${'granted'.padEnd(56)}requests adds manual\n${table.join('\n')}\n`);
  });

  // A push grants each of them to one of the two (`largeMatrix.ts`).
  for (const [row, reference] of vendors.entries()) {
    for (const [column, { who, user }] of receivers.entries()) {
      if (!runsNow(row, column, 2)) continue;
      it(`${reference} to ${who}: exactly the plan, proved, nothing on the second run, and back again`, async () => {
        const { org } = world.org;
        const receipt = join(world.folder, `${reference}-${user}.json`);
        const target = ['-o', admin, '-u', user, '-i', reference];
        const before = { state: stateOf(org), facts: permissionFacts(org) };

        const first = await grant(world.org, ...target, '--no-prompt', ...allowOrgWide, '--save-receipt', receipt);
        const { result } = first;
        // Before and after, automation and picklists take up to two more (HG Insights asks about them).
        const most = reference.startsWith('hg-insights') ? 11 : 10;
        expect(first.requests.length, 'requests of one grant').to.be.at.most(most);
        table.push(
          `      ${`${reference} to ${user}`.padEnd(56)}${String(first.requests.length).padStart(8)} ${String(result.plan.adds.length).padStart(4)} ${String(result.plan.manual.length).padStart(6)}`,
        );
        expect(result.outcomes.filter((outcome) => !['done', 'alreadyDone'].includes(outcome.result))).to.deep.equal(
          [],
        );
        const after = { state: stateOf(org), facts: permissionFacts(org) };
        expectAsAnnounced(result, before.facts, after.facts);
        const changes = changesBetween(before.state, after.state);
        expect(changes.disappeared).to.deep.equal([]);
        expect(changes.appeared.filter((key) => !touchable.test(key))).to.deep.equal([]);
        // Seats in use are counted by the platform.
        expect(changes.changed.filter((key) => !key.startsWith('PermissionSetLicense/'))).to.deep.equal([]);
        const own = [...(org.tables.get('PermissionSet')?.values() ?? [])].find(
          (row) => row['Name'] === result.plan.permissionSet.name,
        );
        if (result.plan.adds.length > 0) expect(own).to.include({ LicenseId: null, HasActivationRequired: false });

        const checked = await check(world.org, '-o', admin, '-u', user, '-i', reference);
        const one = only(checked);
        expectAgreement(org, one);
        const open = one.findings.filter(
          ({ status, level }) => level === 'required' && ['unmet', 'impossible', 'unknown'].includes(status),
        );
        const manual = result.plan.manual.filter(({ level }) => level === 'required').map(({ id }) => id);
        expect(open.map(({ id }) => id)).to.deep.equal(manual);
        expect(manual).to.deep.equal(expectedManual[`${reference} to ${user}`] ?? []);
        expect(checked.exitCode).to.equal(manual.length === 0 ? 0 : 1);
        expect(first.exitCode, 'grant ends as check does').to.equal(checked.exitCode);
        expect(result.after).to.deep.equal(checked.result.checks);
        expect(effectiveAccess(org, idOf(org, user)).userPermission('ManageUsers')).to.equal(false);

        const untouched = [...(org.tables.get('PermissionSet')?.values() ?? [])].map((row) => row['SystemModstamp']);
        const second = await grant(world.org, ...target, '--no-prompt');
        expect(second.requests.filter(isWrite)).to.deep.equal([]);
        expect(second.exitCode).to.equal(checked.exitCode);
        expect(second.result.outcomes).to.deep.equal([]);
        expect(second.text).to.include('Nothing to write');
        expect(changesBetween(after.state, stateOf(org))).to.deep.equal(noChanges);
        expect(
          [...(org.tables.get('PermissionSet')?.values() ?? [])].map((row) => row['SystemModstamp']),
        ).to.deep.equal(untouched);

        if (result.outcomes.length === 0) {
          expect(await readFile(receipt, 'utf8').catch(() => 'none')).to.equal('none');
          return;
        }
        const back = await revoke(world.org, '-o', admin, '--receipt', receipt, '--delete', '--no-prompt');
        expect(back.exitCode, back.text).to.equal(0);
        expect(stepsOf(back.result.outcomes).filter((step) => !step.endsWith(' done'))).to.deep.equal([]);
        expect(changesBetween(before.state, stateOf(org))).to.deep.equal(noChanges);
        expect(permissionFacts(org)).to.deep.equal(before.facts);
        expect((await readFile(receipt, 'utf8')).length).to.be.greaterThan(10);
      });
    }
  }
});
