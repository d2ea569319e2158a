/**
 * What an org says about dependencies (fact D7) is a claim, not an order: the org, or whoever stands between, may invent
 * one. A claim that would bring power over the whole org is not followed, unless the platform's own rules know it, a rule of
 * the definition names that power, or the person allows it by name.
 */
import { directNeedsIn, neededEntries, needsRefused } from '../access/dependencies.js';
import type { DirectNeeds, Edge } from '../access/dependencies.js';
import { entryKey } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { keyOf } from '../platform/names.js';
import { isOrgWide } from '../platform/orgWidePermissions.js';

/** A dependency that is not followed, with what it would bring. */
export type RefusedClaim = { readonly edge: Edge; readonly brings: readonly Entry[] };

export type ClaimInput = {
  /** What the org says. */
  readonly edges: readonly Edge[];
  readonly directNeeds: DirectNeeds;
  readonly exists: (entry: Entry) => boolean;
  /** What rules of the definition name. */
  readonly named: readonly Entry[];
  /** What the person allows: API names of permissions, or ids of entries, in any spelling. */
  readonly allowed: readonly string[];
};

/** Power over the whole org, or over all records of an object. */
const isPowerful = (entry: Entry): boolean =>
  entry.kind === 'userPermission'
    ? isOrgWide(entry.name)
    : entry.kind === 'object' && entry.access === 'modifyAllRecords';

/** The claims of an org that are not followed. */
export const refusedClaims = ({ edges, directNeeds, exists, named, allowed }: ClaimInput): RefusedClaim[] => {
  const byRules = directNeedsIn([]);
  const closure = (entries: readonly Entry[], needs: DirectNeeds): Entry[] => [
    ...entries,
    ...neededEntries(entries, needs, exists),
  ];
  const allowedKeys = new Set(allowed.map((name) => keyOf(name.trim())));
  // By the rules of the platform fields bring nothing powerful, and they are by far the most.
  const others = named.filter(({ kind }) => kind !== 'field');
  const expected = new Set(closure(others, byRules).map(entryKey));
  const isUnwanted = (entry: Entry): boolean =>
    isPowerful(entry) &&
    !expected.has(entryKey(entry)) &&
    !allowedKeys.has(entryKey(entry)) &&
    !(entry.kind === 'userPermission' && allowedKeys.has(keyOf(entry.name)));
  // Nearly all of ten thousand claims bring nothing of the kind: they are looked at together first.
  const { unwanted } = needsRefused(edges.map(({ to }) => to).filter(exists), directNeeds, exists, {
    unwanted: isUnwanted,
  });
  return edges.flatMap((edge): RefusedClaim[] => {
    const { from, to } = edge;
    if (!exists(to) || !unwanted(to)) return [];
    const known = new Set(closure([from], byRules).map(entryKey));
    const brings = closure([to], directNeeds).filter((entry) => isUnwanted(entry) && !known.has(entryKey(entry)));
    return brings.length === 0 ? [] : [{ edge, brings }];
  });
};
