import { expect } from 'chai';
import fc from 'fast-check';
import { causeChanges, needsOf, rootCauses } from '../../../src/check/rootCauses.js';
import { isOpen } from '../../../src/kinds/verdict.js';
import type { CauseFinding, RootCause } from '../../../src/check/rootCauses.js';
import type { Finding } from '../../../src/kinds/finding.js';
import { levels } from '../../../src/kinds/requirement.js';
import { statuses } from '../../../src/kinds/verdict.js';

const grantable: Finding['remedy'] = { entries: [], licenses: [], objectAccess: [], permissionSets: [] };

/** A finding that is missing and that a permission set would give, but for what the test says. */
const finding = (id: string, more: Partial<CauseFinding> = {}): CauseFinding => {
  const need: Finding['need'] = more.need ?? { kind: 'userPermission', name: id };
  return {
    id,
    code: 'USER_PERMISSION_MISSING',
    need,
    kind: need.kind,
    level: 'required',
    status: 'unmet',
    forbid: false,
    blockedBy: [],
    hints: [],
    remedy: grantable,
    grantedBy: [],
    ...more,
  };
};

const object = (sobject: string, more: Partial<CauseFinding> = {}): CauseFinding =>
  finding(`object:${sobject}:read`, {
    code: 'OBJECT_PERMISSION_MISSING',
    need: { kind: 'object', sobject, access: 'read', minimum: [] },
    ...more,
  });

const field = (sobject: string, name: string, more: Partial<CauseFinding> = {}): CauseFinding =>
  finding(`field:${sobject}.${name}:read`, {
    code: 'FIELD_PERMISSION_MISSING',
    need: { kind: 'field', sobject, field: name, access: 'read', standardized: false } as Finding['need'],
    ...more,
  });

const license = (name: string, more: Partial<CauseFinding> = {}): CauseFinding =>
  finding(`license:${name}`, { code: 'LICENSE_NEEDED', need: { kind: 'license', name }, ...more });

const tracked = (sobject: string, name: string): CauseFinding =>
  finding(`historyTracking:${sobject}.${name}`, {
    code: 'FIELD_NOT_TRACKED',
    need: { kind: 'historyTracking', sobject, field: name, suggestedFields: [] } as Finding['need'],
    remedy: null,
  });

const automation = (sobject: string, more: Partial<CauseFinding> = {}): CauseFinding =>
  finding(`automation:${sobject}`, {
    code: 'AUTOMATION_BLOCKS',
    need: { kind: 'automation', sobject, onFields: [] } as Finding['need'],
    remedy: null,
    ...more,
  });

const inactive = finding('user:active', {
  code: 'USER_INACTIVE',
  need: { kind: 'user', condition: 'active' },
  remedy: null,
});

const unread = (id: string, part: string, code: 'NOT_AUTHORISED' | 'SELF_MODE' = 'NOT_AUTHORISED'): CauseFinding =>
  finding(id, { status: 'unknown', code: 'NOT_READABLE', remedy: null, gap: { code, part, detail: id } });

const ids = (findings: readonly CauseFinding[]): string => findings.map(({ id }) => id).join(' ');
const told = (causes: readonly RootCause<CauseFinding>[]): string[] =>
  causes.map(
    ({ change, subject, level, roots, falls }) =>
      `${[change, subject].filter((word) => word !== '').join(' ')}, ${level}: ${[ids(roots), ids(falls)].filter((word) => word !== '').join(' <- ')}`,
  );

const cases: Array<[what: string, findings: CauseFinding[], causes: string[]]> = [
  ['nothing is open', [finding('a', { status: 'met' }), finding('b', { status: 'notApplicable' })], []],
  ['what is accepted has no cause', [finding('a', { status: 'waived' })], []],
  [
    'all that one permission set would give is one cause, whatever its level',
    [finding('api'), object('Lead'), field('Lead', 'Email'), field('Lead', 'Phone', { level: 'optional' })],
    ['notGranted, required: api field:Lead.Email:read field:Lead.Phone:read object:Lead:read'],
  ],
  [
    'what waits for something falls with it, over several steps, and ids compare without case',
    [
      license('Psl'),
      object('Lead', { blockedBy: ['LICENSE:psl'] }),
      field('Lead', 'Email', { blockedBy: ['object:Lead:read'] }),
    ],
    ['license, required: license:Psl <- field:Lead.Email:read object:Lead:read'],
  ],
  [
    'what waits for something that is no finding is a cause of its own',
    [field('Lead', 'Email', { blockedBy: ['object:Lead:read'] })],
    ['notGranted, required: field:Lead.Email:read'],
  ],
  [
    'what waits for something that is met does not wait any more',
    [object('Lead', { status: 'met' }), field('Lead', 'Email', { blockedBy: ['object:Lead:read'] })],
    ['notGranted, required: field:Lead.Email:read'],
  ],
  [
    'of several things in the way the most important one counts',
    [license('Psl'), finding('ViewAll'), object('Lead', { blockedBy: ['ViewAll', 'license:Psl'] })],
    ['license, required: license:Psl <- object:Lead:read', 'notGranted, required: ViewAll'],
  ],
  [
    'each license and each condition of the user is its own cause',
    [inactive, license('A'), license('B')],
    ['user, required: user:active', 'license, required: license:A', 'license, required: license:B'],
  ],
  [
    'licenses of which one is enough are one cause',
    [license('A'), license('B'), object('Lead', { blockedBy: ['license:A', 'license:B'] })],
    ['license, required: license:A license:B <- object:Lead:read'],
  ],
  [
    'licenses of which one is not enough for all are not',
    [
      license('A'),
      license('B'),
      object('Case', { blockedBy: ['license:B'] }),
      object('Lead', { blockedBy: ['license:A', 'license:B'] }),
    ],
    ['license, required: license:A <- object:Lead:read', 'license, required: license:B <- object:Case:read'],
  ],
  [
    'history is one cause for each object',
    [tracked('Case', 'Status'), tracked('Lead', 'Status'), tracked('Lead', 'Rating')],
    [
      'history Lead, required: historyTracking:Lead.Rating historyTracking:Lead.Status',
      'history Case, required: historyTracking:Case.Status',
    ],
  ],
  [
    'automation is a cause by itself on each object',
    [automation('Case'), automation('Lead', { status: 'degraded' })],
    ['automation, required: automation:Case', 'automation, required: automation:Lead'],
  ],
  [
    'what could not be read is one cause for each part',
    [
      unread('a', 'ObjectPermissions'),
      unread('b', 'PermissionSet'),
      unread('c', 'ObjectPermissions'),
      unread('automation:Lead', 'FlowDefinitionView'),
    ],
    [
      'unknown ObjectPermissions, required: a c',
      'unknown FlowDefinitionView, required: automation:Lead',
      'unknown PermissionSet, required: b',
    ],
  ],
  [
    'what a user cannot see of himself is one cause, whatever part of the org it stands in',
    [unread('a', 'ObjectPermissions', 'SELF_MODE'), unread('b', 'PermissionSet', 'SELF_MODE')],
    ['unknown, required: a b'],
  ],
  [
    'an assignment without effect is one cause for all that it would give',
    [
      finding('a', { hints: [{ kind: 'expired', source: 'Sales' }] }),
      finding('b', { hints: [{ kind: 'expired', source: 'Sales' }] }),
      finding('c', { hints: [{ kind: 'muted', source: 'Sales' }] }),
    ],
    ['withoutEffect Sales, required: a b', 'withoutEffect Sales, required: c'],
  ],
  [
    'what must not be there is one cause for each place that it comes from',
    [
      ...['not:a', 'not:b'].map((id) =>
        finding(id, {
          forbid: true,
          code: 'FORBIDDEN_HELD',
          remedy: null,
          grantedBy: [{ type: 'PermissionSet', name: 'Everything', namespace: null, label: 'Everything' }],
        }),
      ),
      finding('not:c', {
        forbid: true,
        code: 'FORBIDDEN_HELD',
        remedy: null,
        grantedBy: [{ type: 'Profile', name: 'Admin', namespace: null, label: 'Admin' }],
      }),
    ],
    ['forbidden, required: not:a not:b', 'forbidden, required: not:c'],
  ],
  [
    'what the user license does not allow is one cause',
    [
      object('Lead', { status: 'impossible', code: 'LICENSE_FORBIDS', userLicense: 'Chatter Free' }),
      finding('a', { status: 'impossible', code: 'LICENSE_FORBIDS_PERMISSION', userLicense: 'Chatter Free' }),
    ],
    ['licenseForbids Chatter Free, required: a object:Lead:read'],
  ],
  [
    'fields that an object does not have are one cause',
    [
      field('Lead', 'A', { status: 'impossible', code: 'NO_SUCH_FIELD', remedy: null }),
      field('Lead', 'B', { status: 'impossible', code: 'NO_SUCH_FIELD', remedy: null }),
      field('Case', 'A', { status: 'impossible', code: 'NO_SUCH_FIELD', remedy: null }),
    ],
    ['impossible Lead, required: field:Lead.A:read field:Lead.B:read', 'impossible Case, required: field:Case.A:read'],
  ],
  [
    'what is there in part, or only to be looked at, is apart from what is missing and comes after it',
    [
      object('Case', { status: 'degraded', code: 'MINIMUM_HELD' }),
      automation('Case', { status: 'degraded' }),
      object('Lead'),
      tracked('Lead', 'Status'),
    ],
    [
      'notGranted, required: object:Lead:read',
      'history Lead, required: historyTracking:Lead.Status',
      'automation, required: automation:Case',
      'inPart, required: object:Case:read',
    ],
  ],
  [
    'required comes before recommended before optional, then what is to be changed first',
    [
      finding('c', { level: 'optional' }),
      { ...inactive, level: 'optional' as const },
      license('Psl', { level: 'recommended' }),
      automation('Lead'),
    ],
    [
      'automation, required: automation:Lead',
      'license, recommended: license:Psl',
      'user, optional: user:active',
      'notGranted, optional: c',
    ],
  ],
  [
    'a required need makes what it waits for count as required',
    [license('Psl', { level: 'recommended' }), object('Lead', { blockedBy: ['license:Psl'] })],
    ['license, required: license:Psl <- object:Lead:read'],
  ],
  [
    'what blocks itself, and what blocks each other, has a root all the same',
    [
      object('Case', { blockedBy: ['object:Case:read'] }),
      inactive,
      automation('A', { blockedBy: ['automation:C'] }),
      automation('B', { blockedBy: ['automation:A'] }),
      automation('C', { blockedBy: ['automation:B'] }),
      field('Lead', 'Email', { blockedBy: ['automation:C'] }),
    ],
    [
      'user, required: user:active',
      'notGranted, required: object:Case:read',
      'automation, required: automation:A <- automation:B automation:C field:Lead.Email:read',
    ],
  ],
];

describe('root causes', () => {
  for (const [what, findings, causes] of cases) {
    it(what, () => {
      expect(told(rootCauses(findings))).to.deep.equal(causes);
      expect(told(rootCauses([...findings].reverse()))).to.deep.equal(causes);
    });
  }

  it('keeps apart from what one permission set gives a license, and a set that is assigned as it is', () => {
    const given = { entries: [], objectAccess: [], licenses: [], permissionSets: [] };
    const causes = rootCauses([
      finding('one'),
      finding('two'),
      finding('psl', {
        need: { kind: 'permissionSetLicense', name: 'SyncPsl' },
        code: 'PERMISSION_SET_NOT_ASSIGNED',
        remedy: { ...given, licenses: ['SyncPsl'] },
      }),
      finding('set', { remedy: { ...given, permissionSets: ['Sync_User'] } }),
    ]);
    expect(causes.map(({ roots }) => roots.map(({ id }) => id))).to.deep.equal([['one', 'two'], ['psl'], ['set']]);
  });

  it('say what they are about as data, and how many needs of each level hang on them', () => {
    const [cause] = rootCauses([
      license('Psl'),
      object('Lead', { blockedBy: ['license:Psl'] }),
      object('Case', { blockedBy: ['license:Psl'], level: 'optional' }),
    ]);
    expect(cause).to.deep.include({
      change: 'license',
      code: 'LICENSE_NEEDED',
      kind: 'license',
      need: { kind: 'license', name: 'Psl' },
    });
    expect(cause && needsOf(cause)).to.deep.equal({ required: 2, recommended: 0, optional: 1, all: 3 });
  });

  it('hold every open finding once, whatever blocks what, and stay in their order', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const any = fc.tuple(
      ...names.map((name) =>
        fc.record({
          id: fc.constant(name),
          status: fc.constantFrom(...statuses),
          level: fc.constantFrom(...levels),
          blockedBy: fc.subarray(names),
          remedy: fc.constantFrom(null, grantable),
          need: fc.constantFrom<Finding['need']>(
            { kind: 'license', name },
            { kind: 'userPermission', name },
            { kind: 'object', sobject: 'Lead', access: 'read', minimum: [] },
            { kind: 'user', condition: 'active' },
          ),
        }),
      ),
    );
    fc.assert(
      fc.property(any, (parts) => {
        const findings = parts.map(({ id, ...more }) => finding(id, more));
        const causes = rootCauses(findings);
        const inCauses = causes.flatMap(({ roots, falls }) => [...roots, ...falls]).map(({ id }) => id);
        expect(inCauses.sort()).to.deep.equal(findings.filter(isOpen).map(({ id }) => id));
        expect(causes.reduce((sum, cause) => sum + needsOf(cause).all, 0)).to.equal(inCauses.length);
        const order = causes.map(({ level }) => levels.indexOf(level));
        expect(order).to.deep.equal([...order].sort((x, y) => x - y));
        for (const { change, level, roots, falls } of causes) {
          expect(causeChanges).to.include(change);
          const all = [...roots, ...falls].map((one) => levels.indexOf(one.level));
          expect(levels.indexOf(level)).to.equal(Math.min(...all));
        }
      }),
    );
  });
});
