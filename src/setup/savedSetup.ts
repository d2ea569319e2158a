/** The plan of a whole setup, kept for a reviewer: what each integration gets, and what history is turned on. */
import { z } from 'zod';
import { fillingOf } from '../definition/filling.js';
import type { Filling } from '../definition/filling.js';
import { fillingShape } from '../definition/fillingShape.js';
import { savedPlanSchema } from '../grant/savedPlan.js';
import type { SavedPlan } from '../grant/savedPlan.js';
import type { HistoryPlan } from '../history/historyPlan.js';
import type { ObjectState } from '../history/historyState.js';
import { failOnLevels } from '../exitCode.js';
import { authentications } from '../kinds/requirement.js';
import { keyOf } from '../platform/names.js';

const names = z.array(z.string());

const savedHistory = z.object({
  integrations: names.meta({ description: 'References of the definitions whose fields are tracked.' }),
  switches: names.meta({ description: 'Objects whose history tracking is turned on.' }),
  fields: names.meta({ description: 'Fields whose history is turned on, as Object.Field.' }),
});

const savedTarget = z.object({
  reference: z.string(),
  users: names,
  authentication: z.enum(authentications),
  ...fillingShape,
  failOn: z.enum(failOnLevels),
  waivers: z.string().nullable().meta({ description: 'Path of a file of waivers.' }),
});

export const savedSetupSchema = z.object({
  schemaVersion: z.literal(1),
  kind: z.literal('setup'),
  org: z.object({ id: z.string(), instanceUrl: z.string() }),
  grants: z.array(savedPlanSchema).min(1).meta({ description: 'One for each integration, in their order.' }),
  targets: z.array(savedTarget).min(1).meta({ description: 'What is checked at the end.' }),
  history: savedHistory
    .nullable()
    .meta({ description: 'null where no definition wants any, or it was to be left as it is.' }),
  digest: z.string().meta({ description: 'Of everything above as it was saved.' }),
});
export type SavedSetup = z.output<typeof savedSetupSchema>;
/** A plan whose digest is made when it is written. */
export type UnsealedSetup = Omit<SavedSetup, 'digest'>;
export type SavedHistory = z.output<typeof savedHistory>;

/** What of a plan for history tracking a reviewer agrees to. */
export const savedHistoryOf = (integrations: readonly string[], plan: HistoryPlan | null): SavedHistory => ({
  integrations: [...integrations],
  switches: [...(plan?.switches ?? [])].sort(),
  fields: (plan?.fields ?? []).map(({ sobject, field }) => `${sobject}.${field}`).sort(),
});

/** What is planned, as far as it is kept. */
type ToKeep = {
  readonly grants: ReadonlyArray<{ readonly saved: SavedPlan; readonly isAgreed: boolean }>;
  readonly history: { readonly saved: SavedHistory; readonly isAgreed: boolean } | null;
};

/** A setup as it is kept: what nobody agreed to is not kept for anybody to carry out. @param targets what is checked at the end */
export const unsealedSetup = (
  { id, instanceUrl }: SavedSetup['org'],
  { grants, history }: ToKeep,
  targets: ReadonlyArray<
    Omit<SavedSetup['targets'][number], 'users' | keyof Filling> & Filling & { readonly users: readonly string[] }
  >,
): UnsealedSetup => ({
  schemaVersion: 1,
  kind: 'setup',
  org: { id, instanceUrl },
  grants: grants.filter(({ isAgreed }) => isAgreed).map(({ saved }) => saved),
  targets: targets.map(({ users, parameters, phases, ...target }) => ({
    ...target,
    ...fillingOf({ parameters, phases }),
    users: [...users],
  })),
  history: history?.isAgreed === true ? history.saved : null,
});

const listed = ({ switches, fields }: SavedHistory): string[] => [...switches, ...fields];

/** What of an object is tracked now. */
export type TrackedState = Pick<ObjectState, 'sobject' | 'enabled' | 'trackedFields'>;

/** Names of objects and fields whose history is on, as a plan names them. */
export const turnedOn = (states: readonly TrackedState[]): string[] =>
  states.flatMap(({ sobject, enabled, trackedFields }) => [
    ...(enabled === true ? [sobject] : []),
    ...(trackedFields ?? []).map((field) => `${sobject}.${field}`),
  ]);

/**
 * Names that would be turned on now and were not reviewed, and those that were reviewed and would not be.
 * @param isOn names of what is on already
 */
export const historyDifference = (
  reviewed: SavedHistory | null,
  now: SavedHistory | null,
  isOn: readonly string[] = [],
): { readonly added: readonly string[]; readonly missing: readonly string[] } => {
  const [then, today] = [reviewed ? listed(reviewed) : [], now ? listed(now) : []];
  const beyond = (known: readonly string[], all: readonly string[]): string[] => {
    const keys = new Set(known.map(keyOf));
    return all.filter((name) => !keys.has(keyOf(name)));
  };
  return { added: beyond(then, today), missing: beyond([...today, ...isOn], then) };
};
