import { keyOf } from '../../platform/names.js';
import { changeKey, refusedWith } from '../../history/historyChange.js';
import type { HistoryChange, HistoryWritten, WriteProblem } from '../../history/historyChange.js';
import { fieldParts, historyPackage, switchParts } from '../../history/historyParts.js';
import type { Definitions, HistoryPart } from '../../history/historyParts.js';
import type { HistoryAction } from '../../history/historyPlan.js';
import { OrgFailure } from '../failure.js';
import { deployPackage } from '../metadataJobs.js';
import type { OrgClient } from '../orgClient.js';
import { readHistoryFields } from '../read/readSchema.js';
import { retrieveDefinitions } from '../read/retrieveDefinitions.js';

export const historyWriteStages = ['retrieve', 'objectSwitch', 'fields'] as const;

export type HistoryWriteOptions = {
  /** How many fields each object can track, by key of its name. */
  readonly limits: ReadonlyMap<string, number>;
  readonly interrupted: () => boolean;
  readonly onStage?: (stage: (typeof historyWriteStages)[number]) => void;
};

type Problems = ReadonlyMap<string, WriteProblem>;

/** What a step came to. */
type StepEnd = { readonly problems: Problems; readonly alreadyDone?: ReadonlySet<string> };

/** One step of the writing: what it is about, and how it is done. Steps come in order, each for the parts still open. */
type Step = {
  readonly stage?: (typeof historyWriteStages)[number];
  readonly parts: readonly HistoryPart[];
  readonly run: (parts: readonly HistoryPart[]) => Promise<StepEnd>;
};

const problemsOf = (parts: readonly HistoryPart[], problem: WriteProblem): Problems =>
  new Map(parts.map(({ key }) => [key, problem]));

const merged = (...all: readonly Problems[]): Problems => new Map(all.flatMap((problems) => [...problems]));

const isAbout = ({ component }: HistoryPart, named: string): boolean => keyOf(component) === keyOf(named);

/**
 * Deploys parts together. What the org refuses by name is left out of one further deploy, so that one bad field does not
 * keep the others from being tracked: a deploy is all or nothing.
 * @returns the problem of each part that was not written, or may not have been
 */
const deployParts = async (
  client: OrgClient,
  wanted: readonly HistoryPart[],
  definitions: Definitions,
  action: HistoryAction,
  isLast = false,
): Promise<Problems> => {
  const { contents, without } = historyPackage(wanted, definitions, action);
  const unreadable = problemsOf(without, { code: 'DEFINITION_UNREADABLE', detail: '' });
  const parts = wanted.filter((part) => !without.includes(part));
  if (parts.length === 0) return unreadable;
  const ended = await deployPackage(client, contents);
  switch (ended.end) {
    case 'succeeded':
      return unreadable;
    case 'unseen':
      return merged(unreadable, problemsOf(parts, { code: ended.code, detail: ended.words, open: true }));
    case 'refused':
      return merged(unreadable, problemsOf(parts, refusedWith(`${ended.code}: ${ended.words}`)));
    case 'failed': {
      const { problems, words } = ended;
      const refused = new Map(
        parts.flatMap((part) => {
          const own = problems.find(({ component }) => isAbout(part, component));
          return own ? [[part.key, refusedWith(own.problem)] as const] : [];
        }),
      );
      const rest = parts.filter(({ key }) => !refused.has(key));
      const others =
        refused.size > 0 && !isLast
          ? await deployParts(client, rest, definitions, action, true)
          : problemsOf(rest, refusedWith(problems[0]?.problem ?? words));
      return merged(unreadable, refused, others);
    }
  }
};

/** With the switch some fields may have come back that were ticked before (fact F12): they count, and need no write. */
const lookAgain = async (
  client: OrgClient,
  parts: readonly HistoryPart[],
  limits: ReadonlyMap<string, number>,
): Promise<StepEnd> => {
  const sobjects = [...new Set(parts.map(({ sobject }) => sobject))];
  const readings = await readHistoryFields(client, sobjects);
  const looked = sobjects.map((sobject) => {
    const reading = readings.get(keyOf(sobject));
    const own = parts.filter((part) => keyOf(part.sobject) === keyOf(sobject));
    if (reading?.known !== true) return { there: [], full: [] };
    const tracked = new Set([...reading.value].filter(([, field]) => field.tracked).map(([key]) => key));
    const isThere = ({ field }: HistoryPart): boolean => tracked.has(keyOf(field?.field ?? ''));
    const open = own.filter((part) => !isThere(part));
    const room = Math.max(0, (limits.get(keyOf(sobject)) ?? open.length) - tracked.size);
    return { there: own.filter(isThere), full: open.slice(room) };
  });
  return {
    alreadyDone: new Set(looked.flatMap(({ there }) => there).map(({ key }) => key)),
    problems: problemsOf(
      looked.flatMap(({ full }) => full),
      { code: 'NO_SLOT', detail: '' },
    ),
  };
};

/** Where the switch was refused, its fields would be, too. */
const blockedBySwitch = (fields: readonly HistoryPart[], problems: Problems): Problems =>
  new Map(
    fields.flatMap(({ key, sobject }) => {
      const problem = problems.get(key) ?? problems.get(changeKey(sobject));
      return problem ? [[key, problem] as const] : [];
    }),
  );

const stepsOf = (
  client: OrgClient,
  change: HistoryChange,
  definitions: Definitions,
  limits: ReadonlyMap<string, number>,
): Step[] => {
  const [switches, fields] = [switchParts(change), fieldParts(change)];
  const deployed = async (parts: readonly HistoryPart[]): Promise<StepEnd> => ({
    problems: await deployParts(client, parts, definitions, change.action),
  });
  const turnSwitches: Step = {
    stage: 'objectSwitch',
    parts: switches,
    run: async (parts) => {
      const { problems } = await deployed(parts);
      return { problems: merged(problems, blockedBySwitch(fields, problems)) };
    },
  };
  const setFields: Step = { stage: 'fields', parts: fields, run: deployed };
  const look: Step = { parts: fields, run: (parts) => lookAgain(client, parts, limits) };
  return switches.length === 0 ? [setFields] : [turnSwitches, look, setFields];
};

/**
 * Writes switches, then fields (facts F6, F13): at most one retrieve, two deploys and one reading, polls apart. What the
 * org refuses is a problem of the switch or field; a connection that breaks in a step is one of all that was in it and of
 * all that was to come, and ends the work.
 * @throws OrgFailure where certainly nothing was written
 */
export const writeHistory = async (
  client: OrgClient,
  change: HistoryChange,
  { limits, interrupted, onStage }: HistoryWriteOptions,
): Promise<HistoryWritten> => {
  onStage?.('retrieve');
  const retrieved = await retrieveDefinitions(client, change);
  const all = [...switchParts(change), ...fieldParts(change)];
  if ('problem' in retrieved)
    return { problems: problemsOf(all, retrieved.problem), alreadyDone: new Set(), interrupted: false };
  let written: HistoryWritten = { problems: new Map(), alreadyDone: new Set(), interrupted: false };
  const steps = stepsOf(client, change, retrieved.definitions, limits);
  for (const [at, step] of steps.entries()) {
    const isOpen = ({ key }: HistoryPart): boolean => !written.problems.has(key) && !written.alreadyDone.has(key);
    const parts = step.parts.filter(isOpen);
    if (parts.length === 0) continue;
    if (interrupted()) return { ...written, interrupted: true };
    if (step.stage) onStage?.(step.stage);
    try {
      const ended = await step.run(parts);
      written = {
        ...written,
        problems: merged(written.problems, ended.problems),
        alreadyDone: new Set([...written.alreadyDone, ...(ended.alreadyDone ?? [])]),
      };
    } catch (error) {
      if (!(error instanceof OrgFailure)) throw error;
      const toCome = steps.slice(at).flatMap((one) => one.parts.filter(isOpen));
      const broken = problemsOf(toCome, { code: error.code, detail: error.args.join(' ') });
      return { ...written, problems: merged(written.problems, broken) };
    }
  }
  return written;
};
