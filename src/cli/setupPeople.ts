/** What people see of the plans of a setup, and what they are asked. */
import { Messages } from '@salesforce/core';
import { reviewedNames } from '../grant/savedPlan.js';
import type { SavedPlan } from '../grant/savedPlan.js';
import { isEmpty } from '../grant/grantPlan.js';
import { isEmptyPlan } from '../history/historyPlan.js';
import { planReport } from '../report/grant/planReport.js';
import type { PlanReport } from '../report/grant/planReport.js';
import { planText } from '../report/grant/planText.js';
import { historyReadingText } from '../report/history/historyRunText.js';
import { planWithoutHistory } from '../report/setup/planWithoutHistory.js';
import { orgInQuestion } from '../report/orgText.js';
import type { ToldOrg } from '../report/orgText.js';
import type { PlannedGrant } from '../setup/setupEnd.js';
import type { SavedHistory, SavedSetup } from '../setup/savedSetup.js';
import { grantQuestion, refuseNotAllowed } from './grantQuestion.js';
import { findingTexts, paint } from './presentation.js';
import { planOptions, historyOptions, leavesHistory, pairTitle, setupGrantWords, setupWords } from './setupScene.js';
import type { SetupScene } from './setupScene.js';
import { holdGrantAgainst, holdHistoryAgainst } from './setupPlan.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const grantMessages = Messages.loadMessages('sf-plugin-integration', 'integration.grant');

/** How the command speaks. */
export type Voice = {
  readonly log: (text: string) => void;
  readonly startSpinner: (text: string) => void;
  readonly stopSpinner: () => void;
  /** Asks; null where nobody can be asked, or is to be. */
  readonly agrees: ((org: ToldOrg, question: () => string) => Promise<boolean>) | null;
};

type Planned = Omit<PlannedGrant, 'isAgreed'> & { readonly runnerLacks: readonly string[] };
type Tracking = Parameters<typeof historyReadingText>[0];

/** Shows and asks, part by part. `reports` are those of the plans that were shown, in their order. */
export type SetupPeople = {
  readonly reports: readonly PlanReport[];
  readonly onReading: () => void;
  readonly onPlanning: (pair: { readonly reference: string }) => void;
  readonly showGrant: (planned: Planned, saved: SavedPlan, at: number) => void;
  readonly showHistory: (reading: Tracking, saved: SavedHistory) => void;
  readonly agreesToGrant: (planned: Planned, at: number) => Promise<boolean>;
  readonly agreesToHistory: (reading: Tracking) => Promise<boolean>;
};

/**
 * The people of a run.
 * @param reviewed a plan that somebody has reviewed: what differs from it is refused before anybody is asked
 */
export const setupPeople = (scene: SetupScene, reviewed: SavedSetup | null, voice: Voice): SetupPeople => {
  const { pairs } = scene.request;
  const reports: PlanReport[] = [];
  const reportAt = (at: number): PlanReport => reports[at] as PlanReport;
  const titleAt = (at: number): string => pairTitle(pairs[at] as (typeof pairs)[number]);
  const heading = (text: string): void => voice.log(paint('heading', text));
  return {
    reports,
    onPlanning: ({ reference }) => voice.startSpinner(setupWords('stage.plan', [reference])),
    onReading: () => voice.startSpinner(grantMessages.getMessage('stage.grant')),
    showGrant: ({ plan, before, snapshot, waived, runnerLacks }, saved, at) => {
      voice.stopSpinner();
      const report = planReport(plan, before, snapshot, findingTexts(), waived);
      reports[at] = report;
      heading(setupWords('part', [String(at + 1), String(pairs.length), titleAt(at)]));
      voice.log(
        `${planText(leavesHistory(scene) ? report : planWithoutHistory(report), planOptions(scene, pairs[at] as (typeof pairs)[number], runnerLacks))}\n`,
      );
      // Where everything is there already, nothing is written: an approved run may be run again.
      if (reviewed && !isEmpty(plan)) holdGrantAgainst(reviewed, saved, at, report.vocabulary, setupGrantWords);
    },
    showHistory: (reading, saved) => {
      heading(setupWords('part.history'));
      voice.log(`${historyReadingText(reading, historyOptions(scene))}\n`);
      const hasNothing = reading.plan === null || isEmptyPlan(reading.plan);
      if (reviewed && !hasNothing) holdHistoryAgainst(reviewed, saved, reading.states);
    },
    agreesToGrant: async (_, at) =>
      voice.agrees === null ||
      voice.agrees(reportAt(at).org, () => setupWords('prompt.grant', [titleAt(at), grantQuestion(reportAt(at))])),
    agreesToHistory: async ({ org }) =>
      voice.agrees === null || voice.agrees(org, () => setupWords('prompt.history', [orgInQuestion(org)])),
  };
};

/**
 * Refuses, where nobody is asked, permissions over the whole org that neither `--allow` nor a reviewed plan names.
 * @param reports of what would be written
 * @throws Refusal ORG_WIDE_NOT_ALLOWED
 */
export const refuseUnallowed = (
  reports: readonly PlanReport[],
  allowed: readonly string[],
  reviewed: SavedSetup | null,
): void => {
  const names = (reviewed?.grants ?? []).flatMap((plan) => reviewedNames(plan));
  refuseNotAllowed(reports, [...allowed, ...names]);
};
