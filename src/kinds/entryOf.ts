import type { Entry } from '../access/entry.js';
import type { Need } from './kinds.js';
import type { Identified } from './requirementId.js';

/** What a permission set holds to give exactly this; undefined where the need is no such thing. */
export const entryOf = (need: Identified): Entry | undefined => {
  switch (need.kind) {
    case 'userPermission':
      return { kind: 'userPermission', name: need.name };
    case 'object':
      return { kind: 'object', sobject: need.sobject, access: need.access };
    case 'field':
      return { kind: 'field', sobject: need.sobject, field: need.field, access: need.access };
    case 'customPermission':
      return { kind: 'customPermission', name: need.name };
    case 'apexClass':
      return { kind: 'apexClass', name: need.name };
    case 'connectedApp':
      return { kind: 'connectedApp', name: need.name };
    default:
      return undefined;
  }
};

/** The need that a rule about this entry, and about nothing else, would make: the way back from `entryOf`. */
export const needOfEntry = (entry: Entry): Need => {
  switch (entry.kind) {
    case 'userPermission':
      return { kind: 'userPermission', name: entry.name };
    case 'object':
      return { kind: 'object', sobject: entry.sobject, access: entry.access, minimum: [] };
    case 'field':
      return { kind: 'field', sobject: entry.sobject, field: entry.field, access: entry.access, standardized: false };
    case 'customPermission':
      return { kind: 'customPermission', name: entry.name };
    case 'apexClass':
      return { kind: 'apexClass', name: entry.name };
    case 'connectedApp':
      return { kind: 'connectedApp', name: entry.name };
  }
};
