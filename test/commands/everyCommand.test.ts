import { expect } from 'chai';
import IntegrationCheck from '../../src/commands/integration/check.js';
import IntegrationGenerateDefinition from '../../src/commands/integration/generate/definition.js';
import IntegrationGrant from '../../src/commands/integration/grant.js';
import IntegrationHistoryTracking from '../../src/commands/integration/history-tracking.js';
import IntegrationRevoke from '../../src/commands/integration/revoke.js';
import { runCommand } from '../support/commandRun.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const ciro = ['-o', admin, '-u', 'ciro@example.com', '-i', 'ciro'];

/** Every command that talks to an org, as it is called with nothing special. */
const commands = {
  check: [IntegrationCheck, ciro],
  grant: [IntegrationGrant, [...ciro, '--dry-run']],
  revoke: [IntegrationRevoke, [...ciro, '--dry-run']],
  'history-tracking': [IntegrationHistoryTracking, ['-o', admin]],
  'generate definition': [
    IntegrationGenerateDefinition,
    ['-o', admin, '--from-permission-set', 'Ciro_Integration', '--dry-run'],
  ],
} as const;

describe('every command that talks to an org', function () {
  this.timeout(60_000);
  let world: World;

  before(async () => {
    world = await openWorld({ scenario: 'default' }, admin);
  });
  after(() => world.close());
  beforeEach(() => world.org.clearRequests());

  for (const [name, [command, argv]] of Object.entries(commands)) {
    describe(name, () => {
      const refusal = async (...further: string[]): Promise<[number, string, string]> => {
        const { exitCode, outcome } = await runCommand(world.org, command, [...argv, ...further]);
        if (!('error' in outcome)) throw new Error('accepted');
        return [exitCode, outcome.error.name, outcome.error.message];
      };

      it('refuses an API version of which it could read only a part, before anything is sent', async () => {
        const [exitCode, error, message] = await refusal('--api-version', '44.0');
        expect([exitCode, error]).to.deep.equal([2, 'ApiVersionTooOldError']);
        expect(message).to.match(/44\.0.*45\.0/);
        expect(world.org.requests).to.deep.equal([]);
      });

      it('refuses a --wait that no timer can hold, and says what it may be', async () => {
        const [exitCode, , message] = await refusal('--wait', '36000');
        expect(exitCode).to.equal(2);
        expect(message).to.match(/between 1 and 35791\b/);
        expect(world.org.requests).to.deep.equal([]);
      });
    });
  }
});
