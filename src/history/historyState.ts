import { keyOf } from '../platform/names.js';
import type { Verdict } from '../kinds/verdict.js';
import { judgeHistoryTracking, trackedAs } from '../kinds/historyTracking/judgeHistoryTracking.js';
import type { HistorySchema } from '../kinds/historyTracking/judgeHistoryTracking.js';
import { heedingVersion } from '../kinds/hiddenByVersion.js';
import { spelledObject } from '../kinds/context.js';
import { nearest } from '../kinds/nearest.js';
import { soughtField, soughtObject } from '../kinds/sought.js';
import { statusExitCode } from '../exitCode.js';
import type { StateExitCode } from '../exitCode.js';
import type { HistoryTarget } from './historyTarget.js';
import { trackedFieldLimit } from '../platform/fieldHistory.js';

export const fieldStatuses = ['tracked', 'untracked', 'impossible', 'unknown'] as const;
export type FieldStatus = (typeof fieldStatuses)[number];

/** One field that somebody wants tracked. */
export type FieldState = {
  /** As it was asked for, spelled as the org does where it knows it. */
  readonly field: string;
  /** The field that the platform tracks for it: the whole address or name. */
  readonly trackedAs: string;
  readonly status: FieldStatus;
  readonly verdict: Verdict;
  /** Fields that may have been meant, where the org has none of this name; best first. */
  readonly meant: readonly string[];
};

/** Field History Tracking of one object. */
export type ObjectState = {
  readonly sobject: string;
  /** Null where it could not be read. */
  readonly enabled: boolean | null;
  /** Whether there is a switch for the object as a whole (fact F6). */
  readonly hasSwitch: boolean;
  /** Slots that are surely there. */
  readonly limit: number;
  /** Null where they could not be read. */
  readonly trackedFields: readonly string[] | null;
  readonly requested: readonly FieldState[];
  /** Suggested fields that can be tracked. */
  readonly suggested: readonly FieldState[];
  /** Tracked fields that nobody asks for here: they take slots as well (fact F15). */
  readonly unasked: readonly string[];
  /** The object as a whole, as `check` judges it. */
  readonly verdict: Verdict;
  /** Objects that may have been meant, where the org has none of this name; best first. */
  readonly meant: readonly string[];
};

const statusOf = ({ status }: Verdict): FieldStatus => {
  switch (status) {
    case 'met':
      return 'tracked';
    case 'unmet':
    case 'degraded':
      return 'untracked';
    case 'impossible':
    case 'notApplicable':
      return 'impossible';
    case 'unknown':
    case 'waived':
      return 'unknown';
  }
};

/** What may have been meant by a name that the org does not have, as `check` would suggest it. */
const meantBy = (schema: HistorySchema, { code }: Verdict, sobject: string, field?: string): readonly string[] => {
  if (code === 'NO_SUCH_FIELD' && field !== undefined) {
    const { name, candidates } = soughtField(sobject, field, schema);
    return nearest(name, candidates).map((one) => `${spelledObject(schema, sobject)}.${one}`);
  }
  if (code !== 'NO_SUCH_OBJECT' || !schema.permissionableObjects) return [];
  const { permissionableObjects, entities } = schema;
  const { name, candidates } = soughtObject(sobject, { permissionableObjects, entities });
  return nearest(name, candidates);
};

/**
 * The state of each target, by the judgement that `check` uses as well. Targets that the org lacks and may lack
 * (`ifPresent`) are left out.
 */
export const historyStates = (schema: HistorySchema, targets: readonly HistoryTarget[]): ObjectState[] =>
  targets.flatMap(({ sobject, fields, suggested, ifPresent }): ObjectState[] => {
    const judge = (field: string | undefined): Verdict =>
      heedingVersion(schema, judgeHistoryTracking({ schema }, sobject, field, suggested, ifPresent), true);
    const verdict = judge(undefined);
    if (verdict.status === 'notApplicable') return [];
    const history = schema.history.get(keyOf(sobject));
    const switched = history?.objectSwitch;
    const tracked = history?.fields.known
      ? [...history.fields.value.values()].filter((field) => field.tracked).map(({ name }) => name)
      : null;
    const stateOf = (field: string): FieldState => {
      const own = judge(field);
      const target = trackedAs(schema, sobject, field);
      return {
        field: keyOf(target) === keyOf(field) ? target : field,
        trackedAs: target,
        status: statusOf(own),
        verdict: own,
        meant: meantBy(schema, own, sobject, field),
      };
    };
    const requested = fields.map(stateOf).filter((one) => one.verdict.status !== 'notApplicable');
    const suggestions = fields.length > 0 ? [] : suggested.map(stateOf).filter((one) => one.status !== 'impossible');
    const listed = new Set([...requested, ...suggestions].map((one) => keyOf(one.trackedAs)));
    return [
      {
        sobject: spelledObject(schema, sobject),
        enabled: switched?.known ? switched.value !== false && verdict.status !== 'impossible' : null,
        hasSwitch: switched?.known === true ? switched.value !== 'always' : true,
        limit: trackedFieldLimit(sobject, tracked?.length ?? 0),
        trackedFields: tracked === null ? null : [...tracked].sort(),
        requested,
        suggested: suggestions,
        unasked: (tracked ?? []).filter((name) => !listed.has(keyOf(name))).sort(),
        verdict,
        meant: meantBy(schema, verdict, sobject),
      },
    ];
  });

/** The verdicts that decide: the fields where some are named, else the object. */
const deciding = ({ requested, verdict }: ObjectState): Verdict[] =>
  // An object that cannot be tracked at all has the same verdict for each of its fields.
  requested.length > 0 ? requested.map((one) => one.verdict) : [verdict];

/** The exit code of what was read: all that is wanted is tracked, or something is not, or nobody can tell. */
export const historyExitCode = (states: readonly ObjectState[]): StateExitCode =>
  statusExitCode(states.flatMap(deciding).map(({ status }) => status));
