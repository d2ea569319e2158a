import { keyOf, sameName } from '../platform/names.js';
import type { HistorySchema } from '../kinds/historyTracking/judgeHistoryTracking.js';
import { exitCodes, worstExitCode } from '../exitCode.js';
import type { StateExitCode } from '../exitCode.js';
import type { HistoryCode } from './historyChange.js';
import { historyFieldOf, isFlagged } from './historyReading.js';
import type { FieldState, ObjectState } from './historyState.js';
import { manualCodeOf } from '../platform/fieldHistory.js';
import type { manualCodes } from '../platform/fieldHistory.js';

export const historyActions = ['enable', 'disable'] as const;
export type HistoryAction = (typeof historyActions)[number];

/** One flag to be set. */
export type PlannedField = {
  readonly sobject: string;
  readonly field: string;
  readonly reason: 'requested' | 'suggested';
  /** In the words of the API, for the small shape of standard fields (fact F8). */
  readonly dataType: string;
};

/** Why a field is not planned although it is wanted. */
export const leftOutReasons = ['NO_SLOT', 'CHOSEN'] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];
export type LeftOutField = { readonly sobject: string; readonly field: string; readonly reason: LeftOutReason };

/** What the API cannot change (fact F19): a person has to tick it. */
export type ManualField = {
  readonly sobject: string;
  readonly field: string;
  readonly code: (typeof manualCodes)[number];
};

/** More wanted than there are slots (fact F14). */
export type Overflow = {
  readonly sobject: string;
  readonly limit: number;
  readonly used: number;
  readonly fields: readonly string[];
};

export const keptSwitchCodes = ['OTHERS_TRACKED'] as const satisfies readonly HistoryCode[];

/** A switch that stays on although a receipt is taken back: other fields have been tracked since. */
export type KeptSwitch = {
  readonly sobject: string;
  readonly code: (typeof keptSwitchCodes)[number];
  readonly fields: readonly string[];
};

/** What a receipt names and the org does not have, or not under this name; without a field: the whole object. */
export type MissingMember = { readonly sobject: string; readonly field?: string };

export type HistoryPlan = {
  readonly action: HistoryAction;
  /** Objects whose switch is to be turned: on before any field, or off after all of them. */
  readonly switches: readonly string[];
  readonly fields: readonly PlannedField[];
  readonly leftOut: readonly LeftOutField[];
  readonly manual: readonly ManualField[];
  readonly overflows: readonly Overflow[];
  /** Only where a receipt is taken back: what of it cannot be. */
  readonly undo?: { readonly keeps: readonly KeptSwitch[]; readonly notFound: readonly MissingMember[] };
};

/** A plan with nothing in it. */
export const emptyPlan = (action: HistoryAction): HistoryPlan => ({
  action,
  switches: [],
  fields: [],
  leftOut: [],
  manual: [],
  overflows: [],
});

/** Whether the plan writes nothing: no switch and no field. */
export const isEmptyPlan = ({ switches, fields }: HistoryPlan): boolean => switches.length + fields.length === 0;

const uniqueFields = (fields: readonly FieldState[]): FieldState[] =>
  fields.filter((one, at) => fields.findIndex((other) => keyOf(other.trackedAs) === keyOf(one.trackedAs)) === at);

const planned = (
  schema: HistorySchema,
  sobject: string,
  reason: PlannedField['reason'],
  fields: readonly FieldState[],
): PlannedField[] =>
  fields.map(({ trackedAs: field }) => ({
    sobject,
    field,
    reason,
    dataType: historyFieldOf(schema, sobject, field)?.dataType ?? '',
  }));

const manualAmong = (sobject: string, fields: readonly FieldState[]): ManualField[] =>
  fields.flatMap(({ trackedAs: field }): ManualField[] => {
    const code = manualCodeOf(field);
    return code === undefined ? [] : [{ sobject, field, code }];
  });

const planObject = (schema: HistorySchema, state: ObjectState, isLeftOut: (name: string) => boolean): HistoryPlan => {
  const { sobject, requested, suggested, limit, trackedFields } = state;
  if (state.verdict.status === 'impossible') return emptyPlan('enable');
  const chosen = ({ field, trackedAs }: FieldState): boolean =>
    [field, trackedAs].some((name) => isLeftOut(name) || isLeftOut(`${sobject}.${name}`));
  // Only what FieldDefinition has: whether there is anything else, say the part of an address, is not known.
  const open = (fields: readonly FieldState[]): FieldState[] =>
    uniqueFields(
      fields.filter(
        (one) => one.status !== 'impossible' && historyFieldOf(schema, sobject, one.trackedAs)?.tracked === false,
      ),
    );
  const can = (fields: readonly FieldState[]): FieldState[] =>
    open(fields).filter((one) => !chosen(one) && manualCodeOf(one.trackedAs) === undefined);
  const used = trackedFields?.length ?? 0;
  const wanted = can(requested);
  const free = Math.max(0, limit - used);
  // What is merely suggested (only where no field is named) fills the slots; what is wanted is for people to choose from.
  const offered = can(suggested);
  // Where nothing of what is wanted can ever be tracked, the switch alone records nothing.
  const isOfUse = requested.length === 0 || requested.some((one) => one.status !== 'impossible');
  const leftOut = [
    ...[...requested, ...suggested]
      .filter((one) => one.status === 'untracked' && chosen(one))
      .map((one): LeftOutField => ({ sobject, field: one.trackedAs, reason: 'CHOSEN' })),
    ...offered.slice(free).map((one): LeftOutField => ({ sobject, field: one.trackedAs, reason: 'NO_SLOT' })),
  ];
  return {
    action: 'enable',
    switches: state.hasSwitch && state.enabled === false && isOfUse ? [sobject] : [],
    fields: [
      ...planned(schema, sobject, 'requested', wanted),
      ...planned(schema, sobject, 'suggested', offered.slice(0, free)),
    ],
    leftOut,
    manual: manualAmong(sobject, open(requested)),
    overflows: wanted.length > free ? [{ sobject, limit, used, fields: wanted.map((one) => one.trackedAs) }] : [],
  };
};

const joined = (action: HistoryAction, parts: readonly HistoryPlan[]): HistoryPlan => ({
  action,
  switches: parts.flatMap((part) => part.switches),
  fields: parts.flatMap((part) => part.fields),
  leftOut: parts.flatMap((part) => part.leftOut),
  manual: parts.flatMap((part) => part.manual),
  overflows: parts.flatMap((part) => part.overflows),
});

const nameMatches = (sobject: string, { field, trackedAs }: FieldState, name: string): boolean =>
  [field, trackedAs].some((own) => sameName(own, name) || sameName(`${sobject}.${own}`, name));

/** The names to be left out that no wanted or suggested field bears, and the fields that could be left out. */
export const nothingToLeaveOut = (
  states: readonly ObjectState[],
  leaveOut: readonly string[],
): { readonly names: readonly string[]; readonly fields: readonly string[] } => {
  const wanted = states.flatMap(({ sobject, requested, suggested }) =>
    [...requested, ...suggested].map((state) => ({ sobject, state })),
  );
  return {
    names: leaveOut.filter((name) => !wanted.some(({ sobject, state }) => nameMatches(sobject, state, name))),
    fields: wanted.map(({ state }) => state.field),
  };
};

/**
 * What turning tracking on takes: switches that are off, and fields that are not tracked, within the slots (fact F14).
 * @param leaveOut fields that a person chose to leave out, as `Field` or `Object.Field`
 */
export const planEnable = (
  schema: HistorySchema,
  states: readonly ObjectState[],
  leaveOut: readonly string[],
): HistoryPlan => {
  const names = new Set(leaveOut.map(keyOf));
  return joined(
    'enable',
    states.map((state) => planObject(schema, state, (name) => names.has(keyOf(name)))),
  );
};

/** What taking the wanted fields out of tracking takes. The object switch stays, and so does what was recorded. */
export const planDisable = (schema: HistorySchema, states: readonly ObjectState[]): HistoryPlan =>
  joined(
    'disable',
    states.map(({ sobject, requested }): HistoryPlan => {
      const flagged = uniqueFields(requested.filter((one) => isFlagged(schema, sobject, one.trackedAs) === true));
      const changeable = flagged.filter((one) => manualCodeOf(one.trackedAs) === undefined);
      return {
        ...emptyPlan('disable'),
        fields: planned(schema, sobject, 'requested', changeable),
        manual: manualAmong(sobject, flagged),
      };
    }),
  );

/** The exit code of a disable: none of the wanted fields is tracked any more, or one is, or nobody can tell. */
export const disabledExitCode = (schema: HistorySchema, states: readonly ObjectState[]): StateExitCode =>
  worstExitCode(
    states.flatMap(({ sobject, requested, trackedFields }) => [
      trackedFields === null ? exitCodes.unknown : exitCodes.done,
      ...requested.map(({ trackedAs, verdict }) =>
        isFlagged(schema, sobject, trackedAs) || verdict.code === 'NO_SUCH_FIELD' ? exitCodes.missing : exitCodes.done,
      ),
    ]),
  );
