/** What of a definition is broad, and which of its variants do without it. */
import type { Requirement } from '../../kinds/requirement.js';
import { kindOf } from '../../kinds/kinds.js';
import type { Need } from '../../kinds/kinds.js';
import { idKey, requirementId } from '../../kinds/requirementId.js';
import { broadAccess, broadPermission } from '../../platform/broadAccess.js';
import { withWhatItRestsOn } from '../../platform/objectAccess.js';
import type { Broad } from '../../platform/broadAccess.js';

/** A variant, and what it asks for. */
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

/** A need, and what comes with it on the same object (fact B2). */
const withWhatComes = (need: Need): readonly Need[] =>
  need.kind === 'object' ? withWhatItRestsOn(need.access).map((access) => ({ ...need, access })) : [need];

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

/**
 * Which variants do without a broad need: those that do not ask for it, and ask for nothing that reaches as far in its place.
 * @param described what the variant asks for that is described
 * @param others the other variants
 * @returns the names of those variants by a requirement; empty for one that is not broad
 */
export const variantsWithout = (
  described: readonly Requirement[],
  others: readonly VariantNeeds[],
): ((requirement: Pick<Requirement, 'id' | 'need'>) => string[]) => {
  const own = broadNeeds(described);
  const further = others.map(({ variant, requirements }) => {
    const broad = broadNeeds(requirements);
    return { variant, broad, more: beyond(broad, own) };
  });
  return ({ id, need }) => {
    const broad = broadOf(need);
    if (broad === null) return [];
    return further
      .filter((other) => !other.broad.has(idKey(id)))
      .filter(({ more }) => !more.some(({ reach }) => reach === 'org' || broad.reach === 'object'))
      .filter(
        // View All Data in the other variant is more than View All Records here (fact K4).
        (other) => broad.reach === 'org' || ![...other.broad.values()].some(({ code }) => isAllData(code)),
      )
      .map(({ variant }) => variant);
  };
};

const isAllData = (code: Broad['code']): boolean => code === 'READS_ALL_DATA' || code === 'WRITES_ALL_DATA';
