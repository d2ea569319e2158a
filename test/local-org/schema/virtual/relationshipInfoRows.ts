import type { Caller, Org, Row } from '../../model/orgModel.js';
import { entityDurableId, fieldDurableId } from '../durableId.js';
import { findField, findObject } from '../schemaLookup.js';
import { definedObjects, rowMaker } from './virtualRow.js';

/** Rows of RelationshipInfo: one for each relationship from a parent object to a child object. */
export const relationshipInfoRows = (org: Org, caller: Caller): Row[] => {
  const make = rowMaker(org, 'RelationshipInfo');
  return definedObjects(org, caller.apiVersion).flatMap((parent) =>
    parent.childRelationships.flatMap(({ childObject, field: name, relationshipName }) => {
      const child = findObject(org, childObject);
      const field = child === undefined ? undefined : findField(child, name);
      if (child === undefined || field === undefined || child.virtual || child.api === 'tooling') return [];
      return [
        make({
          DurableId: `${entityDurableId(org, parent)}.${entityDurableId(org, child)}.${name}`,
          ChildSobjectId: entityDurableId(org, child),
          FieldId: fieldDurableId(org, child, field),
          RelationshipName: relationshipName,
          IsCascadeDelete: field.masterDetail,
        }),
      ];
    }),
  );
};
