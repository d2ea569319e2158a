/** What of a definition is broad, and which of its variants do without it. */
import type { Requirement } from '../../kinds/requirement.js';
import { kindOf } from '../../kinds/kinds.js';
import type { Need } from '../../kinds/kinds.js';
import { idKey, requirementId } from '../../kinds/requirementId.js';
import { broadAccess, broadPermission } from '../../platform/broadAccess.js';
import { permissionsHeldWith } from '../../platform/dependencyRules.js';
import { withWhatItRestsOn } from '../../platform/objectAccess.js';
import type { Broad } from '../../platform/broadAccess.js';
import { compareKeys, keyOf } from '../../platform/names.js';

/** A variant, and what it asks for beside what is common to all. */
export type VariantNeeds = { readonly variant: string; readonly requirements: readonly Requirement[] };

/** How far a need reaches; null where it is not broad. */
export const broadOf = (need: Need): Broad | null => {
  if (need.kind === 'userPermission') return broadPermission(need.name);
  return need.kind === 'object' ? broadAccess(need.sobject, need.access) : null;
};

/** Everything that may be granted, with what choices offer; what is forbidden is not. */
const granted = (requirements: readonly Requirement[]): Requirement[] =>
  requirements.flatMap((one) => [
    ...(one.forbid ? [] : [one]),
    ...(kindOf(one.need)
      .members?.(one.need)
      ?.flatMap((member) => granted(member)) ?? []),
  ]);

/** A need, and what comes with it: on the same object (fact B2), and user permissions that nobody lacks who has it (fact D6). */
const withWhatComes = (need: Need): readonly Need[] => {
  if (need.kind === 'object') return withWhatItRestsOn(need.access).map((access) => ({ ...need, access }));
  return need.kind === 'userPermission'
    ? [need, ...permissionsHeldWith(need.name).map((name) => ({ ...need, name }))]
    : [need];
};

/** The user permissions over the whole org that a variant names, by key, as it spells them. */
const namedOverOrg = (requirements: readonly Requirement[]): ReadonlyMap<string, string> => {
  const named = new Map<string, string>();
  for (const { need } of granted(requirements)) {
    if (need.kind !== 'userPermission' || broadPermission(need.name) === null) continue;
    // The spelling that comes first stays.
    if (!named.has(keyOf(need.name))) named.set(keyOf(need.name), need.name);
  }
  return named;
};

/** The broad needs of a variant by the keys of their ids. */
const broadNeeds = (requirements: readonly Requirement[]): ReadonlyMap<string, Broad> =>
  new Map(
    granted(requirements)
      .flatMap(({ need }) => withWhatComes(need))
      .flatMap((need) => {
        const broad = broadOf(need);
        return broad === null ? [] : [[idKey(requirementId(need)), broad] as const];
      }),
  );

/** What of the first the second lacks. */
const beyond = (of: ReadonlyMap<string, Broad>, than: ReadonlyMap<string, Broad>): Broad[] =>
  [...of].flatMap(([id, broad]) => (than.has(id) ? [] : [broad]));

/** A variant that does without a broad need, and the permissions over the whole org that it names and the described one does not. */
export type VariantWithout = { readonly variant: string; readonly permissions: readonly string[] };

/** Another variant, as it is held against the described one. */
type OtherVariant = VariantWithout & {
  readonly broad: ReadonlyMap<string, Broad>;
  /** What it asks for that is broad, and the described one does not. */
  readonly more: readonly Broad[];
};

/** What is common is looked at once, and not again for each of a hundred variants. */
const otherVariants = (
  described: readonly Requirement[],
  common: readonly Requirement[],
  others: readonly VariantNeeds[],
): OtherVariant[] => {
  const own = broadNeeds(described);
  const named = namedOverOrg(described);
  const [commonBroad, commonNamed] = [broadNeeds(common), namedOverOrg(common)];
  return others.map(({ variant, requirements }) => {
    const broad = new Map([...commonBroad, ...broadNeeds(requirements)]);
    const permissions = [...new Map([...namedOverOrg(requirements), ...commonNamed])]
      .flatMap(([key, name]) => (named.has(key) ? [] : [name]))
      .sort(compareKeys);
    return { variant, broad, permissions, more: beyond(broad, own) };
  });
};

/**
 * Which variants do without a broad need: those that do not ask for it, and ask for nothing that reaches as far in its place.
 * What the described variant holds anyway, as a part of what it asks for, does not reach further.
 * @param described what the variant asks for that is described
 * @param common what all variants ask for
 * @param others the other variants; looked at only where something is broad
 * @returns those variants by a requirement; empty for one that is not broad
 */
export const variantsWithout = (
  described: readonly Requirement[],
  common: readonly Requirement[],
  others: () => readonly VariantNeeds[],
): ((requirement: Pick<Requirement, 'id' | 'need'>) => VariantWithout[]) => {
  let made: OtherVariant[] | undefined;
  const further = (): OtherVariant[] => (made ??= otherVariants(described, common, others()));
  return ({ id, need }) => {
    const broad = broadOf(need);
    if (broad === null) return [];
    return further()
      .filter((other) => !other.broad.has(idKey(id)))
      .filter(({ more }) => !more.some(({ reach }) => reach === 'org' || broad.reach === 'object'))
      .filter(
        // View All Data in the other variant is more than View All Records here (fact K4).
        (other) => broad.reach === 'org' || ![...other.broad.values()].some(({ code }) => isAllData(code)),
      )
      .map(({ variant, permissions }) => ({ variant, permissions }));
  };
};

const isAllData = (code: Broad['code']): boolean => code === 'READS_ALL_DATA' || code === 'WRITES_ALL_DATA';
