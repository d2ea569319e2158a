/** A check of one user for one integration as the look that is compared and kept. */
import type { AccessSnapshot } from '../../access/snapshot.js';
import { sourcesOnce } from '../../access/sourcesOnce.js';
import type { Evaluation } from '../../check/evaluation.js';
import { fillingKey } from '../../definition/filling.js';
import type { Filling } from '../../definition/filling.js';
import { checkExitCode, exitCodes } from '../../exitCode.js';
import type { FailOn } from '../../exitCode.js';
import type { Finding } from '../../kinds/finding.js';
import { isOpen } from '../../kinds/verdict.js';
import type { Look, LookFinding } from '../../monitor/look.js';
import type { Upcoming } from '../../monitor/news.js';
import { isNamePattern } from '../../platform/names.js';
import { needName } from '../needName.js';
import type { Vocabulary } from '../needName.js';
import { visible } from '../visible.js';
import { sentencesOf } from '../words.js';

/** Whether it fails a check where it is missing. */
const countsFor = ({ level }: Finding, failOn: FailOn): boolean =>
  checkExitCode([{ level, status: 'unmet' }], failOn) !== exitCodes.done;

/** The object of a field or of an object, and whether it is a pattern of which nobody can tell what it reaches. */
const aboutObject = ({ need, status, waiver }: Finding): Pick<LookFinding, 'sobject' | 'unfollowed'> => {
  if (need.kind !== 'object' && need.kind !== 'field') return {};
  const isUnknown = status === 'unknown' || waiver?.wouldBe === 'unknown';
  const isPattern = isNamePattern(need.kind === 'object' ? need.sobject : need.field);
  return { sobject: need.sobject, ...(isUnknown && isPattern ? { unfollowed: true } : {}) };
};

/** What a definition is filled in with, as the key of a look; nothing where with nothing. */
export const fillingInKey = (filling: Filling): Pick<Look, 'filling'> => {
  const key = fillingKey(filling);
  return key === fillingKey({}) ? {} : { filling: key };
};

/** @throws Error where a code or a kind has no section in messages/finding.md */
const lookFinding = (finding: Finding, failOn: FailOn, vocabulary: Vocabulary): LookFinding => {
  const { id, kind, level, forbid, status, code } = finding;
  const { message, hintTexts, actions } = isOpen(finding)
    ? sentencesOf(finding, vocabulary)
    : { message: '', hintTexts: [], actions: [] };
  return {
    ...{ id, kind, level, forbid, status, code, grantedBy: sourcesOnce(finding.grantedBy) },
    counts: countsFor(finding, failOn),
    ...aboutObject(finding),
    what: visible(needName(finding.need, vocabulary)),
    why: [message, ...hintTexts, ...actions].filter((line) => line !== '').map(visible),
  };
};

/**
 * The look.
 * @param upcoming what ends soon
 * @param plugin version of this plugin
 */
export const lookOf = (
  { reference, requirements, user, findings, failOn, ...filling }: Evaluation & Filling & { readonly failOn: FailOn },
  { takenAt }: Pick<AccessSnapshot, 'takenAt'>,
  upcoming: readonly Upcoming[],
  plugin: string,
  vocabulary: Vocabulary,
): Look => ({
  user: { id: user.id, username: user.username, name: user.name },
  reference,
  authentication: requirements.authentication,
  ...fillingInKey(filling),
  definition: { id: requirements.integration, hash: requirements.definitionHash, label: requirements.label },
  plugin,
  at: takenAt,
  findings: findings.map((finding) => lookFinding(finding, failOn, vocabulary)),
  upcoming,
});
