import { orgJson } from '../check/checkJson.js';
import { isReady } from '../../exitCode.js';
import type { HistoryOutcome } from '../../history/historyOutcome.js';
import { historyRunExitCode } from '../../history/historyRun.js';
import type { HistoryRun } from '../../history/historyRun.js';
import type { FieldState, ObjectState } from '../../history/historyState.js';
import { fieldsPath } from '../document/setupUrl.js';
import type { Texts } from '../texts.js';
import { sentencesOf } from '../words.js';
import type {
  HistoryFieldResult,
  HistoryObjectResult,
  HistoryOutcomeResult,
  HistoryPlanResult,
  HistoryResult,
} from './historyResult.js';
import { isCustom } from '../../platform/customNames.js';

/** The page on which history is set by hand (fact F19); that of a custom object goes by way of its fields. */
export const setupPage = (instanceUrl: string, sobject: string): string =>
  isCustom(sobject)
    ? `${instanceUrl}${fieldsPath(sobject)}`
    : `${instanceUrl}/ui/setup/layout/FieldHistoryTracking?pEntity=${encodeURIComponent(sobject)}`;

const fieldJson = ({ field, trackedAs, status, verdict }: FieldState, texts: Texts): HistoryFieldResult => ({
  field,
  ...(trackedAs === field ? {} : { trackedAs }),
  status,
  code: verdict.code,
  message: sentencesOf(verdict, { texts, schema: null }).message,
});

/** One object as `--json` shows it. */
const objectJson = (state: ObjectState, texts: Texts): HistoryObjectResult => ({
  sobject: state.sobject,
  enabled: state.enabled ?? 'unknown',
  hasSwitch: state.hasSwitch,
  limit: state.limit,
  trackedFields: [...(state.trackedFields ?? [])],
  requested: state.requested.map((one) => fieldJson(one, texts)),
  suggested: state.suggested.map((one) => fieldJson(one, texts)),
  unasked: [...state.unasked],
  status: state.verdict.status,
  code: state.verdict.code,
  message: sentencesOf(state.verdict, { texts, schema: null }).message,
});

const planJson = ({ plan, mode, org }: HistoryRun): HistoryPlanResult | undefined =>
  plan === null
    ? undefined
    : {
        action: plan.action,
        dryRun: mode === 'dryRun',
        switches: [...plan.switches],
        fields: plan.fields.map(({ sobject, field, reason }) => ({ sobject, field, reason })),
        leftOut: plan.leftOut.map((one) => ({ ...one })),
        manual: plan.manual.map((one) => ({ ...one, page: setupPage(org.instanceUrl, one.sobject) })),
        ...(plan.undo
          ? {
              keeps: plan.undo.keeps.map((one) => ({ ...one, fields: [...one.fields] })),
              notFound: plan.undo.notFound.map((one) => ({ ...one })),
            }
          : {}),
      };

const outcomeJson = ({ step, sobject, field, result, code, detail }: HistoryOutcome): HistoryOutcomeResult => ({
  step,
  sobject,
  ...(field === undefined ? {} : { field }),
  result,
  ...(code === undefined ? {} : { code }),
  ...(detail === undefined ? {} : { detail }),
});

/** The `--json` result of a run. */
export const historyJson = (run: HistoryRun, texts: Texts): HistoryResult => {
  const { org, states, mode, outcomes } = run;
  const plan = planJson(run);
  return {
    schemaVersion: 1,
    org: orgJson(org),
    ready: isReady(historyRunExitCode(run)),
    sobjects: states.map((state) => objectJson(state, texts)),
    ...(plan ? { plan } : {}),
    ...(mode === 'change' || mode === 'project' ? { outcomes: outcomes.map(outcomeJson) } : {}),
  };
};
