/** The names that definitions hold, and whether an org has what they name. */
import type { OrgSchema } from '../access/snapshot.js';
import { kindOf } from '../kinds/kinds.js';
import type { LookedUp, NameInOrg, OrgNameKind } from '../kinds/namesInOrg.js';
import { notToTell } from '../kinds/namesInOrg.js';
import { sameName } from '../platform/names.js';
import type { Requirement } from '../kinds/requirement.js';
import type { Place } from '../kinds/ruleReader.js';

/** A name with the places of the rules that hold it. */
type SoughtName = NameInOrg & { readonly places: readonly Place[] };

/** Names that have to be there, those that had better not, and choices of which one has to be there whole. */
export type SoughtNames = {
  readonly names: readonly SoughtName[];
  readonly forbidden: readonly SoughtName[];
  readonly choices: ReadonlyArray<ReadonlyArray<readonly SoughtName[]>>;
};

/** The names of a requirement; none where the org need not have them (`ifPresent`). */
const allNamesOf = ({ need, places = [], ifPresent }: Requirement): SoughtName[] =>
  ifPresent ? [] : (kindOf(need).namesInOrg?.(need) ?? []).map((one) => ({ ...one, places }));

/** The same without those that the org had better not have (`forbid`). */
const namesOf = (requirement: Requirement): SoughtName[] => (requirement.forbid ? [] : allNamesOf(requirement));

/** What requirements name. */
export const soughtNames = (requirements: readonly Requirement[]): SoughtNames => ({
  names: requirements.flatMap(namesOf),
  forbidden: requirements.filter(({ forbid }) => forbid).flatMap(allNamesOf),
  choices: requirements.flatMap(({ need, ifPresent }) => {
    const members = kindOf(need).members?.(need);
    return members && !ifPresent ? [members.map((member) => member.flatMap(namesOf))] : [];
  }),
});

/** What has to be read to look these names up, as requirements. */
export const lookUpRequirements = ({ names, forbidden, choices }: SoughtNames): Requirement[] =>
  [...names, ...forbidden, ...choices.flat(2)].map(({ readBy, name }) => ({
    id: name,
    need: readBy,
    level: 'optional',
    because: [],
    ifPresent: true,
    inferred: false,
    forbid: false,
  }));

/** What an older API version than the org has hides, where it is newer than itself. */
const ofSchema: readonly OrgNameKind[] = ['userPermission', 'object', 'field'];

const lookUp = ({ what, lookUp: look }: SoughtName, schema: OrgSchema): LookedUp => {
  const found = look(schema);
  return (found.found === 'no' || found.found === 'unfit') &&
    schema.olderVersion !== undefined &&
    ofSchema.includes(what)
    ? notToTell({ code: 'NOT_IN_API_VERSION', part: schema.olderVersion.used, detail: schema.olderVersion.newest })
    : found;
};

/** A name that the org does not have, or that could not be looked up. */
export type NameResult = Pick<SoughtName, 'what' | 'name' | 'places'> & {
  readonly result: Exclude<LookedUp, { found: 'yes' }>;
};

const openIn = (names: readonly SoughtName[], schema: OrgSchema): NameResult[] =>
  names.flatMap((one) => {
    const { what, name, places } = one;
    const result = lookUp(one, schema);
    return result.found === 'yes' ? [] : [{ what, name, places, result }];
  });

/** Whether a name that is not there was meant as one that is, and that the choice does not name besides. */
const isMisspelt = ({ result }: NameResult, choice: readonly SoughtName[]): boolean =>
  result.found === 'no' &&
  result.nearest.length > 0 &&
  !result.nearest.some((meant) => choice.some(({ name }) => sameName(name, meant)));

/**
 * The names that the org does not have, or of which that cannot be told. Of a choice of which one member is there whole, only names that
 * look misspelt: the others can be of orgs that have them. So of what is forbidden: a rule with a misspelt name forbids nothing.
 */
export const namesNotFound = ({ names, forbidden, choices }: SoughtNames, schema: OrgSchema): NameResult[] => [
  ...openIn(names, schema),
  ...openIn(forbidden, schema).filter((one) => isMisspelt(one, [...names, ...forbidden])),
  ...choices.flatMap((members) => {
    const open = members.map((member) => openIn(member, schema));
    const all = open.flat();
    return open.some((results) => results.length === 0) ? all.filter((one) => isMisspelt(one, members.flat())) : all;
  }),
];
