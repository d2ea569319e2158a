/** How the tables of derived objects are written: objects that share their rules, and the calls that each of them has. */
import { never, unpublished } from './accessRule.js';
import type { AccessRule, Rules } from './accessRule.js';
import type { ObjectAccess } from '../objectAccess.js';

/**
 * How sure a rule is: Salesforce says so; it was seen in the data of orgs; it is common knowledge of the platform; it is
 * concluded from how similar objects behave; nothing was found.
 */
export type Certainty = 'doc' | 'seen' | 'known' | 'inferred' | 'none';

/**
 * Names by the calls that the API has for them: `r` read (of streams: subscribe), `c` create, `u` update, `d` delete, `-`
 * none, `x` the rest is not known; `*` the object is younger than the list of objects with permissions that the tables were
 * made from, so that an org's own list may say otherwise. Names are separated by blanks.
 */
type NamesByCalls = Readonly<Record<string, string>>;

type About = {
  readonly certainty: Certainty;
  /** The same for create, edit and delete where it differs. */
  readonly writeCertainty?: Certainty;
  /** Without it the object is not there at all. */
  readonly feature?: string;
  /** User permissions that fit by their names where no rule is published. */
  readonly fits?: readonly string[];
  /** What one needs beside the access to make use of it: not to be refused, but to find what has to be named. */
  readonly beside?: Rules;
};

export type DerivedFamily = About &
  (
    | { readonly rules: Rules; readonly members: NamesByCalls }
    /** Objects whose rules name every call that there is. */
    | { readonly rules: Rules; readonly names: string }
    | { readonly rules: Rules; readonly newNames: string }
    | { readonly rules: (parent: string) => Rules; readonly children: Readonly<Record<string, NamesByCalls>> }
  );

/** What is known of one object without object permissions. */
export type DerivedObject = Omit<About, 'fits'> & {
  /** The rule of every word of access. */
  readonly rules: Readonly<Record<ObjectAccess, AccessRule>>;
  readonly fits: readonly string[];
  /** It may take object permissions in an org whose list could not be read. */
  readonly young: boolean;
  /** The object that its name is made from, for `Thing__History` and the like. */
  readonly base?: string;
};

const callOf = { read: 'r', create: 'c', edit: 'u', delete: 'd' } as const;
const allCalls = 'rcud';

/** The rule of a call that the API may not have at all. */
const masked = (rule: AccessRule | undefined, call: string, calls: string): AccessRule => {
  if (calls.includes(call)) return rule ?? never;
  return calls.includes('x') && rule !== undefined ? unpublished : never;
};

/**
 * The rules of every word. A way of writing that is left out does not exist; of View All Records nothing is published then,
 * nor of Modify All Records while anything can be written. Columns of ObjectPermissions alone give View All Fields.
 */
export const rulesOf = (rules: Rules, calls: string = allCalls): Readonly<Record<ObjectAccess, AccessRule>> => {
  const word = (access: keyof typeof callOf): AccessRule => masked(rules[access], callOf[access], calls);
  const writing = { create: word('create'), edit: word('edit'), delete: word('delete') };
  const readOnly = Object.values(writing).every(({ rule }) => rule === 'never');
  const read = word('read');
  return {
    read,
    ...writing,
    viewAllRecords: read.rule === 'never' ? never : (rules.viewAllRecords ?? unpublished),
    modifyAllRecords: readOnly ? never : (rules.modifyAllRecords ?? unpublished),
    viewAllFields: unpublished,
  };
};

/** The certainty of the rule of one word. */
export const certaintyOf = (
  { certainty, writeCertainty = certainty }: Pick<DerivedObject, 'certainty' | 'writeCertainty'>,
  access: ObjectAccess,
): Certainty => (access === 'create' || access === 'edit' || access === 'delete' ? writeCertainty : certainty);

/** One object of a family, not yet worked out: most of the names are never asked for. */
export type ListedObject = { readonly name: string; readonly derived: () => DerivedObject };

/** The objects of a family, each with its own rules. */
export const objectsOf = (family: DerivedFamily): ListedObject[] => {
  const { certainty, writeCertainty, feature, fits = [], beside } = family;
  const derived = (rules: Rules, calls: string): DerivedObject => ({
    certainty,
    ...(writeCertainty === undefined ? {} : { writeCertainty }),
    ...(feature === undefined ? {} : { feature }),
    ...(beside === undefined ? {} : { beside }),
    fits,
    young: calls.endsWith('*'),
    rules: rulesOf(rules, calls),
  });
  const listed = (names: string, calls: string, rules: () => Rules): ListedObject[] =>
    names.split(' ').map((name) => ({ name, derived: () => derived(rules(), calls) }));
  if ('names' in family) return listed(family.names, allCalls, () => family.rules);
  if ('newNames' in family) return listed(family.newNames, `${allCalls}*`, () => family.rules);
  if ('members' in family)
    return Object.entries(family.members).flatMap(([calls, names]) => listed(names, calls, () => family.rules));
  return Object.entries(family.children).flatMap(([parent, byCalls]) =>
    Object.entries(byCalls).flatMap(([calls, names]) => listed(names, calls, () => family.rules(parent))),
  );
};
