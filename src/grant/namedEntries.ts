import type { Entry } from '../access/entry.js';
import type { Requirement } from '../kinds/requirement.js';

/** The entries that rules ask for by name, those of alternatives among them. */
export const namedEntriesIn = (requirements: readonly Requirement[]): Entry[] =>
  requirements.flatMap(({ need, forbid }): Entry[] => {
    if (forbid) return [];
    switch (need.kind) {
      case 'userPermission':
        return [{ kind: 'userPermission', name: need.name }];
      case 'object':
        return [{ kind: 'object', sobject: need.sobject, access: need.access }];
      case 'field':
        return [{ kind: 'field', sobject: need.sobject, field: need.field, access: need.access }];
      case 'anyOf':
        return need.members.flatMap(namedEntriesIn);
      default:
        return [];
    }
  });
