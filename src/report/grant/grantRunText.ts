import { exitCodes } from '../../exitCode.js';
import type { GrantRun } from '../../grant/grantRun.js';
import { grantRunExitCode } from '../../grant/grantRun.js';
import { isEmpty } from '../../grant/grantPlan.js';
import type { PlanOrigin } from '../../grant/savedPlan.js';
import { undoOf } from '../../grant/undo.js';
import type { Undo } from '../../grant/undo.js';
import type { CheckReport } from '../check/checkReport.js';
import { checkText } from '../check/checkText.js';
import type { TextOptions } from '../check/textStyle.js';
import { hang } from '../layout.js';
import type { Vocabulary } from '../needName.js';
import { applyText } from './applyText.js';
import { outcomeText } from './outcomeText.js';
import { undoText } from './undoText.js';
import type { UndoWords } from './undoText.js';

/** What the next command is made of: the one that carries the plan out, or the one that takes it back. */
export type GrantCommand = {
  /** How the program is called. */
  readonly program: string;
  readonly origin: PlanOrigin;
  /** Where the plan is kept; undefined where it is not. */
  readonly savedAs: string | undefined;
  /** Where the receipt is kept; undefined where it is not. */
  readonly receiptFile: string | undefined;
};

/** How a dry run ends: that nothing was changed, and why it does not exit with 0 where it does not. */
const dryRunSentence = (run: GrantRun, { words, width }: TextOptions): string[] => {
  const code = grantRunExitCode(run);
  const key =
    code === exitCodes.done
      ? 'info.dryRun'
      : code === exitCodes.unknown
        ? 'info.dryRun.unknown'
        : isEmpty(run.plan)
          ? 'info.dryRun.missing'
          : 'info.dryRun.toDo';
  return hang('', words(key), width);
};

/** How to carry out what was only looked at. */
const applyLines = ({ plan, snapshot }: GrantRun, command: GrantCommand, options: TextOptions): string[] => {
  const { program, origin, savedAs } = command;
  const users = snapshot.users.map(({ username }) => username);
  return isEmpty(plan) ? [] : [applyText({ program, org: snapshot.org, origin, users, savedAs }, options)];
};

/** How to take back what was written and what the command for it is made of; null where nothing was. */
export const undoOfRun = (
  { plan, snapshot, receipt }: GrantRun,
  command: GrantCommand,
): { readonly undo: Undo; readonly about: UndoWords } | null => {
  const { program, origin, receiptFile } = command;
  const isOurs = plan.permissionSet.existing?.owned !== false;
  const undo = receipt && undoOf(receipt, receiptFile !== undefined, isOurs);
  if (!undo) return null;
  const about = {
    program,
    org: snapshot.org.username,
    reference: origin.reference,
    receipt: receiptFile,
    permissionSet: origin.permissionSet ?? undefined,
  };
  return { undo, about };
};

const undoLines = (run: GrantRun, command: GrantCommand, options: TextOptions): string[] => {
  const back = undoOfRun(run, command);
  return back ? ['', undoText(back.undo, back.about, options)] : [];
};

/** What the end of a grant is told with, besides the run itself. */
export type GrantEnd = {
  /** The check after the writes; null where it was not reached. */
  readonly after: CheckReport | null;
  /** The words for needs. */
  readonly vocabulary: Vocabulary;
};

/**
 * What people see at the end, below the plan.
 * @throws Error where a need has no name in messages/finding.md
 */
export const grantRunText = (
  run: GrantRun,
  { after, vocabulary }: GrantEnd,
  command: GrantCommand,
  options: TextOptions,
): string => {
  const { mode, plan, outcomes, interrupted } = run;
  const { words, width } = options;
  const ended = outcomes.length > 0 ? ['', outcomeText(outcomes, vocabulary, options)] : [];
  switch (mode) {
    case 'dryRun':
      return [...ended, ...dryRunSentence(run, options), ...applyLines(run, command, options)].join('\n');
    // The refusal says it.
    case 'notAgreed':
      return '';
    case 'project':
      // Nothing to deploy where no file was written.
      return [
        ...ended,
        ...(ended.length > 0 ? hang('', words('info.deploy', [plan.permissionSet.name]), width) : []),
      ].join('\n');
    case 'change':
      return [
        ...ended,
        ...(ended.length > 0 ? [''] : []),
        ...(after ? [checkText(after, options)] : []),
        ...(interrupted ? [words('info.interrupted')] : []),
        ...undoLines(run, command, options),
      ].join('\n');
  }
};
