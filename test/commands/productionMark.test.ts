import { expect } from 'chai';
import Check from '../../src/commands/integration/check.js';
import Grant from '../../src/commands/integration/grant.js';
import Health from '../../src/commands/integration/health.js';
import HistoryTracking from '../../src/commands/integration/history-tracking.js';
import Revoke from '../../src/commands/integration/revoke.js';
import type { Row } from '../local-org/model/orgModel.js';
import { storeRow } from '../local-org/permissions/rowStore.js';
import { runCommand } from '../support/commandRun.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const end = '2027-01-01T00:00:00.000Z';

/** Before anything is written people have to see whether others work in this org. */
describe('which org it is that is written to', function () {
  this.timeout(60_000);
  let world: World;
  const organization = (): Row => {
    const [row] = [...(world.org.org.tables.get('Organization') ?? [])];
    return row?.[1] ?? {};
  };
  beforeEach(async () => {
    world = await openWorld({ scenario: 'default' }, admin);
  });
  afterEach(() => world.close());

  const shown = async (command: Parameters<typeof runCommand>[1], ...argv: string[]): Promise<string> =>
    (await runCommand(world.org, command, ['-o', admin, ...argv])).text;
  const planFor = (): Promise<string> => shown(Grant, '-i', '6sense', '-u', 'ciro@example.com', '--dry-run');

  const cases: [string, Row, RegExp][] = [
    ['production', {}, /^PRODUCTION {2}Northwind Traders, http:/m],
    ['a sandbox', { IsSandbox: true }, /^Sandbox {2}Northwind Traders, http:/m],
    ['a scratch org', { IsSandbox: true, TrialExpirationDate: end }, /^Scratch org {2}Northwind Traders, http:/m],
    ['a trial', { TrialExpirationDate: end }, /^Trial org {2}/m],
    ['a developer edition', { OrganizationType: 'Developer Edition' }, /^Developer Edition {2}/m],
  ];
  for (const [title, columns, line] of cases) {
    it(`the plan of a grant says: ${title}`, async () => {
      storeRow(world.org.org, 'Organization', { ...organization(), ...columns });
      expect(await planFor()).to.match(line);
    });
  }

  it('what could not be read passes for production, not for a sandbox', async () => {
    world.org.faults.add({
      kind: '500',
      match: { subrequest: true, path: /sobjects\/Organization/ },
      times: Infinity,
    });
    expect(await planFor()).to.match(/^Perhaps PRODUCTION {2}http:/m);
  });

  it('so do revoke and history-tracking, and check names it', async () => {
    expect(await shown(Revoke, '-i', '6sense', '-u', 'ciro@example.com', '--dry-run')).to.match(/^PRODUCTION {2}/m);
    expect(await shown(HistoryTracking, '--field', 'Opportunity.Amount', '--enable', '--dry-run')).to.match(
      /^PRODUCTION {2}Field History Tracking in Northwind Traders, /m,
    );
    // Nobody is asked then, but whoever reads the log has to see it all the same.
    expect(await shown(HistoryTracking, '--field', 'Opportunity.Amount', '--enable', '--no-prompt')).to.match(
      /^PRODUCTION {2}Field History Tracking in Northwind Traders, /m,
    );
    // Nothing is written, and what it shows may be kept as evidence.
    const looked = await shown(HistoryTracking, '--field', 'Opportunity.Amount');
    expect(looked).to.match(/^PRODUCTION {2}Field History Tracking in Northwind Traders, /m);
    expect(looked.replace(/\s+/g, ' ')).to.match(/As of \d{4}-\d\d-\d\d \d\d:\d\d UTC by admin@example\.com, plugin /);
    const health = await shown(Health, '-u', 'ciro@example.com');
    expect(health).to.match(/^Org +PRODUCTION, Northwind Traders, http:/m);
    expect(health).to.match(/^Checked +\d{4}-\d\d-\d\d \d\d:\d\d UTC by admin@example\.com, plugin /m);
    expect(await shown(Check, '-i', '6sense', '-u', 'ciro@example.com')).to.match(
      /^Org +PRODUCTION, Northwind Traders, http:/m,
    );
  });
});
