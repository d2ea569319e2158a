/** What may have happened to a source of what was lost: a profile, a permission set or a group. */
import type { Entry } from '../../access/entry.js';
import type { GrantedBy } from '../../access/snapshot.js';
import type { Identified } from '../../kinds/requirementId.js';
import { keyOf, splitQualifiedName } from '../../platform/names.js';
import {
  customPermissionNames,
  different,
  fieldNames,
  mutingOf,
  objectNames,
  placesOf,
  setNames,
  sourceNames,
  spelledOut,
  userNames,
} from './namesOfThings.js';
import { situation } from './situation.js';
import type { Situation, Told } from './situation.js';
import { objectWords } from './valueChange.js';

/** The source as a whole was taken from the user, or is not what it was. */
export const sourceSituations = (told: Told, source: GrantedBy): Situation[] => {
  const { org, loss } = told;
  const names = sourceNames(org, source);
  const { userId, user } = userNames(org, loss);
  const byGiving = loss.forbid;
  switch (source.type) {
    case 'Profile':
      return [situation('profileTaken', { from: names, user }, { byGiving })];
    case 'PermissionSet':
      return [
        situation('setTaken', { source: names, userId }, { byGiving }),
        situation('setChanged', { source: names }, { byGiving }),
      ];
    case 'PermissionSetGroup':
      return [
        situation('groupTaken', { source: names, userId }, { byGiving }),
        ...(source.through ?? []).flatMap((name) => [
          situation('groupMember', { source: names, member: setNames(org, name) }, { byGiving }),
          situation('setChanged', { source: setNames(org, name) }, { byGiving }),
        ]),
        ...mutingOf(org, source).map((member) => situation('groupMuting', { source: names, member }, { byGiving })),
      ];
  }
};

/** An entry was taken out of a source, or muted. */
export const entrySituations = (told: Told, source: GrantedBy, entry: Entry): Situation[] => {
  const { org, loss } = told;
  return placesOf(org, source).map(({ names, mutes }): Situation => {
    const byGiving = loss.forbid !== mutes;
    switch (entry.kind) {
      case 'userPermission':
        return situation(
          'userPermission',
          {
            source: names,
            permission: different([
              ...(org.permissions.get(keyOf(entry.name)) ?? []),
              entry.name,
              spelledOut(entry.name),
            ]),
          },
          { byGiving },
        );
      case 'object':
        return situation(
          'object',
          { source: names, object: objectNames(org, entry.sobject), access: objectWords[entry.access] },
          { access: entry.access, byGiving },
        );
      case 'field':
        return situation(
          'field',
          {
            source: names,
            object: objectNames(org, entry.sobject),
            field: fieldNames(org, entry.sobject, entry.field),
          },
          { access: entry.access, byGiving },
        );
      case 'customPermission':
        return situation(
          'customPermission',
          { source: names, customPermission: customPermissionNames(org, entry.name) },
          { byGiving },
        );
      case 'apexClass':
        return situation(
          'apexClass',
          { source: names, apexClass: [entry.name, splitQualifiedName(entry.name).name] },
          { byGiving },
        );
      case 'connectedApp':
        return situation('app', { source: names, app: [entry.name, spelledOut(entry.name)] }, { byGiving });
    }
  });
};

/** What else than an entry of a permission set stood in a source. */
export const beyondEntries = ({ org, loss }: Told, source: GrantedBy, need: Identified): Situation[] =>
  placesOf(org, source).flatMap(({ names, mutes }) => {
    const byGiving = loss.forbid !== mutes;
    if (need.kind === 'connectedApp')
      return [situation('app', { source: names, app: [need.name, spelledOut(need.name)] }, { byGiving })];
    return need.kind === 'picklistValue'
      ? [situation('recordType', { source: names, object: objectNames(org, need.sobject) }, { byGiving })]
      : [];
  });
