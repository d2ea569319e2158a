/** Names from definitions and orgs that every object of JavaScript has a property by: they are names like all others. */
import { expect } from 'chai';
import { companionObjects } from '../../../src/access/dependencies.js';
import type { Entry } from '../../../src/access/entry.js';
import { withActivityTwin } from '../../../src/access/withActivityTwin.js';
import type { OrgClient } from '../../../src/org/orgClient.js';
import { readDependencies } from '../../../src/org/read/readDependencies.js';
import { objectsReadWith, permissionsNeededBy, permissionsNeededInAll } from '../../../src/platform/dependencyRules.js';

const inherited = ['constructor', '__proto__'];

const claiming = (permission: string, required: string): OrgClient =>
  ({
    composite: (subrequests: readonly { ref: string }[]) =>
      Promise.resolve(
        new Map(
          subrequests.map(({ ref }) => [
            ref,
            {
              ok: true,
              body: {
                totalSize: 1,
                done: true,
                records: [{ Permission: permission, RequiredPermission: required }],
              },
            },
          ]),
        ),
      ),
  }) as unknown as OrgClient;

describe('names that every object inherits', () => {
  for (const name of inherited) {
    it(`${name} rests on nothing`, () => {
      expect(objectsReadWith(name)).to.deep.equal([]);
      expect(companionObjects([name])).to.deep.equal([]);
      expect(permissionsNeededBy(name)).to.deep.equal([]);
      expect(permissionsNeededInAll(name)).to.deep.equal([]);
    });

    it(`${name} has no twin`, () => {
      const entry: Entry = { kind: 'field', sobject: name, field: 'Score__c', access: 'edit' };
      expect(withActivityTwin(entry)).to.deep.equal([entry]);
    });

    it(`${name} is no access that an org can speak of`, async () => {
      const entry: Entry = { kind: 'object', sobject: 'Account', access: 'read' };
      const { edges } = await readDependencies(claiming('Account<read>', `Lead<${name}>`), [entry]);
      expect(edges).to.deep.equal([]);
    });
  }
});
