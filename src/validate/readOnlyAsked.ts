/** Fields that a definition wants to edit and nobody can, told without an org: those that are so everywhere. */
import { kindOf } from '../kinds/kinds.js';
import type { Requirement } from '../kinds/requirement.js';
import type { Place } from '../kinds/ruleReader.js';
import { isReadOnlyEverywhere } from '../platform/readOnlyFields.js';

/** Such a field, with the places of the rules that want to edit it. */
export type ReadOnlyAsked = { readonly name: string; readonly places: readonly Place[] };

/** The fields that these requirements want to edit although nobody can. */
export const readOnlyAsked = (requirements: readonly Requirement[]): ReadOnlyAsked[] =>
  requirements.flatMap(({ need, places = [], forbid }): ReadOnlyAsked[] => {
    const own =
      need.kind === 'field' && need.access === 'edit' && !forbid && isReadOnlyEverywhere(need.sobject, need.field)
        ? [{ name: `${need.sobject}.${need.field}`, places }]
        : [];
    return [...own, ...readOnlyAsked(kindOf(need).members?.(need).flat() ?? [])];
  });
