import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Entry } from '../../../src/access/entry.js';
import { known } from '../../../src/access/snapshot.js';
import type { OrgSchema } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Finding } from '../../../src/kinds/finding.js';
import type { AccessRule } from '../../../src/platform/derivedObjects/accessRule.js';
import {
  derivedObject,
  derivedObjectNames,
  partsOf,
  restsOn,
} from '../../../src/platform/derivedObjects/derivedObject.js';
import { objectAccesses } from '../../../src/platform/objectAccess.js';
import type { ObjectAccess } from '../../../src/platform/objectAccess.js';
import { userFlags } from '../../../src/platform/userFlags.js';
import { needs, objectList, requirement, schema, snapshot, user } from '../support/snapshot.js';

/**
 * Every object that takes no object permissions, and every other one that takes field permissions, for a user with nothing,
 * with View All Data, and with exactly what the verdict says is missing.
 */

type Line = { readonly name: string; readonly nothing: string; readonly viewAllData: string };

const lines: Line[] = readFileSync(new URL('../../fixtures/objectAccess.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [name = '', nothing = '', viewAllData = ''] = line.split('\t');
    return { name, nothing, viewAllData };
  });

const words: readonly ObjectAccess[] = ['read', 'create', 'edit', 'delete', 'viewAllRecords'];
const letters: Partial<Record<Finding['status'], string>> = {
  met: 'm',
  degraded: 'd',
  unmet: 'u',
  impossible: 'i',
  unknown: '?',
};

const listed = new Set(derivedObjectNames().map((name) => name.toLowerCase()));
const parents = lines.flatMap(({ name }) => [...restsOn(name).sobjects]);
const ordinary = [...lines.map(({ name }) => name), ...parents].filter((name) => !listed.has(name.toLowerCase()));
const rulesOf = (name: string): AccessRule[] => {
  const derived = derivedObject(name);
  return derived ? objectAccesses.flatMap((access) => partsOf(derived.rules[access])) : [];
};
const permissions = [
  'ApiEnabled',
  // What writing articles of Knowledge takes beside object permissions.
  'EditKnowledge',
  ...lines.flatMap(({ name }) => rulesOf(name).flatMap((rule) => (rule.rule === 'userPermission' ? [rule.name] : []))),
];
const columns: OrgSchema['permissionSetColumns'] = known(
  new Map(permissions.map((name) => [name.toLowerCase(), { name, label: name }])),
);
const org = schema({
  entities: known(
    new Map([...lines.map(({ name }) => name), ...parents].map((name) => [name.toLowerCase(), { name }])),
  ),
  permissionableObjects: known(objectList(...ordinary)),
  permissionSetColumns: columns,
  profileColumns: columns,
});

/** View All Data, and what comes with it (fact D6). */
const viewAllData =
  'ViewAllData ViewSetup ViewEventLogFiles ViewPublicDashboards ViewPublicReports ViewPlatformEvents ViewDataLeakageEvents ViewRoles';

/** Every box on the record of the user. */
const allFlags: ReturnType<typeof user>['flags'] = new Map(userFlags.map((flag) => [flag.toLowerCase(), known(true)]));

const judged = (
  sobject: string,
  access: ObjectAccess,
  entries: readonly Entry[],
  flags: ReturnType<typeof user>['flags'] = new Map(),
): Finding => {
  const objects: Record<string, string> = {};
  for (const entry of entries) {
    if (entry.kind === 'object')
      objects[entry.sobject] = [...(objects[entry.sobject] ?? '').split(' '), entry.access].join(' ').trim();
  }
  const inspected = user({
    flags,
    sources: [
      {
        permissions: entries.flatMap((entry) => (entry.kind === 'userPermission' ? [entry.name] : [])),
        objects,
      },
    ],
  });
  const [finding] = evaluate([requirement(needs.object(sobject, access))], snapshot(inspected, org), inspected).filter(
    ({ kind }) => kind === 'object',
  );
  if (!finding) throw new Error(`no finding for ${sobject} ${access}`);
  return finding;
};

const holding = (names: string): Entry[] => names.split(' ').map((name) => ({ kind: 'userPermission', name }));
const verdicts = (name: string, entries: readonly Entry[]): string =>
  words.map((access) => letters[judged(name, access, entries).status] ?? '-').join('');
const written = (verdictsOf: (line: Line) => string): string[] =>
  lines.map((line) => `${line.name} ${verdictsOf(line)}`);

describe('every object that takes no object permissions, or takes field permissions', () => {
  it('has a verdict for a user with nothing', () => {
    expect(written(({ name }) => verdicts(name, []))).to.deep.equal(written(({ nothing }) => nothing));
  });

  it('has a verdict for a user with View All Data', () => {
    expect(written(({ name }) => verdicts(name, holding(viewAllData)))).to.deep.equal(
      written((line) => line.viewAllData),
    );
  });

  it('is there once what is said to be missing has been given, and not before all of it has been', () => {
    for (const { name } of lines) {
      for (const access of words) {
        const { remedy, status } = judged(name, access, [], allFlags);
        if (status !== 'unmet') continue;
        const entries = remedy?.entries ?? [];
        expect(entries, `${name} ${access} says what to give`).to.have.length.greaterThan(0);
        const given = judged(name, access, entries, allFlags);
        // Of what hangs on records of any object nobody knows more.
        if (given.code !== 'DEPENDS_ON_RECORD')
          expect(given.status, `${name} ${access}`).to.be.oneOf(['met', 'degraded']);
        for (const left of entries) {
          const others = entries.filter((entry) => entry !== left);
          const without = judged(name, access, others, allFlags);
          // Several things that each open a part of the rows are all named, and each of them opens its part.
          const isPart = without.code === 'SOME_ROWS_ONLY';
          expect(isPart || without.status === 'unmet', `${name} ${access} without ${JSON.stringify(left)}`).to.equal(
            true,
          );
        }
      }
    }
  });

  it('opens to all rows, where own rows are there, once that has been given too', () => {
    for (const { name } of lines) {
      for (const access of words) {
        const { remedy, status, code } = judged(name, access, [], allFlags);
        if (status !== 'degraded' || code === 'OWN_ROWS_ONLY_UNPUBLISHED' || !remedy) continue;
        expect(judged(name, access, remedy.entries, allFlags).status, `${name} ${access}`).to.equal('met');
      }
    }
  });

  it('never says a flat no where the rule is only concluded', () => {
    for (const { name } of lines) {
      if (derivedObject(name)?.certainty !== 'inferred') continue;
      for (const access of ['read', 'viewAllRecords'] as const) {
        const { status, code } = judged(name, access, []);
        expect(status, `${name} ${access}`).to.not.equal('impossible');
        if (status === 'unmet') expect(code, `${name} ${access}`).to.equal('PROBABLY_MISSING');
      }
    }
  });

  it('is found whatever the case of its name', () => {
    for (const { name } of lines)
      expect(judged(name.toUpperCase(), 'read', []).status, name).to.equal(judged(name, 'read', []).status);
  });
});
