import { expect } from 'chai';
import { no } from '../../../src/access/answer.js';
import { answerTo } from '../../../src/access/answerTo.js';
import type { EffectiveAccess } from '../../../src/access/effectiveAccess.js';
import type { Entry } from '../../../src/access/entry.js';
import { evidenceIsWhole } from '../../../src/access/evidenceIsWhole.js';
import { hasInertAssignment, isFromSet } from '../../../src/access/inertAssignment.js';
import { known } from '../../../src/access/snapshot.js';
import { setInForce, setOfEntries, toldAs } from '../../../src/access/sourceGiving.js';
import { withActivityTwin } from '../../../src/access/withActivityTwin.js';
import { content, entriesOf, notRead, source, user } from '../support/snapshot.js';
import type { SourceSpec, UserSpec } from '../support/snapshot.js';
import { on, permission } from './support/licenses.js';

const field = (sobject: string, name: string): Entry => ({ kind: 'field', sobject, field: name, access: 'read' });

describe('a custom field of activities', () => {
  const rows: ReadonlyArray<readonly [title: string, entry: Entry, more: Entry[]]> = [
    ['is one on Task and Event', field('Task', 'Score__c'), [field('Event', 'Score__c')]],
    ['and on Event and Task', field('EVENT', 'Score__c'), [field('Task', 'Score__c')]],
    ['a standard one is not', field('Task', 'WhoId'), []],
    ['nor one of another object', field('Account', 'Score__c'), []],
    ['nor is an object', on('Task'), []],
  ];
  for (const [title, entry, more] of rows)
    it(title, () => {
      expect(withActivityTwin(entry)).to.deep.equal([entry, ...more]);
    });
});

describe('the answer to an entry', () => {
  const setup = (name: string) => ({ kind: 'apexClass', name }) as const;
  const rows: ReadonlyArray<readonly [entry: Entry, asked: readonly unknown[]]> = [
    [permission('RunReports'), ['userPermission', 'RunReports']],
    [on('Account', 'edit'), ['objectPermission', 'Account', 'edit']],
    [field('Account', 'Website'), ['fieldPermission', 'Account', 'Website', 'read']],
    [setup('Sync'), ['setupEntity', setup('Sync')]],
    [{ kind: 'customPermission', name: 'Sync' }, ['setupEntity', { kind: 'customPermission', name: 'Sync' }]],
    [{ kind: 'connectedApp', name: 'Sync' }, ['setupEntity', { kind: 'connectedApp', name: 'Sync' }]],
  ];
  for (const [entry, expected] of rows)
    it(`${entry.kind} is asked of its own part`, () => {
      const asked: unknown[] = [];
      const ask =
        (part: string) =>
        (...what: unknown[]) => {
          asked.push(part, ...what);
          return no();
        };
      const access = Object.fromEntries(
        ['userPermission', 'objectPermission', 'fieldPermission', 'setupEntity', 'opened'].map((part) => [
          part,
          ask(part),
        ]),
      );
      expect(answerTo(access as unknown as EffectiveAccess, entry)).to.deep.equal(no());
      expect(asked).to.deep.equal(expected);
    });
});

const selfEvidence: UserSpec['self'] = {
  mode: 'self',
  userPermissions: known(new Set<string>()),
  userPermissionColumns: new Map(),
  objects: new Map(),
};

describe('an assignment that grants nothing', () => {
  const rows: ReadonlyArray<readonly [title: string, spec: UserSpec, expected: boolean]> = [
    ['has expired', { sources: [{ name: 'Other' }, { name: 'SYNC', inert: 'expired' }] }, true],
    ['is in force', { sources: [{ name: 'Sync' }] }, false],
    ['is of another set', { sources: [{ name: 'Other', inert: 'expired' }] }, false],
    ['is of the set of a package', { sources: [{ name: 'Sync', namespace: 'acme', inert: 'expired' }] }, false],
    ['is of a group', { sources: [{ name: 'Sync', type: 'PermissionSetGroup', inert: 'expired' }] }, false],
    ['cannot be read', { evidence: { sources: notRead } }, false],
    ['cannot be seen by the user', { self: selfEvidence }, false],
  ];
  for (const [title, spec, expected] of rows)
    it(title, () => {
      expect(hasInertAssignment(user(spec), 'Sync')).to.equal(expected);
    });

  it('stands on the set by its name', () => {
    const of = (spec: SourceSpec): boolean => isFromSet(source(spec), 'sync');
    expect([of({}), of({ name: 'Other' }), of({ namespace: 'acme' }), of({ type: 'Profile' })]).to.deep.equal([
      true,
      false,
      false,
      false,
    ]);
  });
});

it('evidence is whole where everything was read that the sources hold', () => {
  expect(evidenceIsWhole(user({ evidence: { spelled: new Map() } }))).to.equal(true);
  expect(evidenceIsWhole(user())).to.equal(false);
  expect(evidenceIsWhole(user({ self: { ...selfEvidence, spelled: new Map() } as never }))).to.equal(false);
});

describe('sources as answers tell them', () => {
  it('with the members that carry it, and until when', () => {
    const one = { type: 'PermissionSet', name: 'Sync', namespace: null, label: 'Sync' };
    expect(toldAs(source({}))).to.deep.equal(one);
    expect(toldAs(source({ expiresAt: '2027' }), ['A'])).to.deep.equal({ ...one, through: ['A'], expiresAt: '2027' });
  });

  it('a set that is only thought of is like one that somebody has', () => {
    const held = { permissions: ['RunReports'], objects: { Account: 'read' } };
    const thought = { ...source({}), name: '', label: '', content: content(held) };
    expect(setOfEntries(entriesOf(held))).to.deep.equal(thought);
    expect(setInForce(content(held), { name: 'Sync', label: 'Label' })).to.deep.equal({
      ...thought,
      name: 'Sync',
      label: 'Label',
    });
  });
});
