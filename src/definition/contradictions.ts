/** Required and forbidden at once: no user could ever satisfy both. */
import type { Kind } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import type { Need } from '../kinds/kinds.js';
import type { Authentication } from '../kinds/requirement.js';
import type { Atom } from './atoms.js';
import { DefinitionMistake, formatPlace } from './definitionMistake.js';
import { mistakeCollector } from './mistakeCollector.js';

/** Forbidden rules of one kind that count for the same way of logging in, ready to be looked up. */
type Lookup = {
  readonly kind: Need['kind'];
  readonly when: Authentication | null;
  readonly forbidden: readonly Atom[];
  readonly find: (required: Need) => number;
};

const lookupsIn = (atoms: readonly Atom[]): Lookup[] => {
  const groups = new Map<string, Atom[]>();
  for (const atom of atoms) {
    if (!atom.requirement.forbid) continue;
    const key = `${atom.requirement.need.kind} ${atom.when ?? ''}`;
    const group = groups.get(key);
    if (group) group.push(atom);
    else groups.set(key, [atom]);
  }
  return [...groups.values()].flatMap((forbidden): Lookup[] => {
    const [first] = forbidden;
    if (!first) return [];
    const { need } = first.requirement;
    const kind: Pick<Kind<Need>, 'contradicting'> = kindOf(need);
    const find = kind.contradicting?.(forbidden.map(({ requirement }) => requirement.need));
    return find ? [{ kind: need.kind, when: first.when, forbidden, find }] : [];
  });
};

const otherOf = (atom: Atom, lookups: readonly Lookup[], order: ReadonlyMap<Atom, number>): Atom | undefined => {
  const found = lookups
    .filter(
      ({ kind, when }) =>
        kind === atom.requirement.need.kind && (when === null || atom.when === null || when === atom.when),
    )
    .flatMap(({ forbidden, find }) => forbidden[find(atom.requirement.need)] ?? []);
  return found.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))[0];
};

const refuse = (atom: Atom, other: Atom, order: ReadonlyMap<Atom, number>): never => {
  const later = (order.get(atom) ?? 0) > (order.get(other) ?? 0) ? atom : other;
  const earlier = later === atom ? other : atom;
  throw new DefinitionMistake(
    {
      code: 'RequiredAndForbidden',
      id: atom.requirement.id,
      forbidden: other.requirement.id,
      first: formatPlace(earlier.place),
    },
    later.place,
  );
};

/** A test of further rules against rules that have been tested among themselves. */
export type ContradictionTest = (own: readonly Atom[]) => void;

/**
 * Refuses rules of which one asks for what another forbids, for the same way of logging in. The later of the two in the
 * order of the rules is the one named.
 *
 * @returns the test of the rules of one variant, which come behind these; what is common is not tested again for each
 * @throws DefinitionMistake
 */
export const checkContradictions = (common: readonly Atom[]): ContradictionTest => {
  const commonLookups = lookupsIn(common);
  const check = (atoms: readonly Atom[], lookups: readonly Lookup[], order: ReadonlyMap<Atom, number>): void => {
    if (lookups.length === 0) return;
    const mistakes = mistakeCollector();
    for (const atom of atoms) {
      if (atom.requirement.forbid) continue;
      const other = otherOf(atom, lookups, order);
      if (other) mistakes.attempt(() => refuse(atom, other, order));
    }
    mistakes.finish();
  };
  const places = new Map(common.map((atom, place) => [atom, place]));
  check(common, commonLookups, places);
  return (own) => {
    // A common rule is in front of all of these, wherever it stands.
    const order = new Map([...own.entries()].map(([place, atom]) => [atom, common.length + place]));
    const ownLookups = lookupsIn(own);
    check(common, ownLookups, order);
    check(own, [...commonLookups, ...ownLookups], order);
  };
};
