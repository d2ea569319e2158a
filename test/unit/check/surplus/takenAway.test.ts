/** The same user as if entries or whole sources were taken away. */
import { expect } from 'chai';
import { gap, known } from '../../../../src/access/snapshot.js';
import type { AccessSource, InspectedUser } from '../../../../src/access/snapshot.js';
import type { Entry } from '../../../../src/access/entry.js';
import { withoutEntries, withoutSources } from '../../../../src/check/surplus/withoutEntries.js';
import { source, user } from '../../support/snapshot.js';
import type { SourceSpec } from '../../support/snapshot.js';

const holding = (...sources: SourceSpec[]): InspectedUser =>
  user({ evidence: { sources: known(sources.map(source)) } });

const sourcesOf = ({ evidence }: InspectedUser): readonly AccessSource[] =>
  evidence.mode === 'admin' && evidence.sources.known ? evidence.sources.value : [];

const all = { permissions: ['ApiEnabled', 'RunReports'], objects: { Account: 'read edit', Lead: 'read' } };

describe('a user without some entries', () => {
  const cases: ReadonlyArray<[title: string, held: SourceSpec, gone: Entry[], left: SourceSpec]> = [
    [
      'without a permission, in whatever spelling',
      all,
      [{ kind: 'userPermission', name: 'runREPORTS' }],
      { ...all, permissions: ['ApiEnabled'] },
    ],
    [
      'without one word of access to one object',
      all,
      [{ kind: 'object', sobject: 'Account', access: 'edit' }],
      { ...all, objects: { Account: 'read', Lead: 'read' } },
    ],
    [
      'without words of several letters, as the API spells them',
      { objects: { Account: 'read viewAllRecords' } },
      [{ kind: 'object', sobject: 'Account', access: 'viewAllRecords' }],
      { objects: { Account: 'read' } },
    ],
    [
      'without Edit of a field, Read stays',
      { fields: { 'Account.Website': 'edit', 'Account.Industry': 'edit' } },
      [{ kind: 'field', sobject: 'Account', field: 'Website', access: 'edit' }],
      { fields: { 'Account.Website': 'read', 'Account.Industry': 'edit' } },
    ],
    [
      'without Read of a field, nothing of it stays, and all of the others',
      { fields: { 'Account.Website': 'edit', 'Account.Industry': 'read' } },
      [{ kind: 'field', sobject: 'Account', field: 'Website', access: 'read' }],
      { fields: { 'Account.Industry': 'read' } },
    ],
    [
      'without Edit of a field that can be read alone, as before',
      { fields: { 'Account.Website': 'read' } },
      [{ kind: 'field', sobject: 'Account', field: 'Website', access: 'edit' }],
      { fields: { 'Account.Website': 'read' } },
    ],
    [
      'without what only a profile can hold',
      { type: 'Profile', profileOnly: ['ChatterInternalUser', 'Other'] },
      [{ kind: 'userPermission', name: 'ChatterInternalUser' }],
      { type: 'Profile', profileOnly: ['Other'] },
    ],
    [
      'hidden stays hidden what only a profile can hold',
      { type: 'Profile', profileOnly: null },
      [{ kind: 'userPermission', name: 'ChatterInternalUser' }],
      { type: 'Profile', profileOnly: null },
    ],
    [
      'without what a member of a group holds, and what it mutes stays',
      { type: 'PermissionSetGroup', members: { One: all, Two: { permissions: ['RunReports'] } }, muted: all },
      [{ kind: 'userPermission', name: 'RunReports' }],
      {
        ...{ type: 'PermissionSetGroup', muted: all },
        members: { One: { ...all, permissions: ['ApiEnabled'] }, Two: {} },
      },
    ],
    [
      'without nothing, as before',
      { ...all, fields: { 'Account.Website': 'edit' } },
      [],
      { ...all, fields: { 'Account.Website': 'edit' } },
    ],
  ];
  for (const [title, held, gone, left] of cases)
    it(title, () => {
      expect(sourcesOf(withoutEntries(holding(held), gone))).to.deep.equal([source(left)]);
    });
});

describe('a user without some assignments', () => {
  it('keeps the others', () => {
    const who = holding({ name: 'A' }, { name: 'B' }, { name: 'C' });
    const [a, , c] = sourcesOf(who);
    if (!a || !c) throw new Error('three are assigned');
    expect(sourcesOf(withoutSources(who, new Set([a, c])))).to.deep.equal([source({ name: 'B' })]);
  });

  it('is the same where it is not known what is assigned', () => {
    const unread = user({ evidence: { sources: gap('NOT_AUTHORISED', 'PermissionSetAssignment', '') } });
    const self = user({
      self: { mode: 'self', userPermissions: known(new Set()), userPermissionColumns: new Map(), objects: new Map() },
    });
    for (const who of [unread, self]) {
      expect(withoutSources(who, new Set())).to.equal(who);
      expect(withoutEntries(who, [{ kind: 'userPermission', name: 'RunReports' }])).to.equal(who);
    }
  });
});
