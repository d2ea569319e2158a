import { keyOf } from '../platform/names.js';
import type { Requirement } from '../kinds/requirement.js';

/** What is to be looked at on one object. Names are as they were given. */
export type HistoryTarget = {
  readonly sobject: string;
  /** Fields that must be tracked. */
  readonly fields: readonly string[];
  /** Fields that the definition suggests where it names none. */
  readonly suggested: readonly string[];
  /** An org without the object is not told that it lacks something. */
  readonly ifPresent: boolean;
};

/** A field given on the command line: `StageName`, or `Lead.Status` where the object is not plain. */
export type NamedField = { readonly sobject?: string; readonly field: string };

/** A field as it was typed: what is before the first dot is the object, if there is a dot. */
export const parseFieldName = (name: string): NamedField => {
  const dot = name.indexOf('.');
  return dot < 0 ? { field: name } : { sobject: name.slice(0, dot), field: name.slice(dot + 1) };
};

/** The targets, or the fields whose object is not clear. */
export type Targets =
  | { readonly ok: true; readonly targets: readonly HistoryTarget[] }
  | { readonly ok: false; readonly ambiguous: readonly string[] };

export type WantedHistory = {
  readonly sobjects: readonly string[];
  readonly fields: readonly string[];
  /** Requirements of the definition; null where none was given. */
  readonly requirements: readonly Requirement[] | null;
};

const defaultObject = 'Opportunity';

const merged = (all: readonly HistoryTarget[]): HistoryTarget[] => {
  const byObject = new Map<string, HistoryTarget>();
  for (const one of all) {
    const known = byObject.get(keyOf(one.sobject));
    const fields = [...(known?.fields ?? []), ...one.fields];
    byObject.set(keyOf(one.sobject), {
      sobject: known?.sobject ?? one.sobject,
      fields: fields.filter((name, at) => fields.findIndex((other) => keyOf(other) === keyOf(name)) === at),
      suggested: [...(known?.suggested ?? []), ...one.suggested],
      ifPresent: (known?.ifPresent ?? true) && one.ifPresent,
    });
  }
  return [...byObject.values()];
};

/**
 * What the command line and the definition ask for, object by object: Opportunity where they name none. Needs inside an
 * alternative are left out: another alternative may do.
 */
export const targetsOf = ({ sobjects, fields, requirements }: WantedHistory): Targets => {
  const needs = (requirements ?? []).flatMap(({ need, ifPresent }): HistoryTarget[] =>
    need.kind === 'historyTracking'
      ? [
          {
            sobject: need.sobject,
            fields: need.field === undefined ? [] : [need.field],
            suggested: need.suggestedFields,
            ifPresent,
          },
        ]
      : [],
  );
  const plain = (sobject: string, field?: string): HistoryTarget => ({
    sobject,
    fields: field === undefined ? [] : [field],
    suggested: [],
    ifPresent: false,
  });
  const named = fields.map(parseFieldName);
  const qualified = named.flatMap((one) => (one.sobject === undefined ? [] : [plain(one.sobject, one.field)]));
  const bare = named.filter((one) => one.sobject === undefined);
  const objects = merged([...sobjects.map((sobject) => plain(sobject)), ...needs]);
  const base = objects.length > 0 || qualified.length > 0 || requirements !== null ? objects : [plain(defaultObject)];
  const [only = plain(defaultObject), ...others] = base;
  if (bare.length > 0 && others.length > 0) return { ok: false, ambiguous: bare.map(({ field }) => field) };
  const bareTargets = bare.map(({ field }) => plain(only.sobject, field));
  return { ok: true, targets: merged([...base, ...qualified, ...bareTargets]) };
};
