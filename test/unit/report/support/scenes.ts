/** Orgs, users and definitions for the golden files: made from data, judged by the product. */
import { withPlainCommands } from '../../../../src/report/markedCommands.js';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Messages } from '@salesforce/core/messages';
import { companionObjects } from '../../../../src/access/dependencies.js';
import { readingScopeOf } from '../../../../src/kinds/readingNames.js';
import type { ObjectAutomation, ObjectPicklists } from '../../../../src/access/orgAutomation.js';
import { known } from '../../../../src/access/snapshot.js';
import type { AccessSnapshot, EntityField, InspectedUser, OrgSchema } from '../../../../src/access/snapshot.js';
import { evaluate } from '../../../../src/check/evaluate.js';
import type { FailOn } from '../../../../src/exitCode.js';
import { commandLine } from '../../../../src/cli/commandLine.js';
import { findingTexts } from '../../../../src/cli/presentation.js';
import { expandDefinition } from '../../../../src/definition/expandDefinition.js';
import type { Authentication } from '../../../../src/kinds/requirement.js';
import type { RequirementSet } from '../../../../src/definition/requirementSet.js';
import { checkReport } from '../../../../src/report/check/checkReport.js';
import type { Evaluation } from '../../../../src/check/evaluation.js';
import type { CheckReport } from '../../../../src/report/check/checkReport.js';
import type { TextOptions } from '../../../../src/report/check/textStyle.js';
import type { Words } from '../../../../src/report/words.js';
import { userPermissionLabels } from '../../../local-org/permissions/userPermissionLabels.js';
import type { View } from '../../../support/golden.js';
import { parse } from '../../definition/helpers.js';
import { field, objectList, schema, snapshot, user } from '../../support/snapshot.js';
import type { UserSpec } from '../../support/snapshot.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);

/** Sentences of one command's message file. */
export const wordsOf = (bundle: string): Words => {
  const messages = Messages.loadMessages('sf-plugin-integration', bundle);
  return (key, tokens) => withPlainCommands(messages.getMessage(key, tokens ?? []));
};

/** A definition written here, expanded. The lines are its rules, as they stand below `requires:`. */
export const definition = (rules: readonly string[], login: Authentication = 'oauth'): RequirementSet => ({
  ...expandDefinition(
    parse(
      ['schemaVersion: 1', 'id: acme', 'label: Acme Sync', 'requires:', ...rules.map((r) => `  - ${r}`)].join('\n'),
    ),
    { authentication: login },
  ),
  definitionHash: 'sha256:0',
});

/** A built-in definition in its default variant, expanded. */
const shipped = (id: string): RequirementSet => {
  const file = fileURLToPath(new URL(`../../../../integrations/${id}.yml`, import.meta.url));
  return {
    ...expandDefinition(parse(readFileSync(file, 'utf8'), `${id}.yml`), { authentication: 'oauth' }),
    definitionHash: 'sha256:0',
  };
};

/**
 * The built-in definitions, read when they are looked at: what runs while test files are loaded belongs to no test, and
 * mutation testing would need a process of its own for each of its mutants.
 */
export const builtIn = {
  get ciro(): RequirementSet {
    return shipped('ciro');
  },
  get cognism(): RequirementSet {
    return shipped('cognism');
  },
  get hgInsights(): RequirementSet {
    return shipped('hg-insights');
  },
  get sixSense(): RequirementSet {
    return shipped('6sense');
  },
};

const systemField = { permissionable: false, createable: false, updateable: false } as const;
const withObject = { permissionable: false } as const;

/** Fields that are not like the others (facts C3-C8). */
const oddFields: Readonly<Record<string, Partial<EntityField>>> = {
  Id: systemField,
  CreatedDate: systemField,
  LastModifiedDate: systemField,
  IsActive: withObject,
  Name: withObject,
  FirstName: { ...withObject, compound: 'Name' },
  LastName: { ...withObject, compound: 'Name' },
  Company: withObject,
  OwnerId: withObject,
  Subject: withObject,
  BillingCity: { compound: 'BillingAddress' },
  BillingState: { compound: 'BillingAddress' },
  BillingCountry: { compound: 'BillingAddress' },
  MailingCity: { compound: 'MailingAddress' },
  MailingState: { compound: 'MailingAddress' },
  MailingCountry: { compound: 'MailingAddress' },
  City: { compound: 'Address' },
  State: { compound: 'Address' },
  Country: { compound: 'Address' },
  Formula__c: { calculated: true, createable: false, updateable: false },
};
const addresses = ['BillingAddress', 'MailingAddress', 'Address'].map((name) =>
  field(name, { isCompound: true, createable: false, updateable: false, required: false, hasDefault: false }),
);

export const fieldNamed = (name: string): EntityField =>
  field(name, { required: false, hasDefault: false, ...oddFields[name] });

const byName = <T extends { readonly name: string }>(items: readonly T[]): Map<string, T> =>
  new Map(items.map((item) => [item.name.toLowerCase(), item]));

/** An object of which nothing runs when its records are saved. */
export const withoutAutomation: ObjectAutomation = {
  validationRules: known([]),
  flows: known([]),
  processes: known([]),
  workflowRules: known([]),
  triggers: known([]),
  duplicateRules: known([]),
  approvals: known([]),
};

/** Objects that take no object permissions of their own (facts B5, B11). */
const derived = /^(Task|Event|User|CampaignMember|OpportunityLineItem|\w+History)$/;

/**
 * The schema of an org that has everything that the definitions name, but for what is left out by name.
 * @param absent names of objects (`Case`), fields (`Account.Website`) and user permissions that the org does not have
 * @param extra fields that no definition names
 */
export const schemaFor = (
  sets: readonly RequirementSet[],
  { absent = [], extra = [], more = {} }: { absent?: string[]; extra?: string[]; more?: Partial<OrgSchema> } = {},
): OrgSchema => {
  const { sobjects, historySobjects, fieldSobjects } = readingScopeOf(sets.flatMap(({ requirements }) => requirements));
  const objects = [...sobjects, ...historySobjects, ...fieldSobjects];
  const names = [...new Set([...objects, ...companionObjects(objects), 'Account', 'Contact', 'Lead', 'Opportunity'])];
  const needs = sets.flatMap(({ requirements }) => requirements.map(({ need }) => need));
  const named = needs.flatMap((need) =>
    need.kind === 'field' || need.kind === 'picklistValue' ? [`${need.sobject}.${need.field}`] : [],
  );
  const all = [...new Set([...named, ...extra])].filter((name) => !name.includes('*') && !absent.includes(name));
  const fieldsOf = (sobject: string): EntityField[] => [
    ...addresses,
    ...all.filter((name) => name.startsWith(`${sobject}.`)).map((name) => fieldNamed(name.slice(sobject.length + 1))),
  ];
  const calm = (sobject: string): [string, ObjectAutomation] => [sobject.toLowerCase(), withoutAutomation];
  const picklists = needs.flatMap((need) => (need.kind === 'picklistValue' ? [need] : []));
  const present = names.filter((name) => !absent.includes(name));
  const columns = byName(
    userPermissionLabels.filter(([name]) => !absent.includes(name)).map(([name, label]) => ({ name, label })),
  );
  return schema({
    entities: known(byName(present.map((name) => ({ name, label: name })))),
    permissionableObjects: known(objectList(...present.filter((name) => !derived.test(name)))),
    fields: new Map(present.map((name) => [name.toLowerCase(), known(byName(fieldsOf(name)))])),
    permissionSetColumns: known(columns),
    profileColumns: known(
      new Map([...columns, ['chatterinternaluser', { name: 'ChatterInternalUser', label: 'Chatter Internal User' }]]),
    ),
    licenseCeilingColumns: known(columns),
    automation: new Map(needs.flatMap((need) => (need.kind === 'automation' ? [calm(need.sobject)] : []))),
    picklists: new Map(
      picklists.map(({ sobject }): [string, ObjectPicklists] => [
        sobject.toLowerCase(),
        {
          fields: new Map(
            picklists
              .filter((one) => one.sobject === sobject)
              .map(({ field: name, value }) => [name.toLowerCase(), known([{ value, isActive: true }])]),
          ),
          recordTypes: known([]),
        },
      ]),
    ),
    ...more,
  });
};

/** The integration user of most scenes. */
export const ciro: UserSpec = {
  id: '005000000000002AAA',
  username: 'ciro@example.com',
  name: 'Ciro Integration',
  profile: 'Minimum Access - Salesforce',
};

/** Everything read about these users of an org. */
export const reading = (orgSchema: OrgSchema, ...users: readonly InspectedUser[]): AccessSnapshot => ({
  ...snapshot(user(), orgSchema),
  users,
});

/** Every user against every definition. */
export const evaluations = (taken: AccessSnapshot, sets: readonly RequirementSet[]): Evaluation[] =>
  taken.users.flatMap((one) =>
    sets.map((requirements) => ({
      reference: requirements.integration === 'acme' ? 'integrations/acme.yml' : requirements.integration,
      requirements,
      user: one,
      findings: evaluate(requirements.requirements, taken, one),
    })),
  );

/** A check as the command reports it. */
export const reportOf = (
  taken: AccessSnapshot,
  sets: readonly RequirementSet[],
  failOn: FailOn = 'required',
  days = 14,
  notFound: CheckReport['notFound'] = [],
): CheckReport =>
  checkReport(
    taken,
    evaluations(taken, sets).map((evaluation) => ({ ...evaluation, failOn })),
    7,
    findingTexts(),
    { days, notFound },
  );

/** Text options as the commands make them. */
export const textOptions = (
  { width, paint }: View,
  bundle: string,
  more: Partial<Omit<TextOptions, 'width' | 'paint'>> = {},
): TextOptions => {
  const own = wordsOf(bundle);
  const ofCheck = wordsOf('integration.check');
  const advice = bundle === 'integration.revoke' ? wordsOf('integration.grant') : own;
  return {
    width,
    paint,
    words: (key, tokens) =>
      (key.startsWith('report.') ? ofCheck : key.startsWith('advice.') ? advice : own)(key, tokens),
    program: 'sf',
    plugin: '0.1.0',
    verbose: false,
    suggestGrant: bundle === 'integration.check',
    commandLine,
    command: 'sf integration check -i ciro -u ciro@example.com -o admin@example.com',
    commandFor: (reference, username) => `sf integration check -i ${reference} -u ${username} -o admin@example.com`,
    ...more,
  };
};
