import type { Answer } from './answer.js';
import type { EffectiveAccess } from './effectiveAccess.js';
import type { Entry } from './entry.js';

/** What is known of whether a user has what an entry of a permission set gives. */
export const answerTo = (access: EffectiveAccess, entry: Entry): Answer => {
  switch (entry.kind) {
    case 'userPermission':
      return access.userPermission(entry.name);
    case 'object':
      return access.objectPermission(entry.sobject, entry.access);
    case 'field':
      return access.fieldPermission(entry.sobject, entry.field, entry.access);
    case 'customPermission':
    case 'apexClass':
    case 'connectedApp':
      return access.setupEntity(entry);
  }
};
