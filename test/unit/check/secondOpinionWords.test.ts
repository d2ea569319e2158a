/** What counts as an answer when a finding is held against another opinion, and what becomes of a finding that two tell apart. */
import { expect } from 'chai';
import type {
  FieldOpinion,
  ObjectOpinion,
  PlatformOpinion,
  SecondOpinions,
} from '../../../src/access/secondOpinion.js';
import { known } from '../../../src/access/snapshot.js';
import type { DescribedObject, GrantedBy } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import { withSecondOpinions } from '../../../src/check/secondOpinion.js';
import type { OpinionCount } from '../../../src/check/secondOpinion.js';
import { findingOf } from '../../../src/kinds/finding.js';
import type { Finding } from '../../../src/kinds/finding.js';
import type { FindingCode } from '../../../src/kinds/findingCodes.js';
import { verdict } from '../../../src/kinds/verdict.js';
import type { Status } from '../../../src/kinds/verdict.js';
import { needs, requirement, snapshot, user } from '../support/snapshot.js';
import type { SourceSpec } from '../support/snapshot.js';

type Held = ReturnType<typeof withSecondOpinions>;

const agreed: OpinionCount = { agreed: 1, differing: 0, unanswered: 0 };
const differing: OpinionCount = { agreed: 0, differing: 1, unanswered: 0 };
const notAsked: OpinionCount = { agreed: 0, differing: 0, unanswered: 0 };

/** An object of which the platform says that everything is allowed but what stands here. */
const opinionOf = (
  object: Partial<ObjectOpinion> | null,
  fields: Record<string, FieldOpinion> = {},
): PlatformOpinion => ({
  objects: new Map(object ? [['account', { read: true, create: true, edit: true, delete: true, ...object }]] : []),
  fields: new Map(Object.entries(fields)),
});

const heldAgainst = (findings: readonly Finding[], opinions: SecondOpinions): Held => {
  const who = { ...user(), opinions };
  return withSecondOpinions(findings, [], snapshot(who), who);
};

const given: GrantedBy = { type: 'PermissionSet', name: 'Sync', namespace: null, label: 'Sync' };

describe('what a finding says that is held against an opinion', () => {
  const cases: ReadonlyArray<
    [title: string, status: Status, code: FindingCode, forbid: boolean, yes: OpinionCount, no: OpinionCount]
  > = [
    ['met is yes', 'met', 'GRANTED', false, agreed, differing],
    ['met in part is yes', 'degraded', 'OBJECT_PERMISSION_MISSING', false, agreed, differing],
    ['the minimum alone is no', 'degraded', 'MINIMUM_HELD', false, differing, agreed],
    ['missing is no', 'unmet', 'OBJECT_PERMISSION_MISSING', false, differing, agreed],
    ['impossible is no', 'impossible', 'LICENSE_FORBIDS', false, differing, agreed],
    ['unknown says nothing', 'unknown', 'NOT_READABLE', false, notAsked, notAsked],
    ['what does not apply says nothing', 'notApplicable', 'GRANTED', false, notAsked, notAsked],
    ['what is waived says nothing', 'waived', 'OBJECT_PERMISSION_MISSING', false, notAsked, notAsked],
    ['forbidden and there is yes', 'unmet', 'FORBIDDEN_HELD', true, agreed, differing],
    ['forbidden and not there is no', 'met', 'NOT_HELD', true, differing, agreed],
    ['forbidden and not known says nothing', 'unknown', 'NO_RULE', true, notAsked, notAsked],
    ['an object that is not there says nothing', 'impossible', 'NO_SUCH_OBJECT', false, notAsked, notAsked],
    ['a field that is not there says nothing', 'impossible', 'NO_SUCH_FIELD', false, notAsked, notAsked],
  ];
  for (const [title, status, code, forbid, yes, no] of cases)
    it(title, () => {
      const asked = requirement(needs.object('Account', 'read'), { forbid });
      const finding = findingOf(asked, verdict(status, code, ['Account']));
      const told = [true, false].map((read) => heldAgainst([finding], { platform: opinionOf({ read }) }));
      expect(told.map(({ counts }) => counts)).to.deep.equal([{ platform: yes }, { platform: no }]);
      expect(told.map(({ findings }) => findings[0] === finding)).to.deep.equal(
        [yes, no].map((count) => count !== differing),
      );
    });

  it('that two tell apart is unknown, with both, where it comes from, and nothing that is in its way', () => {
    const asked = requirement(needs.object('Account', 'edit'), { level: 'recommended', because: ['it writes'] });
    const finding: Finding = {
      ...findingOf(asked, verdict('degraded', 'GRANTED', ['Account'], { grantedBy: [given] })),
      blockedBy: ['object:Account:read'],
    };
    expect(heldAgainst([finding], { platform: opinionOf({ edit: false }) }).findings).to.deep.equal([
      {
        id: 'object:Account:edit',
        need: asked.need,
        forbid: false,
        kind: 'object',
        level: 'recommended',
        because: ['it writes'],
        status: 'unknown',
        code: 'OPINIONS_DIFFER',
        args: ['yes', 'UserEntityAccess', 'no'],
        variant: 'platform',
        grantedBy: [given],
        blockedBy: [],
        blockers: [],
        hints: [],
        remedy: null,
      },
    ]);
  });
});

describe('what the platform says of a need', () => {
  const says = (need: Finding['need'], opinion: PlatformOpinion): string => {
    const finding = findingOf({ need, forbid: false, level: 'required', because: [] }, verdict('met', 'GRANTED', []));
    const { findings, counts } = heldAgainst([finding], { platform: opinion });
    const { agreed: yes = 0, differing: no = 0, unanswered: none = 0 } = counts?.platform ?? {};
    return yes > 0 ? 'yes' : no > 0 ? `no by ${findings[0]?.args[1]}` : none > 0 ? 'nothing' : 'not asked';
  };
  const site = (write: FieldOpinion['write'], read = true): Record<string, FieldOpinion> => ({
    'account.website': { read, write },
  });
  const read = needs.field('Account', 'Website', 'read');
  const edit = needs.field('Account', 'Website', 'edit');
  const cases: ReadonlyArray<[title: string, of: () => string, expected: string]> = [
    ['create', () => says(needs.object('Account', 'create'), opinionOf({ create: false })), 'no by UserEntityAccess'],
    ['edit', () => says(needs.object('ACCOUNT', 'edit'), opinionOf({ edit: false })), 'no by UserEntityAccess'],
    ['delete', () => says(needs.object('Account', 'delete'), opinionOf({ read: false })), 'yes'],
    ['View All Records', () => says(needs.object('Account', 'viewAllRecords'), opinionOf({})), 'nothing'],
    ['Modify All Records', () => says(needs.object('Account', 'modifyAllRecords'), opinionOf({})), 'nothing'],
    ['View All Fields', () => says(needs.object('Account', 'viewAllFields'), opinionOf({})), 'nothing'],
    ['user permissions', () => says(needs.permission('ApiEnabled'), opinionOf({})), 'not asked'],
    ['a field that it does not name', () => says(read, opinionOf({})), 'nothing'],
    ['a field, which can be read without being written', () => says(read, opinionOf({}, site(null))), 'yes'],
    ['a field that is hidden', () => says(read, opinionOf({}, site(null, false))), 'no by UserFieldAccess'],
    [
      'a field that can be written by itself and not read',
      () => says(read, opinionOf({}, site({ create: true, update: true }, false))),
      'no by UserFieldAccess',
    ],
    [
      'a field that cannot be written at all',
      () => says(edit, opinionOf({}, site({ create: false, update: false }))),
      'no by UserFieldAccess',
    ],
    [
      'a field that new records take, which can be made',
      () => says(edit, opinionOf({ edit: false }, site({ create: true, update: false }))),
      'yes',
    ],
    [
      'a field that new records take, which cannot be made',
      () => says(edit, opinionOf({ create: false }, site({ create: true, update: false }))),
      'no by UserEntityAccess',
    ],
    [
      'a field that changes take, where records can only be made',
      () => says(edit, opinionOf({ edit: false }, site({ create: false, update: true }))),
      'no by UserEntityAccess',
    ],
    [
      'a field that can be written, of an object that is closed',
      () => says(edit, opinionOf({ read: false }, site({ create: true, update: true }))),
      'no by UserEntityAccess',
    ],
    ['a field of an object that it does not name', () => says(read, opinionOf(null, site(null))), 'nothing'],
  ];
  for (const [title, of, expected] of cases)
    it(title, () => {
      expect(of()).to.equal(expected);
    });
});

describe('what the user sees itself', () => {
  const itselfOf = (
    permissions: readonly string[],
    access: ReadonlyArray<'read' | 'edit'>,
  ): NonNullable<SecondOpinions['itself']> => {
    const described: DescribedObject = { access: new Set(access), fields: new Map() };
    return {
      mode: 'self',
      userPermissions: known(new Set(permissions)),
      userPermissionColumns: new Map([['runreports', { name: 'RunReports', label: 'Run Reports' }]]),
      objects: new Map([['account', known(described)]]),
    };
  };
  const asked = [
    requirement(needs.object('Account', 'read')),
    requirement(needs.object('Contact', 'read')),
    requirement(needs.permission('RunReports')),
    requirement(needs.permission('ViewSetup')),
  ];
  const told = (source: SourceSpec, opinions: SecondOpinions): { said: string[]; counts: Held['counts'] } => {
    const who = { ...user({ sources: [source] }), opinions };
    const world = snapshot(who);
    const { findings, counts } = withSecondOpinions(evaluate(asked, world, who), asked, world, who);
    const own = new Set(asked.map(({ id }) => id));
    return {
      said: findings
        .filter(({ id }) => own.has(id))
        .map(({ id, code, args, variant = '' }) =>
          code === 'OPINIONS_DIFFER' ? `${id}: ${args.join(' ')} ${variant}` : `${id}: ${code}`,
        ),
      counts,
    };
  };
  const reads: SourceSpec = { objects: { Account: 'read', Contact: 'read' }, permissions: ['RunReports'] };

  it('agrees with what rows give; what it cannot see is left as it is', () => {
    expect(told(reads, { itself: itselfOf(['runreports'], ['read']) })).to.deep.equal({
      said: [
        'object:Account:read: GRANTED',
        'object:Contact:read: GRANTED',
        'userPermission:RunReports: GRANTED',
        'userPermission:ViewSetup: USER_PERMISSION_MISSING',
      ],
      counts: { itself: { agreed: 2, differing: 0, unanswered: 2 } },
    });
  });

  it('differs, be it that rows give more or less', () => {
    expect(told({ objects: { Account: 'read' } }, { itself: itselfOf(['runreports'], []) })).to.deep.equal({
      said: [
        'object:Account:read: yes ann@example.com no itself',
        'object:Contact:read: OBJECT_PERMISSION_MISSING',
        'userPermission:RunReports: no ann@example.com yes itself',
        'userPermission:ViewSetup: USER_PERMISSION_MISSING',
      ],
      counts: { itself: { agreed: 0, differing: 2, unanswered: 2 } },
    });
  });

  it('is not asked about what the platform tells otherwise already', () => {
    const opinions = { platform: opinionOf({ read: false }), itself: itselfOf([], ['read']) };
    expect(told(reads, opinions)).to.deep.equal({
      said: [
        'object:Account:read: yes UserEntityAccess no platform',
        'object:Contact:read: GRANTED',
        'userPermission:RunReports: yes ann@example.com no itself',
        'userPermission:ViewSetup: USER_PERMISSION_MISSING',
      ],
      counts: {
        platform: { agreed: 0, differing: 1, unanswered: 1 },
        itself: { agreed: 0, differing: 1, unanswered: 2 },
      },
    });
  });
});
