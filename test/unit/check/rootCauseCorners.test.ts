/** Findings of which several causes come close: which one they stand under, in which order, and what each is about. */
import { expect } from 'chai';
import { needsOf, rootCauses } from '../../../src/check/rootCauses.js';
import type { CauseFinding } from '../../../src/check/rootCauses.js';
import type { Gap } from '../../../src/access/snapshot.js';
import { findingOf } from '../../../src/kinds/finding.js';
import type { Finding } from '../../../src/kinds/finding.js';
import { requirementId } from '../../../src/kinds/requirementId.js';
import type { Remedy } from '../../../src/kinds/verdict.js';
import { verdict } from '../../../src/kinds/verdict.js';
import { needs } from '../support/snapshot.js';

/** Missing, and a permission set would give it, but for what the test says. */
const open = (need: Finding['need'], more: Partial<Finding> = {}): Finding => ({
  ...findingOf(
    { need, forbid: false, level: 'required', because: [] },
    verdict('unmet', 'OBJECT_PERMISSION_MISSING', [], { remedy: {} }),
  ),
  ...more,
});

const permission = (name: string, more: Partial<Finding> = {}): Finding => open(needs.permission(name), more);
const license = (name: string, more: Partial<Finding> = {}): Finding => open({ kind: 'license', name }, more);
const object = (sobject: string, more: Partial<Finding> = {}): Finding => open(needs.object(sobject, 'read'), more);
const waitsFor = (...needed: Finding['need'][]): Partial<Finding> => ({
  blockedBy: needed.map((need) => requirementId(need)),
});
const unread = (code: Gap['code'], part: string, detail = ''): Partial<Finding> => ({
  status: 'unknown',
  code: 'NOT_READABLE',
  remedy: null,
  gap: { code, part, detail },
});
const lead = needs.object('Lead', 'read');
const licenseNamed = (name: string): Finding['need'] => ({ kind: 'license', name });

const told = (findings: readonly CauseFinding[]): string[] =>
  rootCauses(findings).map(({ change, subject, roots, falls }) => {
    const ids = [roots, falls].map((all) => all.map(({ id }) => id.replace('userPermission:', '')).join(' '));
    return `${[change, subject].filter((word) => word !== '').join(' ')}: ${ids.filter((word) => word !== '').join(' <- ')}`;
  });

describe('what could not be told, by cause', () => {
  const table: ReadonlyArray<[title: string, findings: () => Finding[], expected: string[]]> = [
    [
      'what this API version does not show is one cause, whatever part it stands in',
      () => [
        permission('A', unread('NOT_IN_API_VERSION', 'PermissionSet')),
        permission('B', unread('NOT_IN_API_VERSION', 'Profile')),
      ],
      ['unknown: A B'],
    ],
    [
      'and not that of what the user does not see itself',
      () => [permission('A', unread('NOT_IN_API_VERSION', 'X')), permission('B', unread('SELF_MODE', 'X'))],
      ['unknown: A', 'unknown: B'],
    ],
    [
      'each group that is being recalculated is a cause of its own',
      () => [
        permission('A', unread('RECALCULATING', 'PermissionSetGroup', 'Sales')),
        permission('B', unread('RECALCULATING', 'PermissionSetGroup', 'Service')),
        permission('C', unread('RECALCULATING', 'PermissionSetGroup', 'Sales')),
      ],
      ['unknown PermissionSetGroup Sales: A C', 'unknown PermissionSetGroup Service: B'],
    ],
    [
      'details of what was not read make no cause of their own, but why it was not does',
      () => [
        permission('A', unread('NOT_ANSWERED', 'FieldPermissions', 'timeout')),
        permission('B', unread('NOT_ANSWERED', 'FieldPermissions', 'busy')),
        permission('C', unread('INCOMPLETE_ROWS', 'FieldPermissions')),
      ],
      ['unknown FieldPermissions: A B', 'unknown FieldPermissions: C'],
    ],
    [
      'what nobody can tell although all was read, by object',
      () => {
        const unclear = { status: 'unknown', code: 'NO_RULE', remedy: null } as const;
        return [
          open(needs.field('Lead', 'Email'), unclear),
          open(needs.field('Lead', 'Phone'), unclear),
          open(needs.field('Case', 'Subject'), unclear),
          permission('A', unclear),
          permission('B', unclear),
        ];
      },
      [
        'unknown Lead: field:Lead.Email:read field:Lead.Phone:read',
        'unknown Case: field:Case.Subject:read',
        'unknown: A',
        'unknown: B',
      ],
    ],
    [
      'what is missing for sure is not among it, though a part of it could not be read',
      () => [permission('A', { gap: { code: 'NOT_ANSWERED', part: 'Profile', detail: '' } })],
      ['notGranted: A'],
    ],
  ];
  for (const [title, findings, expected] of table)
    it(title, () => {
      expect(told(findings())).to.deep.equal(expected);
    });
});

describe('what a permission set would give, by cause', () => {
  const remedy = (more: Partial<Remedy>): Partial<Finding> => ({
    remedy: { entries: [], licenses: [], objectAccess: [], permissionSets: [], ...more },
  });
  const entry = { kind: 'object', sobject: 'Lead', access: 'read' } as const;
  const table: ReadonlyArray<[title: string, findings: () => Finding[], expected: string[]]> = [
    [
      'what takes a license and a change of the set as well is the change of the set',
      () => [
        permission('A'),
        permission('B', remedy({ licenses: ['Psl'], entries: [entry] })),
        permission('C', remedy({ licenses: ['Psl'], objectAccess: [entry] })),
        permission('D', remedy({ licenses: ['Psl'] })),
      ],
      ['notGranted: A B C', 'notGranted: D'],
    ],
    [
      'what is there in part, and that nobody but people can mend, is theirs, by object',
      () => [
        open(needs.field('Lead', 'Email'), { status: 'degraded', code: 'MINIMUM_HELD', remedy: null }),
        open(needs.field('Lead', 'Phone'), { status: 'degraded', code: 'MINIMUM_HELD', remedy: null }),
        object('Case', { status: 'degraded', code: 'MINIMUM_HELD' }),
      ],
      ['byHand Lead: field:Lead.Email:read field:Lead.Phone:read', 'inPart: object:Case:read'],
    ],
    [
      'what is missing and that nobody but people can mend is theirs',
      () => [permission('A', { remedy: null }), permission('B')],
      ['notGranted: B', 'byHand: A'],
    ],
  ];
  for (const [title, findings, expected] of table)
    it(title, () => {
      expect(told(findings())).to.deep.equal(expected);
    });
});

describe('what stands in the way of what', () => {
  it('licenses of which each would do are one cause in whatever order they are named', () => {
    const [a, b] = [licenseNamed('A'), licenseNamed('B')];
    const findings = [
      license('A'),
      license('B'),
      object('Lead', waitsFor(a, b)),
      object('Case', waitsFor(b, a)),
      license('C'),
      object('Account', waitsFor(licenseNamed('C'))),
    ];
    expect(told(findings)).to.deep.equal([
      'license: license:A license:B <- object:Case:read object:Lead:read',
      'license: license:C <- object:Account:read',
    ]);
  });

  it('licenses are no cause together of which one is in two choices', () => {
    const [a, b, c] = [licenseNamed('A'), licenseNamed('B'), licenseNamed('C')];
    const findings = [
      license('A'),
      license('B'),
      license('C'),
      object('Lead', waitsFor(a, b)),
      object('Case', waitsFor(b, c)),
    ];
    expect(told(findings)).to.deep.equal([
      'license: license:A <- object:Lead:read',
      'license: license:B <- object:Case:read',
      'license: license:C',
    ]);
  });

  it('of two causes the one that has to be changed first counts, not the one whose id is first', () => {
    const findings = [
      open(needs.anyOf('a'), { remedy: null }),
      license('Psl'),
      object('Lead', waitsFor(licenseNamed('Psl'), needs.anyOf('a'))),
    ];
    expect(told(findings)).to.deep.equal(['license: license:Psl <- object:Lead:read', 'byHand: anyOf:a']);
  });

  it('the cause with more findings comes first, those that only wait for it among them', () => {
    const findings = [
      license('A'),
      license('B'),
      object('Lead', waitsFor(licenseNamed('B'))),
      open(needs.field('Lead', 'Email'), waitsFor(lead)),
      license('C'),
      object('Case', waitsFor(licenseNamed('C'))),
    ];
    expect(told(findings)).to.deep.equal([
      'license: license:B <- field:Lead.Email:read object:Lead:read',
      'license: license:C <- object:Case:read',
      'license: license:A',
    ]);
  });

  it('a cause of which a part is missing for good does not count as there in part', () => {
    const hint = { kind: 'expired', source: 'Sales' } as const;
    const findings = [
      license('Psl'),
      permission('A', { status: 'degraded', code: 'MINIMUM_HELD', hints: [hint] }),
      permission('B', { hints: [hint] }),
      permission('C'),
      permission('D', { status: 'degraded', hints: [{ ...hint, source: 'Other' }] }),
    ];
    expect(told(findings)).to.deep.equal([
      'license: license:Psl',
      'withoutEffect Sales: A B',
      'notGranted: C',
      'withoutEffect Other: D',
    ]);
  });
});

it('needs of a cause are counted by level', () => {
  const roots: [Finding, Finding] = [permission('A'), permission('B', { level: 'recommended' })];
  const falls = [object('Lead', { level: 'recommended' }), object('Case', { level: 'optional' })];
  expect(needsOf({ roots, falls })).to.deep.equal({
    required: 1,
    recommended: 2,
    optional: 1,
    all: 4,
  });
});
