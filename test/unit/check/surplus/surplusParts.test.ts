/** Surplus in whole: its order, what comes along, which assignments could go, and what of it nobody can tell. */
import { expect } from 'chai';
import { entryId } from '../../../../src/access/entry.js';
import { gap, known } from '../../../../src/access/snapshot.js';
import type { InspectedUser } from '../../../../src/access/snapshot.js';
import { surplusOf } from '../../../../src/check/surplus/surplus.js';
import type { SourceUse, Surplus, SurplusEntry } from '../../../../src/check/surplus/surplus.js';
import type { Need } from '../../../../src/kinds/kinds.js';
import type { Requirement } from '../../../../src/kinds/requirement.js';
import { needs, notRead, requirement, snapshot, user } from '../../support/snapshot.js';
import type { SourceSpec } from '../../support/snapshot.js';
import { holder, setOf, surplus } from './support.js';

const { object, permission, field, anyOf } = needs;
const readAccount = (): Requirement => requirement(object('Account', 'read'));
const runReports = (): Requirement => requirement(permission('RunReports'));
const assigned = (name: string): Requirement => requirement({ kind: 'permissionSetAssigned', name });
const ids = (entries: readonly SurplusEntry[]): string[] => entries.map(({ entry }) => entryId(entry));

/** `Sync 2 1 vendor asked go`: its surplus, what of it is needed, and what else is said of it. */
const used = ({ source, surplus: more, needed, isVendors, isAskedFor, canGo }: SourceUse): string =>
  [
    `${source.name} ${more} ${needed}`,
    ...(isVendors ? ['vendor'] : []),
    ...(isAskedFor ? ['asked'] : []),
    ...(canGo ? ['go'] : []),
  ].join(' ');

describe('the order of surplus', () => {
  const rows: ReadonlyArray<readonly [title: string, held: SourceSpec, expected: readonly string[]]> = [
    [
      'the words of an object, the most powerful first, whatever the object',
      {
        objects: {
          Account: 'read create',
          Contact: 'viewAllFields delete',
          Lead: 'modifyAllRecords edit viewAllRecords',
        },
      },
      [
        'object:Lead:modifyAllRecords',
        'object:Lead:viewAllRecords',
        'object:Contact:viewAllFields',
        'object:Contact:delete',
        'object:Lead:edit',
        'object:Account:create',
        'object:Account:read',
      ],
    ],
    [
      'Edit of fields before Read of any, each by name',
      { fields: { 'Account.Industry': 'read', 'Account.Website': 'edit', 'Contact.Email': 'read' } },
      [
        'field:Account.Website:edit',
        'field:Account.Industry:read',
        'field:Account.Website:read',
        'field:Contact.Email:read',
      ],
    ],
    [
      'user permissions of one power by name',
      { permissions: ['ViewSetup', 'RunReports'] },
      ['userPermission:RunReports', 'userPermission:ViewSetup'],
    ],
  ];
  for (const [title, held, expected] of rows)
    it(title, () => expect(ids(surplus(holder(held), [[]]).entries)).to.deep.equal(expected));
});

describe('what is needed by one of several definitions', () => {
  it('is no surplus, though the others do well without it', () => {
    const one = holder({ permissions: ['ViewAllData', 'ViewSetup', 'RunReports'] });
    expect(ids(surplus(one, [[runReports()], [readAccount()]]).entries)).to.deep.equal(['userPermission:ViewSetup']);
    expect(ids(surplus(one, [[readAccount()], [runReports()]]).entries)).to.deep.equal(['userPermission:ViewSetup']);
    expect(ids(surplus(one, [[runReports()]]).entries)).to.deep.equal([
      'userPermission:ViewAllData',
      'userPermission:ViewSetup',
    ]);
  });

  it('is surplus where it is there and forbidden', () => {
    const one = holder({ permissions: ['ViewSetup'] });
    const forbidden = requirement(permission('ViewSetup'), { forbid: true });
    expect(ids(surplus(one, [[runReports(), forbidden]]).entries)).to.deep.equal(['userPermission:ViewSetup']);
  });
});

describe('what comes along with a set that a definition asks for', () => {
  const told = (one: InspectedUser, ...rules: Requirement[]): unknown => {
    const { entries, along, sources } = surplus(one, [[readAccount(), ...rules]]);
    return { entries: ids(entries), along: ids(along), sources: sources.map(used) };
  };
  const base: SourceSpec = {
    ...{ name: 'Base', namespace: 'pkg', permissions: ['RunReports', 'ViewSetup'], objects: { Account: 'read' } },
  };
  const more: SourceSpec = {
    name: 'More',
    permissions: ['RunReports', 'ModifyMetadata'],
    objects: { Account: 'read' },
  };

  it('is not surplus, and counts neither as that nor as needed', () =>
    expect(told(holder(base), assigned('pkg__Base'))).to.deep.equal({
      entries: [],
      along: ['userPermission:RunReports', 'userPermission:ViewSetup'],
      sources: ['Base 0 1 vendor asked'],
    }));

  it('nor where another assignment gives it too', () =>
    expect(told(holder(base, more), assigned('pkg__Base'))).to.deep.equal({
      entries: ['userPermission:ModifyMetadata'],
      along: ['userPermission:RunReports', 'userPermission:ViewSetup'],
      sources: ['More 1 1 go', 'Base 0 1 vendor asked'],
    }));

  it('is known by the name without the package as well', () =>
    expect(told(holder(base), assigned('base'))).to.deep.equal({
      entries: [],
      along: ['userPermission:RunReports', 'userPermission:ViewSetup'],
      sources: ['Base 0 1 asked'],
    }));

  it('is surplus where no definition asks for the set', () =>
    expect(told(holder(base))).to.deep.equal({
      entries: ['userPermission:RunReports', 'userPermission:ViewSetup'],
      along: [],
      sources: ['Base 2 1'],
    }));

  it('is none of a profile, whatever it is called', () => {
    const profile: SourceSpec = { ...base, type: 'Profile' };
    expect(told(holder(profile), assigned('pkg__Base'))).to.deep.equal({
      entries: ['userPermission:RunReports', 'userPermission:ViewSetup'],
      along: [],
      sources: ['Base 2 1'],
    });
  });
});

describe('the assignments that could go', () => {
  const uses = (one: InspectedUser, ...rules: Requirement[]): string[] => surplus(one, [rules]).sources.map(used);

  it('are none that give nothing, or nothing beyond, or nothing at present', () => {
    const one = holder(
      { name: 'Empty' },
      { name: 'Needed', permissions: ['RunReports'] },
      { name: 'Old', permissions: ['ViewSetup'], inert: 'expired' },
      { name: 'More', permissions: ['ViewSetup'] },
      { name: 'Again', permissions: ['RunReports'] },
    );
    expect(uses(one, runReports())).to.deep.equal(['More 1 0 go', 'Again 0 1', 'Needed 0 1']);
  });

  it('are looked for among the sixty with most surplus', () => {
    const many = Array.from({ length: 61 }, (_, at) => ({
      name: `Set${String(at).padStart(2, '0')}`,
      permissions: ['ViewSetup'],
    }));
    const found = uses(holder(...many), runReports());
    expect(found.filter((one) => !one.endsWith(' go'))).to.deep.equal(['Set60 1 0']);
    expect(found).to.have.length(61);
  });

  it('are told with their package and their end', () => {
    const expiresAt = '2030-01-01T00:00:00Z';
    const one = holder({ name: 'Sync', namespace: 'acme', permissions: ['ViewSetup'], expiresAt });
    expect(surplus(one, [[runReports()]]).sources).to.deep.equal([
      {
        source: { type: 'PermissionSet', name: 'Sync', namespace: 'acme', label: 'Sync', expiresAt },
        surplus: 1,
        needed: 0,
        isVendors: false,
        isAskedFor: false,
        canGo: true,
      },
    ]);
  });
});

describe('what nobody can tell of surplus', () => {
  const waiting: SourceSpec = {
    ...{ type: 'PermissionSetGroup', name: 'Waiting', stale: true, permissions: ['RunReports', 'ViewSetup'] },
    members: { Member: { permissions: [] } },
  };
  const fillIn = (): Need => ({
    ...{ kind: 'parameter', name: 'objects', label: 'Objects to sync', of: 'objects', example: 'Account' },
  });
  const byHand = (): Need => ({ kind: 'manual', name: 'assign', text: 'Assign something.' });
  const doubts = ({ open, isUnsure, unclear }: Surplus): unknown => ({
    open: open.map(({ id }) => id),
    isUnsure,
    unclear: unclear.map(entryId),
  });
  type Row = readonly [title: string, found: () => Surplus, expected: object];
  const nothing = { open: [], isUnsure: false, unclear: [] };
  const rows: readonly Row[] = [
    ['nothing where all is known', () => surplus(holder({ permissions: ['ViewSetup'] }), [[runReports()]]), nothing],
    [
      'what a group may give, but for what is asked for',
      () => surplus(holder(waiting), [[runReports()]]),
      { open: ['userPermission:RunReports'], isUnsure: false, unclear: ['userPermission:ViewSetup'] },
    ],
    [
      'what people have to see to, once for several definitions',
      () => surplus(holder(), [[requirement(byHand())], [requirement(byHand())]]),
      { ...nothing, open: ['manual:assign'] },
    ],
    [
      'a parameter that is not filled in, beside what people have to see to',
      () => surplus(holder(), [[requirement(fillIn()), requirement(byHand())]]),
      { ...nothing, open: ['manual:assign', 'parameter:objects'], isUnsure: true },
    ],
    [
      'one that stands in a way of a choice',
      () => surplus(holder(), [[requirement(anyOf('way', [requirement(fillIn())], [requirement(byHand())]))]]),
      { ...nothing, open: ['anyOf:way'], isUnsure: true },
    ],
    [
      'not of what is forbidden',
      () => surplus(holder(waiting), [[requirement(permission('ViewSetup'), { forbid: true })]]),
      { ...nothing, unclear: ['userPermission:RunReports', 'userPermission:ViewSetup'] },
    ],
    [
      'which fields a pattern reaches',
      () =>
        surplus(holder(), [[requirement(field('Contact', '*__c'))]], {
          fields: new Map([['contact', gap('NOT_AUTHORISED', 'EntityParticle', 'Contact')]]),
        }),
      { ...nothing, open: ['field:Contact.*__c:read'], isUnsure: true },
    ],
  ];
  for (const [title, found, expected] of rows) it(title, () => expect(doubts(found())).to.deep.equal(expected));

  it('anything, of users who tell of themselves, and where something was not read', () => {
    const of = (one: InspectedUser): unknown =>
      surplusOf([{ reference: 'acme', requirements: setOf([]) }], snapshot(one), one);
    const self = user({
      self: { mode: 'self', userPermissions: known(new Set()), userPermissionColumns: new Map(), objects: new Map() },
    });
    expect(of(self)).to.deep.equal({ known: false, gap: { code: 'SELF_MODE', part: 'PermissionSet', detail: '' } });
    for (const part of ['sources', 'userPermissionRows', 'objectRows', 'fieldRows'])
      expect(of(user({ evidence: { [part]: notRead } })), part).to.deep.equal(notRead);
  });
});
