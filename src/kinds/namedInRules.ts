/** What rules name, where nothing else has to be known of what the org has. */
import type { ReadingScope } from '../access/readingScope.js';
import { isNamePattern, keyOf, sameName } from '../platform/names.js';
import { mirroredContactField } from '../platform/personAccounts.js';
import { everyRequirement } from './everyRequirement.js';
import type { Requirement } from './requirement.js';

/** A field as a rule names it; `field` may be a pattern. */
export type NamedField = { readonly sobject: string; readonly field: string };

/** The fields of one object that matter, where not all of them do. */
export type FieldsWanted = {
  /** Named one by one; where one of them is not there, what else the object has may have been meant. */
  readonly named: readonly string[];
  /** Others that matter as far as they are there. */
  readonly besides: readonly string[];
  /** How the fields begin that a pattern may mean. */
  readonly starts: readonly string[];
  /** Whether those matter too that have to be filled, and those that the automation of the object names. */
  readonly automated: boolean;
};

export type NamedInRules = {
  readonly userPermissions: readonly string[];
  readonly fields: readonly NamedField[];
  /** Objects, by key, of which not every field matters. */
  readonly fieldsByName: ReadonlyMap<string, FieldsWanted>;
  /** Whether of field history only the tracked fields matter: no rule names a field that has to be. */
  readonly trackedOnly: boolean;
};

/** Whether it may be a field of person accounts, which mirrors one of Contact (fact C6). */
const mayBeOfPersons = ({ sobject, field }: NamedField): boolean =>
  mirroredContactField(sobject, field) !== undefined ||
  (isNamePattern(field) && sameName(sobject, 'Account') && !/__c$/i.test(field));

/** More fields than that, as of all vendors together, are not asked one by one: describes take fewer calls then. */
const mostNames = 200;

/** More ways to begin than that are not asked one by one: each takes a query of its own (fact E6). */
const mostStarts = 2;

/** How the fields begin that a pattern means; undefined where that is not told, or is a single letter. */
const startOf = (pattern: string): string | undefined => {
  const start = pattern.slice(0, pattern.indexOf('*'));
  return start.length < 2 ? undefined : start;
};

const allOf = (fields: readonly NamedField[], sobject: string): readonly string[] =>
  fields.filter((one) => keyOf(one.sobject) === sobject).map(({ field }) => field);

/**
 * What these requirements name; undefined where that is too much to be asked by name. Patterns that may begin anyhow take all fields
 * of their object, and so do the fields of persons, which may stand for others.
 * @param scope the reading of the same requirements
 */
export const namedInRules = (requirements: readonly Requirement[], scope: ReadingScope): NamedInRules | undefined => {
  const needs = everyRequirement(requirements).map(({ need }) => need);
  const fields = needs.flatMap((need): NamedField[] =>
    need.kind === 'field' ? [{ sobject: need.sobject, field: need.field }] : [],
  );
  const written = needs.flatMap((need): NamedField[] =>
    need.kind === 'automation' ? need.onFields.map((field) => ({ sobject: need.sobject, field })) : [],
  );
  if (fields.length + written.length > mostNames) return undefined;
  const histories = needs.flatMap((need) => (need.kind === 'historyTracking' ? [need] : []));
  const tracked = histories.flatMap(({ sobject, field }): NamedField[] =>
    field === undefined ? [] : [{ sobject, field }],
  );
  const patterns = [...fields, ...written].filter(({ field }) => isNamePattern(field));
  const starts = new Set(patterns.flatMap(({ field }) => startOf(field) ?? []).map(keyOf));
  const whole = new Set(
    [
      // Of users, what automation of other objects names is asked for by name; their own takes all fields.
      ...(scope.userFlags.length > 0 || scope.automationSobjects.some((name) => sameName(name, 'User'))
        ? ['User']
        : []),
      ...(fields.some(mayBeOfPersons) ? ['Contact'] : []),
      ...patterns
        .filter(({ field }) => starts.size > mostStarts || startOf(field) === undefined)
        .map(({ sobject }) => sobject),
    ].map(keyOf),
  );
  const automated = new Set(scope.automationSobjects.map(keyOf));
  const sobjects = new Set([
    ...[...fields, ...scope.picklists, ...histories].map(({ sobject }) => keyOf(sobject)),
    ...automated,
    // Conditions of automation name fields of whoever saves a record.
    ...(automated.size > 0 ? ['user'] : []),
  ]);
  const plain = (all: readonly string[]): string[] => all.filter((field) => !isNamePattern(field));
  const wantedOf = (sobject: string): FieldsWanted => ({
    named: [...plain(allOf(fields, sobject)), ...allOf(scope.picklists, sobject), ...allOf(tracked, sobject)],
    besides: plain(allOf(written, sobject)),
    starts: [...new Set(allOf(patterns, sobject).flatMap((field) => startOf(field) ?? []))],
    automated: automated.has(sobject) || (sobject === 'user' && automated.size > 0),
  });
  return {
    userPermissions: needs.flatMap((need) => (need.kind === 'userPermission' ? [need.name] : [])),
    fields,
    trackedOnly: tracked.length === 0,
    fieldsByName: new Map(
      [...sobjects].filter((sobject) => !whole.has(sobject)).map((sobject) => [sobject, wantedOf(sobject)]),
    ),
  };
};
