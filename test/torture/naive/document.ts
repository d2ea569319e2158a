/** Whole definition files, each extending the one before → what one use of the last of them needs (design, section 3). */
import { askedBy, clash, contradicts, idOf, inUse } from './definition.js';
import type { Asked, Authentication, Level, Member, Phase, Requirement, Rule } from './definition.js';
import { includes } from './world.js';

export type Part = { readonly isDefault?: boolean | undefined; readonly rules: readonly Rule[] };

/** What a parameter is, or what an inherited one stands for. */
export type Parameter = { readonly example: string } | { readonly values: readonly string[] };

/** One file. `{{name}}` stands as an element of a list for the values of a parameter. */
export type Document = {
  readonly rules: readonly Rule[];
  readonly variants: Readonly<Record<string, Part>>;
  readonly features: Readonly<Record<string, Part>>;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Ids of what is inherited and does not apply. */
  readonly omit: readonly string[];
};

/** What is said of a definition when it is used. */
export type Use = {
  readonly variant: string | null;
  readonly features: readonly string[];
  readonly authentication: Authentication;
  readonly phases: readonly Phase[];
  readonly set: Readonly<Record<string, readonly string[]>>;
};

type Where = { readonly variant: string | null; readonly feature: string | null };
type PlacedRule = Where & { readonly rule: Rule; readonly omitted: readonly string[] };
type Named = { readonly name: string; readonly isDefault: boolean };
type Known = ReadonlyArray<{ readonly name: string; readonly values: readonly string[] | null }>;
type Definition = {
  readonly rules: readonly PlacedRule[];
  readonly variants: readonly Named[];
  readonly features: readonly Named[];
  readonly parameters: Known;
};

/** The definition is refused. */
class Refused extends Error {}

const refuseIf = (wrong: boolean, why: string): void => {
  if (wrong) throw new Refused(why);
};

const markIn = (item: unknown): string | null =>
  typeof item === 'string' && item.startsWith('{{') ? item.slice(2, -2) : null;

/** The parameters that a rule names. */
export const marksOf = (rule: Rule | Member): string[] =>
  Object.values(rule).flatMap((value: unknown) =>
    Array.isArray(value)
      ? value.flatMap((item: unknown) =>
          typeof item === 'object' ? marksOf(item as Member) : (markIn(item) ?? ([] as string[])),
        )
      : [],
  );

type ValuesOf = (name: string) => readonly string[];

/** A rule with the values in place of the marks; null where nothing is left of what it names. */
const filled = <T extends Rule | Member>(rule: T, valuesOf: ValuesOf): T | null => {
  const entries = Object.entries(rule).map(([key, value]: [string, unknown]) => {
    if (!Array.isArray(value)) return [key, value] as const;
    const items = value.flatMap((item: unknown): unknown[] => {
      if (typeof item === 'object') return [filled(item as Member, valuesOf)].filter((one) => one !== null);
      const name = markIn(item);
      return name === null ? [item] : [...valuesOf(name)];
    });
    const names = items.map((item) => JSON.stringify(item).toLowerCase());
    refuseIf(
      value.some((item) => markIn(item) !== null) && new Set(names).size < names.length,
      `a name twice in ${key}`,
    );
    return [key, items.length === 0 && value.length > 0 ? null : items] as const;
  });
  return entries.some(([, value]) => value === null) ? null : (Object.fromEntries(entries) as T);
};

/** Omitted words are not part of a minimum either. */
const withoutOmitted = (asked: Asked, omitted: readonly string[]): Asked[] => {
  const { requirement } = asked;
  const { wanted } = requirement;
  if (includes(omitted, idOf(requirement))) return [];
  if (wanted.kind !== 'object') return [asked];
  const minimum = wanted.minimum.filter(
    (access) => !includes(omitted, idOf({ wanted: { ...wanted, access }, forbid: false })),
  );
  return [{ ...asked, requirement: { ...requirement, wanted: { ...wanted, minimum } } }];
};

const valueIn = (parameters: Known, name: string): readonly string[] | null =>
  parameters.find((one) => one.name === name)?.values ?? null;

const notRequired = (level: Level): Level => (level === 'required' ? 'recommended' : level);

/** What a rule waits for: a parameter that is declared, and of which nobody says what it stands for. */
const waitingFor = ({ rule, omitted }: PlacedRule, parameters: Known): Asked[] =>
  marksOf(rule).flatMap((name): Asked[] => {
    // A choice that is omitted waits for nothing.
    if ('anyOf' in rule && includes(omitted, `anyOf:${rule.name}`)) return [];
    if (!parameters.some((one) => one.name === name && one.values === null)) return [];
    const level = notRequired(rule.level ?? (rule.inferred ? 'recommended' : 'required'));
    const because = rule.because === undefined ? [] : [rule.because];
    const wanted = { kind: 'parameter' as const, name };
    const requirement: Requirement = { wanted, level, because, ifPresent: false, forbid: false };
    return withoutOmitted({ requirement, when: rule.when ?? {} }, omitted);
  });

/** What a rule asks for with the values that are known. */
const asksFor = ({ rule, omitted }: PlacedRule, parameters: Known): Asked[] => {
  const whole = filled(rule, (name) => valueIn(parameters, name) ?? []);
  return whole === null ? [] : askedBy(whole).flatMap((asked) => withoutOmitted(asked, omitted));
};

/** The rules that count together, those with parameters last. */
const rulesAt = (
  { rules }: Pick<Definition, 'rules'>,
  variant: string | null,
  features: readonly string[],
): PlacedRule[] => {
  const all = [
    ...rules.filter((one) => one.variant === null && one.feature === null),
    ...rules.filter((one) => one.variant !== null && one.variant === variant),
    ...features.flatMap((name) => rules.filter((one) => one.feature === name)),
  ];
  const waits = ({ rule }: PlacedRule): boolean => marksOf(rule).length > 0;
  return [...all.filter((one) => !waits(one)), ...all.filter(waits)];
};

const partsOf = (
  before: readonly Named[],
  parts: Readonly<Record<string, Part>>,
  isDefault: (name: string, was: boolean | undefined) => boolean,
): Named[] => {
  const names = [...new Set([...before.map(({ name }) => name), ...Object.keys(parts)])];
  return names.map((name) => ({
    name,
    isDefault: isDefault(name, before.find((one) => one.name === name)?.isDefault),
  }));
};

/** Every id that a definition asks for in any of its parts. */
const idsOf = ({ rules, parameters }: Definition): string[] =>
  rules.flatMap((one) =>
    [...asksFor(one, parameters), ...waitingFor(one, parameters)].map(({ requirement }) => idOf(requirement)),
  );

const parametersOf = (before: Known, said: Document['parameters']): Known => {
  const names = [...new Set([...before.map(({ name }) => name), ...Object.keys(said)])];
  return names.map((name) => {
    const own = said[name];
    const inherited = before.find((one) => one.name === name);
    if (own === undefined) return { name, values: inherited?.values ?? null };
    if ('example' in own) return { name, values: inherited?.values ?? null };
    refuseIf(inherited === undefined, `${name} is no parameter`);
    return { name, values: own.values };
  });
};

const extended = (base: Definition, own: Document): Definition => {
  const ids = idsOf(base);
  for (const id of own.omit) refuseIf(!includes(ids, id), `${id} is not inherited`);
  const place = (rules: readonly Rule[], where: Partial<Where>): PlacedRule[] =>
    rules.map((rule) => ({ rule, variant: null, feature: null, omitted: [], ...where }));
  const ownRules = [
    ...place(own.rules, {}),
    ...Object.entries(own.variants).flatMap(([variant, { rules }]) => place(rules, { variant })),
    ...Object.entries(own.features).flatMap(([feature, { rules }]) => place(rules, { feature })),
  ];
  const rules = [...base.rules.map((one) => ({ ...one, omitted: [...one.omitted, ...own.omit] })), ...ownRules];
  const said = Object.values(own.variants).some(({ isDefault }) => isDefault === true);
  const variants = partsOf(base.variants, own.variants, (name, was) => {
    const is = own.variants[name]?.isDefault;
    return said ? is === true : (is ?? was ?? false);
  });
  const features = partsOf(base.features, own.features, (name, was) => own.features[name]?.isDefault ?? was ?? false);
  refuseIf(variants.length > 0 && !variants.some(({ isDefault }) => isDefault), 'no default variant');
  const parameters = parametersOf(base.parameters, own.parameters);
  for (const { rule } of ownRules) {
    for (const mark of marksOf(rule)) refuseIf(!parameters.some(({ name }) => name === mark), `no parameter ${mark}`);
  }
  for (const variant of [null, ...variants.map(({ name }) => name)]) {
    const everything = rulesAt(
      { rules },
      variant,
      features.map(({ name }) => name),
    );
    refuseIf(contradicts(everything.flatMap((one) => asksFor(one, parameters))), 'required and forbidden');
  }
  return {
    rules,
    variants,
    features,
    parameters: parameters.filter(({ name }) => !includes(own.omit, `parameter:${name}`)),
  };
};

const nothing: Definition = { rules: [], variants: [], features: [], parameters: [] };

const orNull = <T>(read: () => T): T | null => {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
};

/** The ids of which a file that extends the last of these may omit some. */
export const idsIn = (documents: readonly Document[]): string[] =>
  orNull(() => idsOf(documents.reduce(extended, nothing))) ?? [];

/** What this use of the last file needs; null where a file or the use is refused. */
export const needsOfUse = (documents: readonly Document[], use: Use): Requirement[] | null =>
  orNull(() => {
    const definition = documents.reduce(extended, nothing);
    const variant = use.variant ?? definition.variants.find(({ isDefault }) => isDefault)?.name ?? null;
    const features = definition.features
      .filter(({ name, isDefault }) => isDefault || use.features.includes(name) || use.features.includes('*'))
      .map(({ name }) => name);
    for (const name of Object.keys(use.set))
      refuseIf(!definition.parameters.some((one) => one.name === name), `${name} is no parameter`);
    const parameters = definition.parameters.map(({ name, values }) => ({ name, values: use.set[name] ?? values }));
    const asked = rulesAt(definition, variant, features).flatMap((one) => [
      ...asksFor(one, parameters),
      ...waitingFor(one, parameters),
    ]);
    refuseIf(contradicts(asked), 'required and forbidden');
    refuseIf(clash(asked, use.authentication, use.phases), 'from the profile at a looser level');
    return inUse(asked, use.authentication, use.phases);
  });

/** The names by which a use can choose. */
export const choicesIn = (documents: readonly Document[]): { variants: string[]; features: string[] } => {
  const of = (key: 'variants' | 'features'): string[] => [
    ...new Set(documents.flatMap((one) => Object.keys(one[key]))),
  ];
  return { variants: of('variants'), features: of('features') };
};

/** Whether any rule of the files names this parameter. */
export const usesParameters = (documents: readonly Document[]): boolean =>
  documents.some(({ rules, variants, features }) =>
    [...rules, ...[...Object.values(variants), ...Object.values(features)].flatMap((part) => part.rules)].some(
      (rule) => marksOf(rule).length > 0,
    ),
  );
