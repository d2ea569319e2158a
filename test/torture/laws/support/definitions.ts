/** Random definitions over the same few names as the worlds; names in any case, as people type them. */
import fc from 'fast-check';
import type { Api, MemberRule, Rule } from '../../naive/definition.js';
import { restsOn } from '../../naive/holdings.js';
import type { Access, Flag } from '../../naive/world.js';
import {
  apexClassNames,
  appNames,
  customPermissionNames,
  fieldNames,
  flagNames,
  groupNames,
  objectNames,
  packageNames,
  permissionNames,
  profileNames,
  profilePermissionNames,
  setNames,
  userLicenseNames,
} from './worlds.js';

const accessWords = Object.keys(restsOn) as Access[];

/** Mostly as the org spells it. */
const inAnyCase = (names: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...names), fc.integer({ min: 0, max: 9 }))
    .map(([name, way]) => (way === 0 ? name.toLowerCase() : way === 1 ? name.toUpperCase() : name));

const listOf = (name: fc.Arbitrary<string>, maxLength = 2): fc.Arbitrary<string[]> =>
  fc.uniqueArray(name, { minLength: 1, maxLength, selector: (one) => one.toLowerCase() });

/** The names of which rules are made. */
export type Names = {
  readonly objects: readonly string[];
  /** By object, or for every object alike. */
  readonly fields: (object: string) => readonly string[];
  readonly patterns: readonly string[];
  readonly permissions: readonly string[];
  readonly objectPatterns: readonly string[];
  readonly sets: readonly string[];
  readonly licenses: readonly string[];
  readonly userLicenses: readonly string[];
  readonly profiles: readonly string[];
  readonly flags: readonly Flag[];
  readonly customPermissions: readonly string[];
  readonly apexClasses: readonly string[];
  readonly apps: readonly string[];
  readonly packages: readonly string[];
};

/** Account and Contact come up often, so that rules meet; Ghost is in no org. */
const namesOfWorlds: Names = {
  objects: ['Account', 'Account', 'Account', 'Contact', 'Task', 'User', ...objectNames, 'Ghost'],
  fields: () => [...fieldNames, 'Website', 'Website', 'mk_a__c', 'Ghost__c'],
  patterns: ['mk_*__c', '*', 'Billing*', 'MK_A*', '*ghost*', 'mk*_*c'],
  permissions: [...permissionNames, ...profilePermissionNames, 'UseAnyApiClient'],
  objectPatterns: ['*', 'acme__*', 'Acc*', '*__c', 'ghost__*', 'phantom*'],
  sets: [...setNames.filter((name) => name !== 'Packaged'), 'acme__Packaged', ...groupNames, 'Ghost_Set'],
  licenses: ['SalesforceAPIIntegrationPsl', 'Further0', 'Further1', 'GhostPsl'],
  userLicenses: [...userLicenseNames, 'Ghost'],
  profiles: [...profileNames, 'Ghost'],
  flags: flagNames,
  customPermissions: [...customPermissionNames, 'Ghost_Permission'],
  apexClasses: [...apexClassNames, 'GhostClass'],
  apps: [...appNames, 'Ghost App'],
  packages: [...packageNames, 'ghost'],
};

/** The key is there one time in `times`. */
const maybe = <T>(key: string, value: fc.Arbitrary<T>, times = 5): fc.Arbitrary<Record<string, T>> =>
  fc.oneof(
    { weight: times - 1, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: value.map((one) => ({ [key]: one })) },
  );

const yes = fc.constant(true);
const both = <A, B>(first: fc.Arbitrary<A>, second: fc.Arbitrary<B>): fc.Arbitrary<A & B> =>
  fc.tuple(first, second).map(([a, b]) => ({ ...a, ...b }));

/** Forbidden one time in seven; then neither minimum nor standardized may stand beside it. */
const forbidden = (rule: fc.Arbitrary<object>, more: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc.oneof(
    { weight: 6, arbitrary: both(rule, more) },
    { weight: 1, arbitrary: rule.map((one) => ({ ...one, forbid: true })) },
  );

const apis: readonly Api[] = [
  ...(['rest', 'soql', 'search', 'composite', 'bulk2', 'metadata', 'tooling', 'soap'] as const),
  ...(['bulk', 'streaming', 'pubsub', 'graphql', 'apexRest'] as const),
];

const beside = both(maybe('because', fc.constantFrom('It reads.', 'It writes.')), maybe('ifPresent', yes));
const strength: fc.Arbitrary<object> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 3, arbitrary: fc.record({ level: fc.constantFrom('required', 'recommended', 'optional') }) },
  { weight: 1, arbitrary: fc.constant({ inferred: true }) },
);
const when = maybe(
  'when',
  fc
    .record(
      {
        authentication: fc.constantFrom('oauth', 'usernamePassword'),
        phase: fc.constantFrom('install', 'connect', 'upgrade'),
      },
      { requiredKeys: [] },
    )
    .filter((one) => Object.keys(one).length > 0),
  5,
);

/** One rule over these names. */
const ruleOver = (names: Names): fc.Arbitrary<Rule> => {
  const objects = inAnyCase(names.objects);
  const permissions = inAnyCase(names.permissions);
  const field = objects.chain((object) =>
    inAnyCase(names.fields(object)).map((name) => ({ object, field: name, full: `${object}.${name}` })),
  );
  const objectField = field.map(({ full }) => full);
  const pattern = fc.tuple(objects, fc.constantFrom(...names.patterns)).map(([object, text]) => `${object}.${text}`);

  const objectsOrPattern = fc.oneof(
    { weight: 9, arbitrary: objects },
    { weight: 1, arbitrary: fc.constantFrom(...names.objectPatterns) },
  );
  const objectRule = fc
    .tuple(
      listOf(objectsOrPattern),
      fc.subarray(accessWords, { minLength: 1, maxLength: 4 }),
      fc.subarray(accessWords, { minLength: 1 }),
    )
    .chain(([object, access, least]) => {
      const minimum = least.filter((word) => access.includes(word));
      return forbidden(
        fc.constant({ object, access }),
        minimum.length === 0 ? fc.constant({}) : maybe('minimum', fc.constant(minimum), 2),
      );
    });

  const fieldRule = forbidden(
    fc.record({
      field: listOf(fc.oneof({ weight: 5, arbitrary: objectField }, { weight: 1, arbitrary: pattern }), 3),
      access: fc.subarray(['read' as const, 'edit' as const], { minLength: 1 }),
    }),
    maybe('standardized', yes),
  );

  const patternRule = fc.record({ field: listOf(pattern), access: fc.constant(['edit']), editableOnly: yes });

  const onProfile = fc.record({ userPermission: listOf(permissions, 2), on: fc.constant('profile') });

  const named = (key: string, all: readonly string[], maxLength = 2): fc.Arbitrary<object> =>
    listOf(inAnyCase(all), maxLength).map((some) => ({ [key]: some }));
  // Names of people's records and of the schema are taken as they stand.
  const exact = (key: string, all: readonly string[]): fc.Arbitrary<object> =>
    fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: 2 }).map((some) => ({ [key]: some }));
  const otherKinds: fc.Arbitrary<object> = fc.oneof(
    named('permissionSetAssigned', names.sets),
    exact('permissionSetLicense', names.licenses),
    forbidden(named('userLicense', names.userLicenses), fc.constant({})),
    forbidden(named('profile', names.profiles), fc.constant({})),
    exact('userFlag', names.flags),
    named('customPermission', names.customPermissions),
    named('apexClass', names.apexClasses),
    named('connectedApp', names.apps),
    both(fc.record({ package: fc.constantFrom(...names.packages) }), maybe('seat', yes, 2)),
    listOf(objects).map((some) => ({ recordVisibility: some })),
  );

  const historyRule = objects.chain((historyTracking) => {
    const some = listOf(inAnyCase(names.fields(historyTracking)));
    return fc
      .tuple(maybe('fields', some, 2), maybe('suggestedFields', some))
      .map(([named, suggested]) => ({ historyTracking, ...named, ...suggested }));
  });

  const kinds: fc.Arbitrary<object> = fc.oneof(
    { weight: 3, arbitrary: forbidden(fc.record({ userPermission: listOf(permissions, 3) }), fc.constant({})) },
    { weight: 4, arbitrary: objectRule },
    { weight: 4, arbitrary: fieldRule },
    { weight: 1, arbitrary: patternRule },
    { weight: 1, arbitrary: onProfile },
    { weight: 6, arbitrary: otherKinds },
    { weight: 2, arbitrary: historyRule },
    { weight: 1, arbitrary: fc.record({ api: fc.subarray([...apis], { minLength: 1, maxLength: 2 }) }) },
    { weight: 1, arbitrary: fc.record({ picklistValue: objectField, value: fc.constantFrom('Web', '50% off') }) },
    { weight: 1, arbitrary: fc.record({ automation: listOf(objects) }) },
  );

  const member = both(kinds, beside) as fc.Arbitrary<unknown> as fc.Arbitrary<MemberRule>;

  const several = both(fc.record({ allOf: fc.array(member, { minLength: 1, maxLength: 3 }) }), beside);
  const alternative = fc.oneof(
    { weight: 3, arbitrary: member as fc.Arbitrary<object> },
    { weight: 1, arbitrary: several },
  );
  const choice = fc.record({
    anyOf: fc.array(alternative, { minLength: 1, maxLength: 3 }),
    name: fc.constantFrom('way', 'other-way'),
  });
  const byHand = fc.record({ manual: fc.constant('Somebody looks at it.'), name: fc.constantFrom('look', 'ask') });

  return both(
    both(
      fc.oneof(
        { weight: 20, arbitrary: member as fc.Arbitrary<object> },
        { weight: 3, arbitrary: both(choice, beside) },
        { weight: 1, arbitrary: both(byHand, beside) },
      ),
      strength,
    ),
    when,
  ) as fc.Arbitrary<unknown> as fc.Arbitrary<Rule>;
};

const nameOf = (one: Rule): string | null => ('anyOf' in one || 'manual' in one ? one.name : null);

/** Rules of one definition. A name of a choice, or of what people see to, stands for one only. */
export const definitions = (maxLength = 8, names = namesOfWorlds): fc.Arbitrary<Rule[]> =>
  fc
    .array(ruleOver(names), { minLength: 1, maxLength })
    .map((rules) =>
      rules.filter(
        (one, index) => nameOf(one) === null || rules.findIndex((other) => nameOf(other) === nameOf(one)) === index,
      ),
    );
