/** What was kept of looks, as reports take it, and as `--json` gives it. */
import { exitCodes, worstExitCode } from '../../exitCode.js';
import type { StateExitCode } from '../../exitCode.js';
import { isMissing } from '../../monitor/changes.js';
import type { KeptFinding, KeptLook, MonitorState } from '../../monitor/monitorState.js';
import type { KeptResult } from './monitorResult.js';
import type { SetAside } from './watchReport.js';

export type KeptReport = {
  /** When it was read: ISO 8601, UTC. */
  readonly at: string;
  readonly stateDir: string;
  readonly states: readonly MonitorState[];
  readonly keptAside: readonly SetAside[];
};

/** What is not as it should be: missing, unknown, or only partly there. What is longest so comes first. */
export const openIn = ({ findings }: KeptLook): KeptFinding[] =>
  findings
    .filter(({ status }) => isMissing(status) || status === 'unknown' || status === 'degraded')
    .sort((a, b) => (a.since === b.since ? 0 : a.since < b.since ? -1 : 1));

/** How many needs that fail a check are missing, and how many are unknown. */
export const countsOf = ({ findings }: KeptLook): { readonly missing: number; readonly unknown: number } => {
  const counted = findings.filter(({ counts }) => counts);
  return {
    missing: counted.filter(({ status }) => isMissing(status)).length,
    unknown: counted.filter(({ status }) => status === 'unknown').length,
  };
};

/** The exit code of one look as it was kept. */
export const codeOfLook = (look: KeptLook): StateExitCode => {
  const { missing, unknown } = countsOf(look);
  if (missing > 0) return exitCodes.missing;
  return unknown > 0 ? exitCodes.unknown : exitCodes.done;
};

/** Two days: whoever looks once a day has missed one then, and something is wrong. */
const oldAfterMs = 2 * 86_400_000;

/** Whether nobody has looked for so long that nothing follows from it any more. @param at when that is asked, ISO 8601 */
export const isOldLook = (look: KeptLook, at: string): boolean => Date.parse(at) - Date.parse(look.at) > oldAfterMs;

/** The exit code of all of them: of what is old or cannot be read nobody knows anything. */
export const keptCode = ({ states, keptAside, at }: KeptReport): StateExitCode =>
  worstExitCode([
    ...states.flatMap(({ looks }) => looks.map(codeOfLook)),
    ...(keptAside.length > 0 || states.some(({ looks }) => looks.some((look) => isOldLook(look, at)))
      ? [exitCodes.unknown]
      : []),
  ]);

const openJson = ({
  id,
  what,
  level,
  status,
  code,
  since,
  told,
  changes,
}: KeptFinding): KeptResult['states'][number]['looks'][number]['open'][number] => ({
  ...{ id, what, level, status, code, since, told },
  changes: changes.map((one) => ({ ...one })),
});

/** The `--json` result: plain data. */
export const keptJson = ({ stateDir, states, keptAside, at: now }: KeptReport): KeptResult => ({
  schemaVersion: 1,
  stateDir,
  states: states.map(({ org, integration, looks, outbox }) => ({
    ...{ org, integration },
    looks: looks.map((look) => ({
      ...{ reference: look.reference, user: look.user.username, first: look.first, last: look.at },
      ...(isOldLook(look, now) ? { old: true } : {}),
      ...countsOf(look),
      open: openIn(look).map(openJson),
    })),
    undelivered: outbox.map(({ run, at, pending }) => ({ run, at, channels: [...pending] })),
  })),
  keptAside: keptAside.map((one) => ({ ...one })),
});
