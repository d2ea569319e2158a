/** Names that the org does not have, and those that may have been meant: what the kinds say of it. */
import type { OrgSchema } from '../access/snapshot.js';
import { derivedObjectNames } from '../platform/derivedObjects/derivedObject.js';
import { historyObjectOf } from '../platform/derivedObjects/patterns.js';
import { historyObjects } from '../platform/fieldHistory.js';
import { fieldsLabeled, objectsLabeled } from '../platform/labels/namesOfLabels.js';
import { isCustom } from '../platform/customNames.js';
import { isNamePattern, keyOf, sameName } from '../platform/names.js';
import { isStandardObject } from '../platform/standardObjects.js';
import { fieldsOf, spelledObject } from './context.js';
import { namesMeant } from './nearest.js';

/** A name that the org does not have. */
export type Sought = {
  readonly name: string;
  /** The names of the org of which one may have been meant. */
  readonly candidates: readonly string[];
  /** Names that Setup calls so, whether the org has them or not. */
  readonly called?: readonly string[];
  /** The object to whose fields the names belong. */
  readonly within?: string;
};

/** Standard objects that take no object permissions, so that no list of an org has them all: it is asked for those that may be meant. */
const unlisted = (): readonly string[] => [...derivedObjectNames(), ...historyObjects.map(historyObjectOf)];

/** Unlisted objects that may be meant by a name that no standard object has: whether the org has one of them is read with it. */
export const unlistedMeant = (sobject: string): readonly string[] =>
  isCustom(sobject) || isNamePattern(sobject) || isStandardObject(sobject) ? [] : namesMeant(sobject, unlisted());

/**
 * Objects of the org that may have been meant: those that take object permissions, and those that it was asked for. The name of a
 * standard object is not misspelt: the org has no such feature.
 */
export const soughtObject = (
  sobject: string,
  { permissionableObjects: objects, entities }: Pick<OrgSchema, 'permissionableObjects' | 'entities'>,
): Sought => ({
  name: sobject,
  candidates: isStandardObject(sobject)
    ? []
    : [
        ...(objects.known ? objects.value.values() : []),
        ...(entities.known ? [...entities.value.values()].map(({ name }) => name) : []),
      ].filter((name) => !sameName(name, sobject)),
  called: objectsLabeled(sobject),
});

/** Fields of an object, as permissions and Field History Tracking know them. */
export const soughtField = (
  sobject: string,
  field: string,
  schema: Pick<OrgSchema, 'entities' | 'fields' | 'history'>,
): Sought => {
  const fields = fieldsOf(schema, sobject);
  const tracked = schema.history.get(keyOf(sobject))?.fields;
  return {
    name: field,
    candidates: [
      ...(fields?.known ? fields.value.values() : []),
      ...(tracked?.known ? tracked.value.values() : []),
    ].map(({ name }) => name),
    called: fieldsLabeled(sobject, field),
    within: spelledObject(schema, sobject),
  };
};
