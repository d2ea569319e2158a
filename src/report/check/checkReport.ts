import type { AccessSnapshot, OrgIdentity, OrgSchema, UserNotFound } from '../../access/snapshot.js';
import { sourcesOnce } from '../../access/sourcesOnce.js';
import type { AutomationDetail } from '../../automation/automationDetail.js';
import { summarise } from '../../check/checkSummary.js';
import type { Summary } from '../../check/checkSummary.js';
import { endingSoon } from '../../check/endingSoon.js';
import type { Evaluation } from '../../check/evaluation.js';
import { expiresWithinDays } from '../../check/expiresWithinDays.js';
import { orgWideBeyond } from '../../check/orgWideBeyond.js';
import type { SurplusEntry, SurplusReading } from '../../check/surplus/surplus.js';
import { checkExitCode, exitCodes, worstExitCode } from '../../exitCode.js';
import type { FailOn, StateExitCode } from '../../exitCode.js';
import type { Filling } from '../../definition/filling.js';
import type { Finding } from '../../kinds/finding.js';
import { unique } from '../groups.js';
import { needName, permissionName, sourceName } from '../needName.js';
import type { Vocabulary } from '../needName.js';
import type { Texts } from '../texts.js';
import { visible } from '../visible.js';
import { reasonOf, sentencesOf } from '../words.js';
import type { Sentences } from '../words.js';
import { reportSurplus, surplusExitCode } from './reportSurplus.js';
import type { ReportSurplusReading } from './reportSurplus.js';
import type { ReportWaivers } from './waiversText.js';

/** One piece of automation, and why it has its verdict. */
export type ReportDetail = AutomationDetail & { readonly because: string };

/** A finding with its sentences. */
export type ReportFinding = Finding &
  Sentences & {
    /** What people call the need: `Read on Account`. */
    readonly name: string;
    /** Where it comes from, a line for each source. */
    readonly sources: readonly string[];
    /** What it is made up of, with words. Left out where it is one thing. */
    readonly parts?: readonly ReportDetail[];
    /** What is missing behind it. */
    readonly blockerNames: readonly string[];
  };

/** What is met and will not be any more once assignments have run out. */
export type ReportEnding = {
  readonly until: string;
  readonly sources: readonly string[];
  readonly needs: readonly ReportFinding[];
};

/** A permission over the whole org that the integration does not need. */
export type ReportBeyond = { readonly name: string; readonly sources: readonly string[] };

export type ReportCheck = Omit<Evaluation, 'findings'> &
  Filling & {
    readonly exitCode: StateExitCode;
    /** From which level on what is not met fails. */
    readonly failOn: FailOn;
    /** The file of waivers that it was held against. */
    readonly waivers?: string | null;
    readonly summary: Summary;
    readonly findings: readonly ReportFinding[];
    readonly ending: readonly ReportEnding[];
    readonly beyond: readonly ReportBeyond[];
    /** What the user has beyond all definitions that are checked for this user. Left out where nobody asked, or it is not known. */
    readonly surplus?: readonly SurplusEntry[];
    /** What that alone would make of the exit code; left out where it does not count. */
    readonly surplusCode?: StateExitCode;
  };

/** Everything that a check found, with words: the one source of the text and of `--json`. */
export type CheckReport = {
  readonly org: OrgIdentity;
  readonly checkedAt: string;
  readonly exitCode: StateExitCode;
  readonly apiCalls: number;
  /** Words for what is said of several findings together. */
  readonly vocabulary: Vocabulary;
  readonly checks: readonly ReportCheck[];
  /** Of several usernames those that lead to no user. */
  readonly notFound: readonly UserNotFound[];
  /** Definitions for which nobody was found, as they were named. */
  readonly unjudged?: readonly string[];
  /** One for each file of waivers. */
  readonly waivers: readonly ReportWaivers[];
  /** Null where there is no project file. */
  readonly project: ReportProject | null;
  /** One for each user, where somebody asked for it. */
  readonly surpluses: readonly ReportSurplusReading[];
};

/** One finding with its sentences. @throws Error where a code or a kind has no section in messages/finding.md */
export const withWords = (finding: Finding, schema: OrgSchema, texts: Texts): ReportFinding => {
  const vocabulary: Vocabulary = { texts, schema };
  return {
    ...finding,
    grantedBy: sourcesOnce(finding.grantedBy),
    ...sentencesOf(finding, vocabulary),
    name: needName(finding.need, vocabulary),
    ...(finding.details ? { parts: finding.details.map((one) => ({ ...one, because: reasonOf(one, texts) })) } : {}),
    sources: unique(finding.grantedBy.map((source) => sourceName(source, vocabulary))),
    blockerNames: unique(finding.blockers.map((blocker) => needName(blocker, vocabulary))),
  };
};

/** What was found, and how strictly it is taken. */
export type JudgedEvaluation = Evaluation &
  Filling & {
    readonly failOn: FailOn;
    /** The file of waivers that it was held against. */
    readonly waivers?: string | null;
  };

/** Evaluations of which only what is required counts. */
export const strictly = (evaluations: readonly Evaluation[]): JudgedEvaluation[] =>
  evaluations.map((evaluation) => ({ ...evaluation, failOn: 'required' }));

const reportCheck = (
  evaluation: JudgedEvaluation,
  snapshot: AccessSnapshot,
  { days, vocabulary, surplus, failOnSurplus }: { days: number; vocabulary: Vocabulary } & SurplusAsked,
): ReportCheck => {
  const { requirements, user, failOn } = evaluation;
  const beyondAll = surplus?.get(user.id);
  const surplusCode = beyondAll && failOnSurplus === true ? surplusExitCode(beyondAll) : undefined;
  const findings = evaluation.findings.map((finding) => withWords(finding, snapshot.schema, vocabulary.texts));
  return {
    ...evaluation,
    exitCode: worstExitCode([
      checkExitCode(evaluation.findings, failOn),
      ...(surplusCode === undefined ? [] : [surplusCode]),
    ]),
    ...(beyondAll?.known === true ? { surplus: beyondAll.value.entries } : {}),
    ...(surplusCode === undefined ? {} : { surplusCode }),
    summary: summarise(evaluation.findings),
    findings,
    ending: endingSoon(requirements, snapshot, user, evaluation.findings, days).map(({ until, sources, ids }) => ({
      until,
      sources: sources.map(({ type, name, namespace, label }) =>
        sourceName({ type, name, namespace, label }, vocabulary),
      ),
      needs: findings.filter(({ id }) => ids.has(id)),
    })),
    beyond: orgWideBeyond(requirements, snapshot, user).map(({ name, grantedBy }) => ({
      name: visible(permissionName(name, vocabulary)),
      sources: unique(grantedBy.map((source) => sourceName(source, vocabulary))),
    })),
  };
};

/** What a check took from the project file of the team. */
export type ReportProject = {
  readonly file: string;
  /** What the file said in place of flags. */
  readonly settings: ReadonlyArray<{ readonly key: string; readonly value: string }>;
  /** Its integrations that are named for other orgs only. */
  readonly elsewhere: readonly string[];
  /** Its reports that are left as they are, because the run is about a user whom it does not name. */
  readonly leftOutputs?: readonly string[];
  /** Where it names users: `file:line:column` by username. */
  readonly placesOfUsers?: ReadonlyMap<string, readonly string[]>;
};

type SurplusAsked = {
  /** What users have beyond the definitions, by the id of the user. */
  readonly surplus?: ReadonlyMap<string, SurplusReading> | undefined;
  /** Whether that makes the command fail. */
  readonly failOnSurplus?: boolean | undefined;
};

/** What a report tells beside the findings. */
export type ReportExtras = SurplusAsked & {
  /** What ends within so many days is a warning. */
  readonly days?: number;
  /** Usernames that lead to no user: who was to be ready and is not there is missing. */
  readonly notFound?: readonly UserNotFound[];
  readonly unjudged?: readonly string[];
  readonly waivers?: readonly ReportWaivers[];
  readonly project?: ReportProject | null;
};

/** Puts evaluations into words. Findings stay sorted by id. */
export const checkReport = (
  snapshot: AccessSnapshot,
  evaluations: readonly JudgedEvaluation[],
  apiCalls: number,
  texts: Texts,
  {
    days = expiresWithinDays,
    notFound = [],
    unjudged = [],
    waivers = [],
    project = null,
    surplus,
    failOnSurplus,
  }: ReportExtras = {},
): CheckReport => {
  const vocabulary: Vocabulary = { texts, schema: snapshot.schema };
  const checks = evaluations.map((evaluation) =>
    reportCheck(evaluation, snapshot, { days, vocabulary, surplus, failOnSurplus }),
  );
  return {
    org: snapshot.org,
    checkedAt: snapshot.takenAt,
    exitCode: worstExitCode([
      ...checks.map(({ exitCode }) => exitCode),
      ...(notFound.length > 0 ? [exitCodes.missing] : []),
    ]),
    apiCalls,
    vocabulary,
    notFound,
    ...(unjudged.length === 0 ? {} : { unjudged }),
    waivers,
    project,
    checks,
    surpluses: snapshot.users.flatMap(({ id, username }) => {
      const reading = surplus?.get(id);
      return reading ? [reportSurplus(username, reading, vocabulary)] : [];
    }),
  };
};
