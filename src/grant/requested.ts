import { derivedRule, isDerivedObject } from '../platform/derivedObjects.js';
import type { AccessRule } from '../platform/derivedObjects.js';
import { parseEntry } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { keyOf } from '../platform/names.js';
import type { Finding } from '../check/finding.js';

/** What a finding asks to be granted: entries of the permission set, or licenses. Empty for what people have to do. */
export type Requested = { readonly entries: readonly Entry[]; readonly licenses: readonly string[] };

const nothing: Requested = { entries: [], licenses: [] };

/** The entries of a derived rule, of alternatives by the first. */
const entriesOfRule = (rule: AccessRule): Entry[] => {
  switch (rule.rule) {
    case 'always':
    case 'never':
      return [];
    case 'userPermission':
      return [{ kind: 'userPermission', name: rule.name }];
    case 'object':
      return entriesOfObject(rule.sobject, rule.access);
    case 'all':
      return rule.of.flatMap(entriesOfRule);
    case 'any':
      // The narrowest stands first.
      return rule.of.slice(0, 1).flatMap(entriesOfRule);
  }
};

/** Object access as entries: itself, or for a derived object what gives it (fact B11). */
const entriesOfObject = (sobject: string, access: Extract<Entry, { kind: 'object' }>['access']): Entry[] => {
  if (!isDerivedObject(sobject)) return [{ kind: 'object', sobject, access }];
  const rule = derivedRule(sobject, access);
  return rule ? entriesOfRule(rule) : [];
};

/** Custom fields of activities are one field, permissioned once on Task and once on Event (fact C10). */
const withTwin = (entry: Entry): Entry[] => {
  if (entry.kind !== 'field' || !/__c$/i.test(entry.field)) return [entry];
  const twin = { task: 'Event', event: 'Task' }[keyOf(entry.sobject)];
  return twin === undefined ? [entry] : [entry, { ...entry, sobject: twin }];
};

const entriesOfId = (id: string): Entry[] => {
  const entry = parseEntry(id);
  if (!entry) return [];
  return entry.kind === 'object' ? entriesOfObject(entry.sobject, entry.access) : withTwin(entry);
};

/** Where the permission for a field sits: the field itself, or the compound that carries it (fact C4). */
const fieldEntries = (finding: Finding): Entry[] => {
  const asked = parseEntry(finding.id);
  const [, , carrier] = finding.args;
  if (asked?.kind !== 'field' || carrier === undefined) return [];
  return withTwin({ ...asked, field: carrier.slice(carrier.indexOf('.') + 1) });
};

/**
 * What a field needs beside itself: access to its object, where that is all that is left in the way. Not part of what is
 * asked for at first, as another finding may ask for it, or for another word that will do.
 */
export const requestedForObject = ({ status, code, blockedBy }: Finding): readonly Entry[] =>
  status === 'unmet' && (code.startsWith('BLOCKED_BY_OBJECT') || code === 'NO_ALTERNATIVE_MET')
    ? blockedBy.filter((id) => id.startsWith('object:')).flatMap(entriesOfId)
    : [];

/** What would close this finding, before dependencies; nothing where a permission set cannot. */
export const requestedBy = (finding: Finding): Requested => {
  if (finding.status === 'impossible' || finding.never === true) return nothing;
  const licenses = finding.blockedBy.flatMap((id) => (id.startsWith('license:') ? [id.slice('license:'.length)] : []));
  switch (finding.code) {
    case 'USER_PERMISSION_MISSING':
    case 'OBJECT_PERMISSION_MISSING':
      return { entries: entriesOfId(finding.id), licenses };
    case 'MINIMUM_HELD':
    case 'DERIVED_PERMISSION_MISSING':
    case 'COMES_WITH_MISSING_PERMISSION':
    case 'API_BLOCKED':
    case 'NO_ALTERNATIVE_MET': {
      const blockers = finding.blockedBy.flatMap(entriesOfId);
      return { entries: blockers.length > 0 ? blockers : entriesOfId(finding.id), licenses };
    }
    case 'FIELD_PERMISSION_MISSING':
      return { entries: fieldEntries(finding), licenses };
    case 'LICENSE_MISSING':
      return { entries: [], licenses: [finding.id.slice('license:'.length)] };
    default:
      return nothing;
  }
};
