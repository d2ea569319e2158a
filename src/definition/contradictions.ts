/** Required and forbidden at once: no user could ever satisfy both. */
import type { Kind } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import type { Need } from '../kinds/kinds.js';
import type { Authentication } from '../kinds/requirement.js';
import type { Atom } from './atoms.js';
import { DefinitionMistake, formatPlace } from './definitionMistake.js';
import { mistakeCollector } from './mistakeCollector.js';
import type { MistakeCollector } from './mistakeCollector.js';

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

const nothingBroken: readonly Atom[] = [];

/** The forbidden rules that one breaks by what it requires: of each lookup the first. One that forbids breaks none. */
const brokenBy = ({ requirement: { need, forbid }, when }: Atom, lookups: readonly Lookup[]): readonly Atom[] => {
  if (forbid) return nothingBroken;
  // Nearly always there is none: no list is made for each of a hundred thousand.
  let broken: Atom[] | undefined;
  for (const lookup of lookups) {
    if (lookup.kind !== need.kind) continue;
    if (lookup.when !== null && when !== null && lookup.when !== when) continue;
    const other = lookup.forbidden[lookup.find(need)];
    if (other) (broken ??= []).push(other);
  }
  return broken ?? nothingBroken;
};

type Order = ReadonlyMap<Atom, number>;

const refuse = (atom: Atom, broken: readonly Atom[], order: Order): void => {
  const placeOf = (one: Atom): number => order.get(one) ?? 0;
  const other = broken.reduce((first, one) => (placeOf(one) < placeOf(first) ? one : first));
  const [earlier, later] = placeOf(atom) > placeOf(other) ? [other, atom] : [atom, other];
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

/** Keeps a mistake for each of the rules that breaks one that was looked up. */
const check = (
  mistakes: MistakeCollector,
  atoms: readonly Atom[],
  lookups: readonly Lookup[],
  order: () => Order,
): void => {
  for (const atom of atoms) {
    const broken = brokenBy(atom, lookups);
    if (broken.length > 0) mistakes.attempt(() => refuse(atom, broken, order()));
  }
};

/** Rules, of which those that are inherited have been tested among themselves. */
export type PartlyTested = { readonly inherited: readonly Atom[]; readonly own: readonly Atom[] };

const all = ({ inherited, own }: PartlyTested): Atom[] => [...inherited, ...own];

/** What was made of the same thing before. */
const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

const orderOf = (...parts: readonly PartlyTested[]): (() => Order) =>
  once(() => new Map(parts.flatMap(all).map((atom, place) => [atom, place])));

/**
 * Refuses rules of which one asks for what another forbids, for the same way of logging in. The later of the two in the
 * order of the rules is the one named; common rules stand before those of a variant. What is inherited is not tested again with
 * itself, and what is common is not held against each of a hundred variants, but against all of them together first.
 *
 * @param common what counts in every variant
 * @param variants what each has beside it
 * @returns a test for the common rules, and one for each variant
 * @throws DefinitionMistake from the tests
 */
export const contradictionTests = (common: PartlyTested, variants: readonly PartlyTested[]): Array<() => void> => {
  const [commonLookups, ownLookups] = [lookupsIn(all(common)), lookupsIn(common.own)];
  const testCommon = (): void => {
    const mistakes = mistakeCollector();
    const order = orderOf(common);
    check(mistakes, common.own, commonLookups, order);
    check(mistakes, common.inherited, ownLookups, order);
    mistakes.finish();
  };
  // Those that any variant forbids: nearly always there is none.
  const suspects = once(() => {
    const [ofAll, ofOwn] = [lookupsIn(variants.flatMap(all)), lookupsIn(variants.flatMap(({ own }) => own))];
    return [
      ...common.inherited.filter((atom) => brokenBy(atom, ofOwn).length > 0),
      ...common.own.filter((atom) => brokenBy(atom, ofAll).length > 0),
    ];
  });
  const testVariant = (variant: PartlyTested) => (): void => {
    const mistakes = mistakeCollector();
    const order = orderOf(common, variant);
    const lookups = lookupsIn(all(variant));
    check(mistakes, suspects(), lookups, order);
    check(mistakes, variant.own, [...commonLookups, ...lookups], order);
    check(mistakes, variant.inherited, [...ownLookups, ...lookupsIn(variant.own)], order);
    mistakes.finish();
  };
  return [testCommon, ...variants.map(testVariant)];
};
