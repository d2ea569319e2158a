/** A check of one user for one integration as the look that is compared and kept. */
import type { AccessSnapshot } from '../../access/snapshot.js';
import type { Evaluation } from '../../check/evaluation.js';
import { checkExitCode, exitCodes } from '../../exitCode.js';
import type { FailOn } from '../../exitCode.js';
import type { Finding } from '../../kinds/finding.js';
import { isOpen } from '../../kinds/verdict.js';
import type { Look, LookFinding } from '../../monitor/look.js';
import type { Upcoming } from '../../monitor/news.js';
import { needName } from '../needName.js';
import type { Vocabulary } from '../needName.js';
import { visible } from '../visible.js';
import { sentencesOf } from '../words.js';

/** Whether it fails a check where it is missing. */
const countsFor = ({ level }: Finding, failOn: FailOn): boolean =>
  checkExitCode([{ level, status: 'unmet' }], failOn) !== exitCodes.done;

/** @throws Error where a code or a kind has no section in messages/finding.md */
const lookFinding = (finding: Finding, failOn: FailOn, vocabulary: Vocabulary): LookFinding => {
  const { id, kind, level, forbid, status, code, grantedBy } = finding;
  const { message, hintTexts, actions } = isOpen(finding)
    ? sentencesOf(finding, vocabulary)
    : { message: '', hintTexts: [], actions: [] };
  return {
    ...{ id, kind, level, forbid, status, code, grantedBy },
    counts: countsFor(finding, failOn),
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
  { reference, requirements, user, findings, failOn }: Evaluation & { readonly failOn: FailOn },
  { takenAt }: Pick<AccessSnapshot, 'takenAt'>,
  upcoming: readonly Upcoming[],
  plugin: string,
  vocabulary: Vocabulary,
): Look => ({
  user: { id: user.id, username: user.username, name: user.name },
  reference,
  authentication: requirements.authentication,
  definition: { id: requirements.integration, hash: requirements.definitionHash, label: requirements.label },
  plugin,
  at: takenAt,
  findings: findings.map((finding) => lookFinding(finding, failOn, vocabulary)),
  upcoming,
});
