/** Names that the org does not have, and those that may have been meant: what the kinds say of it. */
import type { OrgSchema } from '../access/snapshot.js';
import { derivedObjectNames } from '../platform/derivedObjects/derivedObject.js';
import { historyObjectOf } from '../platform/derivedObjects/patterns.js';
import { historyObjects } from '../platform/fieldHistory.js';
import { fieldsLabeled, objectsLabeled } from '../platform/labels/namesOfLabels.js';
import { keyOf, sameName } from '../platform/names.js';
import { fieldsOf, spelledObject } from './context.js';

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

/** Objects that take object permissions, those whose access is derived, and those that hold the history of another. */
export const soughtObject = (
  sobject: string,
  { permissionableObjects: objects }: Pick<OrgSchema, 'permissionableObjects'>,
): Sought => ({
  name: sobject,
  candidates: [
    ...(objects.known ? objects.value.values() : []),
    ...derivedObjectNames(),
    ...historyObjects.map(historyObjectOf),
    // Names that are known from other orgs: the one that is sought may be among them.
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
