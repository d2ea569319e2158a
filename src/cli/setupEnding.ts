/** What people see at the end of a setup: the text for the terminal, and the report to keep. */
import type { OrgIdentity } from '../access/snapshot.js';
import { exitCodes, isReady } from '../exitCode.js';
import type { GrantRun } from '../grant/grantRun.js';
import type { NarrowerVariant } from '../grant/narrowerVariants.js';
import type { CheckReport } from '../report/check/checkReport.js';
import { lackingText } from '../platform/writePermissions.js';
import { checkText } from '../report/check/checkText.js';
import type { DocumentFrame } from '../report/document/documentFrame.js';
import type { ReportDocument } from '../report/document/reportDocument.js';
import type { PlanReport } from '../report/grant/planReport.js';
import { planWithoutHistory } from '../report/setup/planWithoutHistory.js';
import { setupOutcomesText, setupUndoText } from '../report/setup/setupEndText.js';
import type { UnsealedSetup } from '../setup/savedSetup.js';
import type { SetupEnd } from '../setup/setupEnd.js';
import {
  applyCommand,
  checkOptions,
  elsewhereText,
  grantOptions,
  leavesHistory,
  planOptions,
  historyOptions,
  pairTitle,
  setupWords,
} from './setupScene.js';
import type { SetupScene } from './setupScene.js';
import { terminalWidth } from './presentation.js';
import { unique } from '../report/groups.js';
import { wrap } from '../report/layout.js';
import { visible } from '../report/visible.js';

/** What people have been told meanwhile: the plans, and the check at the end, null where there is none. */
export type SetupTold = {
  readonly isDryRun: boolean;
  readonly reports: readonly PlanReport[];
  readonly after: CheckReport | null;
  /** For each integration the API names of what whoever runs it lacks to carry its plan out. */
  readonly runnerLacks: ReadonlyArray<readonly string[]>;
  readonly org: Pick<OrgIdentity, 'instanceUrl'>;
};

/** That nothing was changed, why the code is not 0 where it is not, and how to go on. */
const dryRunLines = (
  { exitCode }: SetupEnd,
  { runnerLacks, org }: Pick<SetupTold, 'runnerLacks' | 'org'>,
  scene: SetupScene,
): string[] => {
  if (isReady(exitCode)) return [setupWords('info.dryRun.nothing')];
  const why = exitCode === exitCodes.unknown ? 'info.dryRun.unknown' : 'info.dryRun';
  const lacks = unique(runnerLacks.flat());
  const key = lacks.length === 0 ? why : `${why}.byOther`;
  const text = setupWords(key, [
    String(exitCode),
    ...(lacks.length === 0 ? [] : [lackingText(lacks), org.instanceUrl]),
  ]);
  return [...wrap(visible(text), terminalWidth()), `  ${applyCommand(scene, lacks)}`];
};

/** How a run ends: a dry run with the next command, another one with its outcomes, the check and how to take it back. */
export const endLines = (end: SetupEnd, told: SetupTold, scene: SetupScene): string[] => {
  const { isDryRun, reports, after } = told;
  if (isDryRun) return dryRunLines(end, told, scene);
  const { pairs } = scene.request;
  const options = grantOptions(scene);
  const outcomes = setupOutcomesText(end, {
    words: setupWords,
    ...{ grant: options, history: historyOptions(scene) },
    parts: reports.map(({ vocabulary }, at) => ({
      title: pairTitle(pairs[at] as (typeof pairs)[number]),
      vocabulary,
    })),
  });
  const { program, org, flags } = scene;
  const undo = setupUndoText(
    end,
    { program, org, references: pairs.map(({ reference }) => reference), receipt: flags['save-receipt'] },
    { words: setupWords, grant: options },
  );
  return [
    ...(outcomes === '' ? [] : [outcomes]),
    ...(after ? [checkText(after, checkOptions(scene, end.skipped.length > 0))] : []),
    ...(end.exitCode === exitCodes.interrupted ? [setupWords('info.interrupted')] : []),
    ...(undo === '' ? [] : [`\n${undo}`]),
  ];
};

/** What the report of a setup is made of. */
export type SetupReport = SetupTold & {
  readonly end: SetupEnd;
  readonly saved: UnsealedSetup;
  /** For each integration the variants of its definition that ask for less. */
  readonly narrower: ReadonlyArray<readonly NarrowerVariant[]>;
  /** The result as `--json` gives it. */
  readonly json: unknown;
};

/** The report of a setup, before its format is known. Loaded here: a run without a report needs none of it. */
export const setupReport = async (
  report: SetupReport,
  scene: SetupScene,
  frame: DocumentFrame,
): Promise<ReportDocument> => {
  const { end, isDryRun, reports, after, saved, narrower, json, runnerLacks, org } = report;
  const lacks = unique(runnerLacks.flat());
  const [{ setupParts }, { setupDocument }, { setupHash }] = await Promise.all([
    import('../report/document/setupParts.js'),
    import('../report/document/setupDocument.js'),
    import('./setupPlan.js'),
  ]);
  const options = grantOptions(scene);
  const optionsAt = (at: number): typeof options => {
    const pair = scene.request.pairs[at];
    return pair ? planOptions(scene, pair, runnerLacks[at] ?? []) : options;
  };
  const savedAs = scene.flags['save-plan'];
  const parts = setupParts(
    {
      grants: reports.map((one, at) => ({
        report: leavesHistory(scene) ? one : planWithoutHistory(one),
        ...{ run: end.grants[at] as GrantRun, options: optionsAt(at) },
        narrower: narrower[at] ?? [],
      })),
      history: end.history && { run: end.history, options: historyOptions(scene) },
      after: after && { report: after, options: checkOptions(scene, end.skipped.length > 0) },
    },
    frame,
  );
  return setupDocument(
    {
      ...{ parts, dryRun: isDryRun, exitCode: end.exitCode, json },
      plan: savedAs === undefined ? null : { file: savedAs, hash: setupHash(saved) },
      apply:
        isDryRun && end.exitCode === 1
          ? { command: applyCommand(scene, lacks, true), runnerLacks: lacks, instanceUrl: org.instanceUrl }
          : null,
      // The check at the end says it itself.
      elsewhere: after === null ? elsewhereText(scene) : null,
    },
    frame,
  );
};
