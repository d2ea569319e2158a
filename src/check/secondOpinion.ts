/** Findings held against what the platform itself, or the user, says of the same access (fact K6). */
import type { PlatformOpinion } from '../access/secondOpinion.js';
import type { AccessSnapshot, InspectedUser } from '../access/snapshot.js';
import type { Finding } from '../kinds/finding.js';
import type { Requirement } from '../kinds/requirement.js';
import { verdict } from '../kinds/verdict.js';
import { fieldKey, keyOf } from '../platform/names.js';
import { evaluate } from './evaluate.js';

/** How many needs of objects, fields and user permissions an opinion agrees with, differs from, and says nothing of. */
export type OpinionCount = { readonly agreed: number; readonly differing: number; readonly unanswered: number };

/** Of each opinion that was asked for. */
export type OpinionCounts = { readonly platform?: OpinionCount; readonly itself?: OpinionCount };

/** The org does not have the thing: nobody else can be asked about it. */
const absent: ReadonlySet<string> = new Set(['NO_SUCH_OBJECT', 'NO_SUCH_FIELD', 'NO_SUCH_USER_PERMISSION']);

/** Whether the finding says that the user has it; undefined where it does not say either. */
const heldBy = ({ status, code, forbid }: Finding): boolean | undefined => {
  if (absent.has(code)) return undefined;
  if (forbid) return code === 'FORBIDDEN_HELD' ? true : code === 'NOT_HELD' ? false : undefined;
  switch (status) {
    case 'met':
      return true;
    case 'degraded':
      // The minimum is there, and this is not.
      return code !== 'MINIMUM_HELD';
    case 'unmet':
    case 'impossible':
      return false;
    case 'unknown':
    case 'notApplicable':
    case 'waived':
      return undefined;
  }
};

/** Who says otherwise, by the name that the report gives it, and what. */
type Opinion = { readonly by: string; readonly says: boolean };

const fieldOpinion = (
  { objects, fields }: PlatformOpinion,
  { sobject, field, access }: Extract<Finding['need'], { kind: 'field' }>,
): Opinion | undefined => {
  const own = fields.get(fieldKey(sobject, field));
  if (!own) return undefined;
  const by = 'UserFieldAccess';
  const { read, write } = own;
  if (access === 'edit' && write === null) return undefined;
  const says = access === 'read' ? read : write?.create === true || write?.update === true;
  if (!says) return { by, says };
  // It speaks of the field alone, which is of no use without its object (fact K5).
  const object = objects.get(keyOf(sobject));
  if (!object) return undefined;
  const opens =
    object.read &&
    (access === 'read' || (write?.update === true && object.edit) || (write?.create === true && object.create));
  return { by: opens ? by : 'UserEntityAccess', says: opens };
};

const platformOpinion = (opinion: PlatformOpinion, need: Finding['need']): Opinion | undefined => {
  if (need.kind === 'field') return fieldOpinion(opinion, need);
  if (need.kind !== 'object') return undefined;
  const { access } = need;
  const own = opinion.objects.get(keyOf(need.sobject));
  if (!own || access === 'viewAllRecords' || access === 'modifyAllRecords' || access === 'viewAllFields')
    return undefined;
  return { by: 'UserEntityAccess', says: own[access] };
};

const kindsAsked: ReadonlySet<string> = new Set(['object', 'field', 'userPermission']);

const differing = (finding: Finding, held: boolean, { by, says }: Opinion, variant: string): Finding => ({
  ...finding,
  ...verdict('unknown', 'OPINIONS_DIFFER', [held ? 'yes' : 'no', by, says ? 'yes' : 'no'], {
    grantedBy: finding.grantedBy,
    variant,
  }),
  blockedBy: [],
});

/** The findings after one opinion, and how it went. */
const heldAgainst = (
  findings: readonly Finding[],
  kinds: ReadonlySet<string>,
  opinionOf: (finding: Finding) => Opinion | undefined,
  variant: string,
): { readonly findings: Finding[]; readonly count: OpinionCount } => {
  const count = { agreed: 0, differing: 0, unanswered: 0 };
  const after = findings.map((finding) => {
    const held = kinds.has(finding.kind) ? heldBy(finding) : undefined;
    if (held === undefined) return finding;
    const opinion = opinionOf(finding);
    if (opinion === undefined) count.unanswered += 1;
    else if (opinion.says === held) count.agreed += 1;
    else {
      count.differing += 1;
      return differing(finding, held, opinion, variant);
    }
    return finding;
  });
  return { findings: after, count };
};

/**
 * The findings with every disagreement made unknown: neither opinion is taken for the truth. What nobody else answers, and what
 * is unknown already, stays as it is.
 */
export const withSecondOpinions = (
  findings: readonly Finding[],
  requirements: readonly Requirement[],
  snapshot: Pick<AccessSnapshot, 'schema'>,
  user: InspectedUser,
): { readonly findings: readonly Finding[]; readonly counts?: OpinionCounts } => {
  const { platform, itself } = user.opinions ?? {};
  if (!platform && !itself) return { findings };
  const first = platform
    ? heldAgainst(findings, new Set(['object', 'field']), ({ need }) => platformOpinion(platform, need), 'platform')
    : null;
  const own = new Map(
    itself ? evaluate(requirements, snapshot, { ...user, evidence: itself }).map((one) => [keyOf(one.id), one]) : [],
  );
  const seen = ({ id }: Finding): Opinion | undefined => {
    const other = own.get(keyOf(id));
    const says = other && heldBy(other);
    return says === undefined ? undefined : { by: user.username, says };
  };
  const second = itself ? heldAgainst(first?.findings ?? findings, kindsAsked, seen, 'itself') : null;
  return {
    findings: second?.findings ?? first?.findings ?? findings,
    counts: {
      ...(first ? { platform: first.count } : {}),
      ...(second ? { itself: second.count } : {}),
    },
  };
};
