/** Which of the sets that rules name have to be read before a grant is planned. */
import type { InspectedUser } from '../access/snapshot.js';
import { evaluate } from '../check/evaluate.js';
import { everyWanted } from '../kinds/everyRequirement.js';
import type { Finding } from '../kinds/finding.js';
import { kindOf } from '../kinds/kinds.js';
import type { Requirement } from '../kinds/requirement.js';
import { requirementId } from '../kinds/requirementId.js';
import { keyOf } from '../platform/names.js';
import type { PlanContext } from './planInput.js';
import { licensed, wantedLicenses } from './recipients.js';
import { wantedFindings } from './wantedFindings.js';

/** Keys of their names. */
export type NamedSetsToRead = {
  /** What rules ask for by themselves, and somebody lacks. */
  readonly asked: ReadonlySet<string>;
  /** What the alternatives of choices name, all of them: where one cannot be given, another one may do. */
  readonly ofChoices: ReadonlySet<string>;
};

/** What a choice names in all of its alternatives. */
const namedIn = ({ need }: Requirement): string[] =>
  everyWanted((kindOf(need).members?.(need) ?? []).flat()).flatMap(({ need: one }) => {
    const given = kindOf(one).assigned?.(one);
    return given && 'permissionSet' in given ? [keyOf(given.permissionSet)] : [];
  });

/**
 * What the findings of these users ask for, as they are and with the licenses that are planned first: a license may be all that
 * another alternative waits for.
 * @param brought the license that comes with the set of the grant; null for none
 */
export const namedSetsToRead = (
  context: Pick<PlanContext, 'requirements' | 'snapshot' | 'scope'>,
  brought: string | null = null,
): NamedSetsToRead => {
  const { requirements, snapshot, scope } = context;
  const wantedOf = (user: InspectedUser): Finding[] => {
    const found = evaluate(requirements.requirements, snapshot, user);
    const licenses = [...wantedLicenses(found, scope), ...(brought === null ? [] : [brought])];
    const then = licenses.length === 0 ? [] : licensed(context, user, licenses, new Map()).found;
    return [...wantedFindings(found, scope), ...wantedFindings(then, scope)];
  };
  const wanted = snapshot.users.flatMap(wantedOf);
  const choices = new Map(
    requirements.requirements
      .filter(({ need }) => kindOf(need).members?.(need))
      .map((one) => [requirementId(one.need, one.forbid), one] as const),
  );
  const alone = wanted.filter(({ id }) => !choices.has(id));
  return {
    asked: new Set(alone.flatMap(({ remedy }) => remedy?.permissionSets ?? []).map(keyOf)),
    ofChoices: new Set(
      wanted.flatMap(({ id }) => {
        const choice = choices.get(id);
        return choice ? namedIn(choice) : [];
      }),
    ),
  };
};
