/** Random definition files in the whole language: variants, features, phases, parameters, pages and what they extend. */
import fc from 'fast-check';
import { stringify } from 'yaml';
import type { Authentication, Member, Phase, Rule } from '../../naive/definition.js';
import { choicesIn, idsIn, marksOf, usesParameters } from '../../naive/document.js';
import type { Document, Parameter, Part, Use } from '../../naive/document.js';
import { definitions } from './definitions.js';
import type { Dimensions } from './dimensions.js';

/** By the key of a rule: the parameter that can stand in it, what its values are, and one that is its example. */
const subjects = {
  field: { name: 'mapped-fields', of: 'fields', example: 'Account.Example__c' },
  object: { name: 'objects', of: 'objects', example: 'Example__c' },
  recordVisibility: { name: 'objects', of: 'objects', example: 'Example__c' },
  userPermission: { name: 'permissions', of: 'userPermissions', example: 'ExamplePermission' },
  permissionSetAssigned: { name: 'sets', of: 'permissionSets', example: 'Example_Set' },
  permissionSetLicense: { name: 'licenses', of: 'permissionSetLicenses', example: 'ExamplePsl' },
  customPermission: { name: 'custom', of: 'names', example: 'Example_Permission' },
} as const;
type Subject = keyof typeof subjects;
const subjectKeys = Object.keys(subjects) as Subject[];
const ofParameter = new Map(subjectKeys.map((key) => [subjects[key].name as string, subjects[key]]));

const valuesOf: Readonly<Record<string, readonly string[]>> = {
  'mapped-fields': ['Account.Website', 'account.name', 'Contact.mk_a__c', 'Account.Ghost__c', 'Lead.*', 'Account.mk_*'],
  objects: ['Account', 'CONTACT', 'Task', 'Ghost', 'Thing__c', 'AccountHistory'],
  permissions: ['ApiEnabled', 'runreports', 'ViewAllData', 'GhostPermission'],
  sets: ['One', 'two', 'Group1', 'acme__Packaged', 'Ghost_Set'],
  licenses: ['SalesforceAPIIntegrationPsl', 'Further0', 'GhostPsl'],
  custom: ['Deal_Room', 'acme__sync', 'Ghost_Permission'],
};
/** Objects that can be asked for their records take no pattern. */
const parameterNames = Object.keys(valuesOf);

/** The rule with a parameter among its names, or in their place. */
const withMark = <T extends Rule | Member>(rule: T, way: number): T => {
  if ('anyOf' in rule)
    return { ...rule, anyOf: rule.anyOf.map((member, at) => ((at + way) % 2 ? member : withMark(member, way))) };
  if ('allOf' in rule)
    return { ...rule, allOf: rule.allOf.map((one, at) => ((at + way) % 2 ? one : withMark(one, way))) };
  const key = subjectKeys.find((one) => one in rule);
  // Beside editableOnly stand only patterns.
  if (key === undefined || 'editableOnly' in rule) return rule;
  const mark = `{{${subjects[key].name}}}`;
  const names = (rule as unknown as Record<Subject, readonly string[]>)[key];
  return { ...rule, [key]: way === 0 ? [mark] : way === 1 ? [mark, ...names] : [...names, mark] };
};

const rulesOf = (maxLength: number): fc.Arbitrary<Rule[]> =>
  definitions(maxLength).chain((rules) =>
    fc
      .array(fc.nat({ max: 8 }), { minLength: rules.length, maxLength: rules.length })
      .map((ways) => rules.map((rule, at) => ((ways[at] ?? 9) < 3 ? withMark(rule, ways[at] ?? 0) : rule))),
  );

const noRules = fc.constant<Rule[]>([]);
const part: fc.Arbitrary<Part> = fc.record({
  isDefault: fc.constantFrom(undefined, undefined, true, false),
  rules: fc.oneof({ weight: 4, arbitrary: rulesOf(3) }, { weight: 1, arbitrary: noRules }),
});

const parts = (names: readonly string[], weightOfNone: number): fc.Arbitrary<Record<string, Part>> =>
  fc.oneof(
    { weight: weightOfNone, arbitrary: fc.constant({}) },
    {
      weight: 2,
      arbitrary: fc
        .uniqueArray(fc.tuple(fc.constantFrom(...names), part), {
          minLength: 1,
          maxLength: 2,
          selector: ([one]) => one,
        })
        .map((entries) => Object.fromEntries(entries)),
    },
  );

const values = fc
  .constantFrom(...parameterNames)
  .chain((name) =>
    fc
      .uniqueArray(fc.constantFrom(...(valuesOf[name] ?? [])), { maxLength: 2 })
      .map((some): [string, string[]] => [name, some]),
  );
const filling = (maxLength: number): fc.Arbitrary<Record<string, string[]>> =>
  fc.uniqueArray(values, { maxLength, selector: ([name]) => name }).map((entries) => Object.fromEntries(entries));

type Draft = Pick<Document, 'rules' | 'variants' | 'features'> & {
  readonly filled: Readonly<Record<string, readonly string[]>>;
  readonly omitted: readonly number[];
  readonly omitsUnknown: boolean;
};
const draft: fc.Arbitrary<Draft> = fc.record({
  rules: fc.oneof({ weight: 5, arbitrary: rulesOf(5) }, { weight: 1, arbitrary: noRules }),
  variants: parts(['narrow', 'wide', 'third'], 2),
  features: parts(['engage', 'deals', 'chat'], 2),
  filled: filling(2),
  omitted: fc.array(fc.nat({ max: 40 }), { maxLength: 2 }),
  omitsUnknown: fc.integer({ min: 0, max: 30 }).map((one) => one === 0),
});

/** A name of a choice, or of what people see to, stands for one only; two variants are never used together. */
const named = (rules: readonly Rule[], place: string): Rule[] =>
  rules.map((rule, at) => ('name' in rule ? { ...rule, name: `${rule.name}-${place}-${at}` } : rule));
const namedParts = (all: Readonly<Record<string, Part>>, placeOf: (name: string) => string): Record<string, Part> =>
  Object.fromEntries(
    Object.entries(all).map(([name, { rules, ...rest }]) => [name, { ...rest, rules: named(rules, placeOf(name)) }]),
  );

/** One default at most, and one where the first variants of all come. */
const withDefault = (variants: Readonly<Record<string, Part>>, isFirst: boolean): Record<string, Part> => {
  const names = Object.keys(variants);
  const chosen = names.find((name) => variants[name]?.isDefault === true) ?? (isFirst ? names[0] : undefined);
  return Object.fromEntries(
    Object.entries(variants).map(([name, one]) => [
      name,
      { ...one, isDefault: name === chosen ? true : one.isDefault === true ? undefined : one.isDefault },
    ]),
  );
};

const everyRuleOf = ({ rules, variants, features }: Pick<Document, 'rules' | 'variants' | 'features'>): Rule[] => [
  ...rules,
  ...[...Object.values(variants), ...Object.values(features)].flatMap((one) => [...one.rules]),
];

/** The drafts as files of which each extends the one before: what a rule names is declared, what is filled in is inherited. */
const chained = (drafts: readonly Draft[]): Document[] =>
  drafts.reduce<Document[]>((before, { filled, omitted, omitsUnknown, ...own }, level) => {
    const declared = before.flatMap(({ parameters }) => Object.keys(parameters));
    const hasVariants = before.some(({ variants }) => Object.keys(variants).length > 0);
    const marks = everyRuleOf(own).flatMap(marksOf);
    const parameters: Record<string, Parameter> = {
      ...Object.fromEntries(
        Object.entries(filled)
          .filter(([name]) => declared.includes(name))
          .map(([name, some]) => [name, { values: some }]),
      ),
      ...Object.fromEntries(
        marks
          .filter((name) => !declared.includes(name))
          .map((name) => [name, { example: ofParameter.get(name)?.example ?? '' }]),
      ),
    };
    const ids = level === 0 ? [] : idsIn(before);
    const some = ids.length === 0 ? [] : omitted.map((at) => ids[at % ids.length] ?? '');
    const omit = [...some, ...(omitsUnknown && level > 0 ? ['object:Nowhere:read'] : [])];
    const document: Document = {
      rules: named(own.rules, `c${level}`),
      variants: withDefault(
        namedParts(own.variants, () => `v${level}`),
        !hasVariants,
      ),
      features: namedParts(own.features, (name) => `${name}${level}`),
      parameters,
      omit: omit.filter((id, at) => omit.findIndex((one) => one.toLowerCase() === id.toLowerCase()) === at),
    };
    // The first file of all has to ask for something.
    const asksNothing = level === 0 && everyRuleOf(document).length === 0;
    return [...before, asksNothing ? { ...document, rules: [{ userPermission: ['ApiEnabled'] }] } : document];
  }, []);

/** Files of which each extends the one before, and one use of the last; `pages` decides who names which pages. */
export type DocumentCase = { readonly documents: Document[]; readonly use: Use; readonly pages: readonly number[] };

/** Random files with a random use. */
export const documentCases: fc.Arbitrary<DocumentCase> = fc
  .tuple(
    fc.array(draft, { minLength: 1, maxLength: 3 }).map(chained),
    fc.array(fc.nat({ max: 1023 }), { minLength: 3, maxLength: 3 }),
  )
  .chain(([documents, pages]) => {
    const { variants, features } = choicesIn(documents);
    return fc.record({
      documents: fc.constant(documents),
      pages: fc.constant(pages),
      use: fc.record({
        variant: fc.constantFrom(null, ...variants),
        features: fc.subarray([...features, ...(features.length > 0 ? ['*'] : [])]),
        authentication: fc.constantFrom<Authentication>('oauth', 'usernamePassword'),
        phases: fc.subarray<Phase>(['install', 'connect', 'upgrade']),
        set: filling(2).map((said) => {
          const declared = documents.flatMap(({ parameters }) => Object.keys(parameters));
          return Object.fromEntries(Object.entries(said).filter(([name]) => declared.includes(name)));
        }),
      }),
    });
  });

const page = (title: string, more: object = {}): object => ({ title, ...more });
const pagesOf = (number: number): object => {
  if (number % 4 === 0) return {};
  if (number % 4 === 1) return { source: page('The page', { url: 'https://example.com/page', seen: 'whole' }) };
  const second = page('Another page', { date: '2026-01-31', seen: 'part' });
  return { source: [page('The page', { url: 'https://example.com/page' }), second] };
};

/** One name is written as a text, or as a list of one. */
const ruleInFile = (rule: Rule | Member, number: number): object =>
  Object.fromEntries([
    ...Object.entries(rule).map(([key, value]: [string, unknown]) => {
      if (key === 'anyOf' || key === 'allOf')
        return [key, (value as Member[]).map((member, at) => ruleInFile(member, number + at + 1))];
      const isName = subjectKeys.includes(key as Subject) && Array.isArray(value) && value.length === 1;
      return [key, isName && number % 2 === 0 ? (value as unknown[])[0] : value];
    }),
    ...Object.entries(pagesOf(number)),
  ]);

const partsInFile = (all: Readonly<Record<string, Part>>, number: number): object =>
  Object.fromEntries(
    Object.entries(all).map(([name, { isDefault, rules }]) => [
      name,
      {
        ...(isDefault === undefined ? {} : { default: isDefault }),
        requires: rules.map((rule, at) => ruleInFile(rule, number + at)),
      },
    ]),
  );

const parametersInFile = (all: Document['parameters']): object =>
  Object.fromEntries(
    Object.entries(all).map(([name, one]) => [
      name,
      'values' in one
        ? one.values.length === 1
          ? one.values[0]
          : one.values
        : { label: `What ${name} are`, of: ofParameter.get(name)?.of, example: one.example },
    ]),
  );

const nonEmpty = (key: string, value: object): object => (Object.keys(value).length === 0 ? {} : { [key]: value });

/** The name of the file of a level: the first extends nothing. */
export const idOfLevel = (level: number): string => `acme${level === 0 ? '' : `-${level}`}`;

/** One file as text. */
export const textOf = (document: Document, level: number, number: number): string =>
  stringify(
    {
      schemaVersion: 1,
      id: idOfLevel(level),
      label: 'Acme',
      ...(level === 0 ? {} : { extends: `./${idOfLevel(level - 1)}.yml` }),
      ...pagesOf(number >> 2),
      ...nonEmpty('omit', document.omit),
      ...nonEmpty('parameters', parametersInFile(document.parameters)),
      ...nonEmpty(
        'requires',
        document.rules.map((rule, at) => ruleInFile(rule, number + at)),
      ),
      ...nonEmpty('variants', partsInFile(document.variants, number >> 4)),
      ...nonEmpty('features', partsInFile(document.features, number >> 5)),
    },
    { aliasDuplicateObjects: false },
  );

const has = (documents: readonly Document[], key: 'variants' | 'features' | 'parameters' | 'omit'): boolean =>
  documents.some((one) => Object.keys(one[key]).length > 0);

/** What such a case is made of. */
export const dimensionsOfDocuments = ({ documents, use, pages }: DocumentCase): Dimensions => {
  const [, second] = documents;
  const names = (key: 'variants' | 'features'): string[] => documents.flatMap((one) => Object.keys(one[key]));
  const twice = (all: readonly string[]): boolean => new Set(all).size < all.length;
  const rules = documents.flatMap(everyRuleOf);
  return {
    'extends another file': second !== undefined,
    'extends a file that extends': documents.length > 2,
    omits: has(documents, 'omit'),
    'has variants': has(documents, 'variants'),
    'adds to an inherited variant': twice(names('variants')),
    'a variant is named': use.variant !== null,
    'has features': has(documents, 'features'),
    'adds to an inherited feature': twice(names('features')),
    'a feature is named': use.features.length > 0,
    'all features': use.features.includes('*'),
    'a phase is named': use.phases.length > 0,
    'has parameters': usesParameters(documents),
    'a choice with parameters': rules.some((rule) => 'anyOf' in rule && marksOf(rule).length > 0),
    'parameters filled in by a file': documents.some(({ parameters }) =>
      Object.values(parameters).some((one) => 'values' in one),
    ),
    'parameters filled in by the run': Object.keys(use.set).length > 0,
    'parameters filled in with nothing': Object.values(use.set).some((some) => some.length === 0),
    'several pages': pages.some((number) => (number >> 2) % 4 > 1),
  };
};
