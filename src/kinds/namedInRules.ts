/** What rules name, where nothing else has to be known of what the org has. */
import type { ReadingScope } from '../access/readingScope.js';
import { isNamePattern, keyOf, sameName } from '../platform/names.js';
import { mirroredContactField } from '../platform/personAccounts.js';
import { everyRequirement } from './everyRequirement.js';
import type { Requirement } from './requirement.js';

/** A field as a rule names it; `field` may be a pattern. */
export type NamedField = { readonly sobject: string; readonly field: string };

export type NamedInRules = {
  readonly userPermissions: readonly string[];
  readonly fields: readonly NamedField[];
  /** Objects, by key, of whose fields nothing matters but those that are named one by one. */
  readonly fieldsByName: ReadonlyMap<string, readonly string[]>;
};

/** Whether it may be a field of person accounts, which mirrors one of Contact (fact C6). */
const mayBeOfPersons = ({ sobject, field }: NamedField): boolean =>
  mirroredContactField(sobject, field) !== undefined || (isNamePattern(field) && sameName(sobject, 'Account'));

/** More fields than that, as of all vendors together, are not asked one by one: describes take fewer calls then. */
const mostNames = 200;

/**
 * What these requirements name; undefined where that is too much to be asked by name. Automation, picklists, history and patterns take all fields of their object, and so do the
 * fields of persons, which may stand for others.
 * @param scope the reading of the same requirements
 */
export const namedInRules = (requirements: readonly Requirement[], scope: ReadingScope): NamedInRules | undefined => {
  const needs = everyRequirement(requirements).map(({ need }) => need);
  const fields = needs.flatMap((need): NamedField[] =>
    need.kind === 'field' ? [{ sobject: need.sobject, field: need.field }] : [],
  );
  if (fields.length > mostNames) return undefined;
  const whole = new Set(
    [
      ...scope.automationSobjects,
      ...scope.historySobjects,
      ...scope.picklists.map(({ sobject }) => sobject),
      ...(scope.userFlags.length > 0 || scope.automationSobjects.length > 0 ? ['User'] : []),
      ...(fields.some(mayBeOfPersons) ? ['Contact'] : []),
      ...fields.filter(({ field }) => isNamePattern(field)).map(({ sobject }) => sobject),
    ].map(keyOf),
  );
  const byName = new Map<string, string[]>();
  for (const { sobject, field } of fields)
    if (!whole.has(keyOf(sobject))) byName.set(keyOf(sobject), [...(byName.get(keyOf(sobject)) ?? []), field]);
  return {
    userPermissions: needs.flatMap((need) => (need.kind === 'userPermission' ? [need.name] : [])),
    fields,
    fieldsByName: byName,
  };
};
