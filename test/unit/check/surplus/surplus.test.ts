import { expect } from 'chai';
import { entryId } from '../../../../src/access/entry.js';
import { gap, known } from '../../../../src/access/snapshot.js';
import type { InspectedUser } from '../../../../src/access/snapshot.js';
import { evaluate } from '../../../../src/check/evaluate.js';
import { surplusOf } from '../../../../src/check/surplus/surplus.js';
import type { Surplus } from '../../../../src/check/surplus/surplus.js';
import type { Need } from '../../../../src/kinds/kinds.js';
import type { Requirement } from '../../../../src/kinds/requirement.js';
import { surplusExitCode } from '../../../../src/report/check/reportSurplus.js';
import { needs, requirement, snapshot } from '../../support/snapshot.js';
import type { SourceSpec } from '../../support/snapshot.js';
import { holder, setOf, surplus } from './support.js';

const ids = ({ entries }: Pick<Surplus, 'entries'>): string[] => entries.map(({ entry }) => entryId(entry));
const idsFor = (requirements: readonly Requirement[], ...sources: SourceSpec[]): string[] =>
  ids(surplus(holder(...sources), [requirements]));

const readAccount = requirement(needs.object('Account', 'read'));
const apiEnabled = requirement(needs.permission('ApiEnabled'));

describe('what a user has beyond what is asked for', () => {
  const cases: Array<[title: string, of: () => string[], expected: string[]]> = [
    [
      'is everything that is held and not asked for, the most powerful first',
      () =>
        idsFor([readAccount], {
          permissions: ['RunReports', 'ViewAllData', 'ModifyMetadata'],
          objects: { Account: 'read create edit delete', Contact: 'read' },
          fields: { 'Contact.Email': 'edit' },
        }),
      [
        'userPermission:ModifyMetadata',
        'userPermission:ViewAllData',
        'object:Account:delete',
        'object:Account:edit',
        'object:Account:create',
        'object:Contact:read',
        'field:Contact.Email:edit',
        'field:Contact.Email:read',
        'userPermission:RunReports',
      ],
    ],
    ['is nothing of what is asked for', () => idsFor([readAccount], { objects: { Account: 'read' } }), []],
    [
      'is nothing of what is asked for at a lower level, or as one of several ways',
      () =>
        idsFor(
          [
            requirement(needs.object('Account', 'read'), { level: 'optional' }),
            requirement(needs.anyOf('way', [apiEnabled], [requirement(needs.permission('RunReports'))])),
          ],
          { permissions: ['ApiEnabled', 'RunReports'], objects: { Account: 'read' } },
        ),
      [],
    ],
    [
      'is not what a word rests on: Read below Edit, of objects and of fields',
      () =>
        idsFor([requirement(needs.object('Account', 'edit')), requirement(needs.field('Account', 'Website', 'edit'))], {
          objects: { Account: 'read edit' },
          fields: { 'Account.Website': 'edit' },
        }),
      [],
    ],
    [
      'is Edit where Read alone is asked for',
      () =>
        idsFor([readAccount, requirement(needs.field('Account', 'Website', 'read'))], {
          objects: { Account: 'read' },
          fields: { 'Account.Website': 'edit' },
        }),
      ['field:Account.Website:edit'],
    ],
    [
      'is not the object that another one is read with',
      () => idsFor([requirement(needs.object('Contact', 'read'))], { objects: { Account: 'read', Contact: 'read' } }),
      [],
    ],
    [
      'is not the address that carries the permissions of its parts',
      () =>
        idsFor([readAccount, requirement(needs.field('Account', 'BillingCity', 'read'))], {
          objects: { Account: 'read' },
          fields: { 'Account.BillingAddress': 'read' },
        }),
      [],
    ],
    [
      'is not what the platform writes along with View All Data that is asked for',
      () =>
        idsFor([requirement(needs.permission('ViewAllData'))], {
          permissions: ['ViewAllData'],
          objects: { Account: 'read viewAllRecords', Contact: 'read viewAllRecords edit' },
        }),
      ['object:Contact:edit'],
    ],
    [
      'is View All Data where rows give all that is asked for',
      () => idsFor([readAccount], { permissions: ['ViewAllData'], objects: { Account: 'read' } }),
      ['userPermission:ViewAllData'],
    ],
    [
      'is not View All Data where nothing narrower gives what is asked for',
      () => idsFor([readAccount], { permissions: ['ViewAllData', 'RunReports'] }),
      ['userPermission:RunReports'],
    ],
    [
      'is of two that both would do the more powerful one',
      () => idsFor([readAccount], { permissions: ['ViewAllData', 'ModifyAllData'] }),
      ['userPermission:ModifyAllData'],
    ],
    [
      'is not what only limits its holder',
      () => idsFor([apiEnabled], { permissions: ['ApiEnabled', 'ApiUserOnly'] }),
      [],
    ],
    [
      'is what a rule forbids and the user has',
      () =>
        idsFor([apiEnabled, requirement(needs.permission('RunReports'), { forbid: true })], {
          permissions: ['ApiEnabled', 'RunReports'],
        }),
      ['userPermission:RunReports'],
    ],
    [
      'is nothing of an assignment that gives nothing now',
      () => idsFor([apiEnabled], { permissions: ['ApiEnabled'] }, { inert: 'expired', permissions: ['ModifyAllData'] }),
      [],
    ],
    [
      'is nothing of what a group mutes',
      () =>
        idsFor([apiEnabled], {
          type: 'PermissionSetGroup',
          permissions: ['ApiEnabled'],
          members: { Member: { permissions: ['ApiEnabled', 'RunReports'] } },
          muted: { permissions: ['RunReports'] },
        }),
      [],
    ],
  ];
  for (const [title, of, expected] of cases) {
    it(title, () => {
      expect(of()).to.deep.equal(expected);
    });
  }

  it('names every source, and what implies it', () => {
    const both = holder(
      { name: 'Wide', permissions: ['ModifyAllData'], objects: { Account: 'read edit' } },
      { name: 'Narrow', objects: { Account: 'read edit' } },
    );
    const edit = surplus(both, [[readAccount]]).entries.find(({ entry }) => entryId(entry) === 'object:Account:edit');
    expect(edit?.power).to.equal('object');
    expect(edit?.grantedBy.map(({ name, via }) => `${name} ${via ?? 'itself'}`)).to.deep.equal([
      'Wide itself',
      'Narrow itself',
      'Wide ModifyAllData',
    ]);
  });

  it('is of several definitions what is beyond all of them together', () => {
    const one = holder({ permissions: ['RunReports', 'ViewSetup'], objects: { Account: 'read' } });
    expect(ids(surplus(one, [[readAccount]]))).to.deep.equal(['userPermission:RunReports', 'userPermission:ViewSetup']);
    const both = surplus(one, [[readAccount], [requirement(needs.permission('RunReports'))]]);
    expect(ids(both)).to.deep.equal(['userPermission:ViewSetup']);
    expect(both.references).to.deep.equal(['acme1', 'acme2']);
  });

  it('heeds what the org itself says of dependencies', () => {
    const one = holder({ permissions: ['ApiEnabled', 'RunReports'] });
    const from = { kind: 'userPermission', name: 'ApiEnabled' } as const;
    const to = { kind: 'userPermission', name: 'RunReports' } as const;
    const told = { dependencies: { edges: [{ from, to }], unread: null } };
    expect(ids(surplus(one, [[apiEnabled]], told))).to.deep.equal([]);
    expect(surplus(one, [[apiEnabled]], told).unreadDependencies).to.equal(null);
  });

  describe('by source', () => {
    const uses = ({ sources }: Surplus): string[] =>
      sources.map(
        ({ source, surplus: more, needed, canGo }) => `${source.name} ${more} ${needed}${canGo ? ' can go' : ''}`,
      );

    it('says which assignments can go, all of them together', () => {
      const one = holder(
        { name: 'Wide', permissions: ['RunReports', 'ModifyAllData'], objects: { Account: 'read' } },
        { name: 'Old', permissions: ['RunReports'], objects: { Account: 'read' } },
        { name: 'Own', objects: { Account: 'read' } },
      );
      expect(uses(surplus(one, [[readAccount]]))).to.deep.equal(['Wide 2 1 can go', 'Old 1 1 can go', 'Own 0 1']);
    });

    it('leaves what nothing else gives', () => {
      const one = holder(
        { name: 'Wide', permissions: ['RunReports', 'ModifyAllData'], objects: { Account: 'read' } },
        { name: 'Old', permissions: ['RunReports'], objects: { Account: 'read' } },
      );
      expect(uses(surplus(one, [[readAccount]]))).to.deep.equal(['Wide 2 1 can go', 'Old 1 1']);
    });

    it('never says so of a profile', () => {
      const one = holder(
        { type: 'Profile', name: 'Standard', permissions: ['RunReports'] },
        { name: 'Own', objects: { Account: 'read' } },
      );
      expect(uses(surplus(one, [[readAccount]]))).to.deep.equal(['Standard 1 0', 'Own 0 1']);
    });
  });

  describe('where it is not known what is needed', () => {
    const byHand: Need = { kind: 'manual', name: 'assign', text: 'Assign the permission set "HubSpot Integration".' };
    const objects: Need = {
      ...{ kind: 'parameter', name: 'objects', label: 'Objects to sync', of: 'objects', example: 'Account' },
    };
    const one = (): InspectedUser =>
      holder({ name: 'Own', permissions: ['ApiEnabled'] }, { name: 'HubSpot', objects: { Contact: 'read' } });
    const goingOf = ({ sources }: Surplus): string[] =>
      sources.flatMap(({ source, canGo }) => (canGo ? [source.name] : []));
    const codes = ({ open }: Surplus): string[] => open.map(({ code }) => code);

    it('says of no assignment that it could go while a person has to see to something', () => {
      const found = surplus(one(), [[apiEnabled, requirement(byHand)]]);
      expect(goingOf(found)).to.deep.equal([]);
      expect(codes(found)).to.deep.equal(['BY_HAND']);
      expect(surplusExitCode({ known: true, value: found }), 'it is beyond what is asked for').to.equal(1);
    });

    it('does not know whether anything is too much while a parameter is not filled in', () => {
      const found = surplus(one(), [[apiEnabled], [requirement(objects)]]);
      expect(goingOf(found)).to.deep.equal([]);
      expect(codes(found)).to.deep.equal(['FILL_IN']);
      expect(surplusExitCode({ known: true, value: found })).to.equal(3);
      const exact = surplus(holder({ permissions: ['ApiEnabled'] }), [[apiEnabled, requirement(objects)]]);
      expect(surplusExitCode({ known: true, value: exact }), 'nothing is there that could be too much').to.equal(0);
    });

    it('nor while it is not known which fields a pattern reaches', () => {
      const all = requirement(needs.field('Contact', '*__c', 'read'));
      const found = surplus(one(), [[apiEnabled, all]], {
        fields: new Map([['contact', gap('NOT_AUTHORISED', 'EntityParticle', 'Contact')]]),
      });
      expect(goingOf(found)).to.deep.equal([]);
      expect(surplusExitCode({ known: true, value: found })).to.equal(3);
    });

    it('says so of none while anything else that is needed could not be told', () => {
      const stale = holder(
        { name: 'Own', permissions: ['ApiEnabled'] },
        { name: 'Old', permissions: ['RunReports'] },
        {
          ...{ type: 'PermissionSetGroup', name: 'Waiting', stale: true, objects: { Account: 'read' } },
          members: { Member: { permissions: [] } },
        },
      );
      expect(goingOf(surplus(stale, [[apiEnabled, readAccount]]))).to.deep.equal([]);
    });

    it('says so again once a waiver accepts it', () => {
      const world = snapshot(one());
      const requirements = setOf([apiEnabled, requirement(byHand)]);
      const findings = evaluate(requirements.requirements, world, one()).map((finding) =>
        finding.code === 'BY_HAND' ? { ...finding, status: 'waived' as const } : finding,
      );
      const reading = surplusOf([{ reference: 'acme', requirements, findings }], world, one());
      expect(reading.known && goingOf(reading.value)).to.deep.equal(['HubSpot']);
    });
  });

  it('is apart from what a set holds that the definition asks for by name', () => {
    const asked = requirement({ kind: 'permissionSetAssigned', name: 'pkg__Base' });
    const one = holder(
      { name: 'Base', namespace: 'pkg', permissions: ['ModifyAllData'] },
      { name: 'More', namespace: 'pkg', permissions: ['RunReports'] },
    );
    const found = surplus(one, [[readAccount, asked]]);
    expect(ids(found)).to.deep.equal(['userPermission:RunReports']);
    expect(ids({ entries: found.along })).to.deep.equal(['userPermission:ModifyAllData']);
    expect(
      found.sources.map(({ source, isVendors, isAskedFor }) => [source.name, isVendors, isAskedFor]),
    ).to.deep.equal([
      ['More', true, false],
      ['Base', true, true],
    ]);
  });

  it('is not known where rows could not be read, or the user looks at himself', () => {
    const one = holder({ permissions: ['ApiEnabled'] });
    const blind: InspectedUser = {
      ...one,
      evidence: {
        ...(one.evidence as Extract<InspectedUser['evidence'], { mode: 'admin' }>),
        fieldRows: gap('INCOMPLETE_ROWS', 'FieldPermissions', '1/2'),
      },
    };
    expect(surplusOf([{ reference: 'acme', requirements: setOf([]) }], snapshot(blind), blind)).to.deep.equal(
      gap('INCOMPLETE_ROWS', 'FieldPermissions', '1/2'),
    );
    const self: InspectedUser = {
      ...one,
      evidence: {
        mode: 'self',
        userPermissions: known(new Set<string>()),
        userPermissionColumns: new Map(),
        objects: new Map(),
      },
    };
    const reading = surplusOf([{ reference: 'acme', requirements: setOf([]) }], snapshot(self), self);
    expect(reading.known ? '' : reading.gap.code).to.equal('SELF_MODE');
  });

  it('leaves open what a group may give that is being recalculated', () => {
    const one = holder({
      type: 'PermissionSetGroup',
      stale: true,
      permissions: ['RunReports'],
      members: { Member: { permissions: [] } },
    });
    const found = surplus(one, [[readAccount]]);
    expect(ids(found)).to.deep.equal([]);
    expect(found.unclear.map(entryId)).to.deep.equal(['userPermission:RunReports']);
  });
});
