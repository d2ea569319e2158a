import { Messages } from '@salesforce/core/messages';
import type { AccessSnapshot } from '../../../../src/access/snapshot.js';
import { known } from '../../../../src/access/snapshot.js';
import { findingTexts } from '../../../../src/cli/presentation.js';
import { requirementId } from '../../../../src/kinds/requirementId.js';
import type { RequirementSet } from '../../../../src/definition/requirementSet.js';
import type { Outcome, OutcomeCode, OutcomeNeed } from '../../../../src/grant/grantOutcome.js';
import { grantQuestion } from '../../../../src/cli/grantQuestion.js';
import type { Plan, Scope } from '../../../../src/grant/grantPlan.js';
import type { PlanDifference } from '../../../../src/grant/planDifference.js';
import type { PlanOrigin } from '../../../../src/grant/savedPlan.js';
import { grantReadingScope } from '../../../../src/grant/grantReadingScope.js';
import { noOthers } from '../../../../src/grant/otherHolders.js';
import { planGrant } from '../../../../src/grant/planGrant.js';
import { checkText } from '../../../../src/report/check/checkText.js';
import { grantDocument } from '../../../../src/report/document/grantDocument.js';
import type { ReportDocument } from '../../../../src/report/document/reportDocument.js';
import { grantRunExitCode } from '../../../../src/grant/grantRun.js';
import type { GrantRun } from '../../../../src/grant/grantRun.js';
import { grantJson } from '../../../../src/report/grant/grantJson.js';
import { outcomeText } from '../../../../src/report/grant/outcomeText.js';
import { planReport } from '../../../../src/report/grant/planReport.js';
import type { PlanReport } from '../../../../src/report/grant/planReport.js';
import { planText } from '../../../../src/report/grant/planText.js';
import { applyText } from '../../../../src/report/grant/applyText.js';
import type { ApplyWords } from '../../../../src/report/grant/applyText.js';
import { planDifferenceWords } from '../../../../src/report/grant/planDifferenceText.js';
import { wrap } from '../../../../src/report/layout.js';
import { golden, goldenFiles } from '../../../support/golden.js';
import type { View } from '../../../support/golden.js';
import { reportFilesOf } from '../../../support/reportFiles.js';
import { user } from '../../support/snapshot.js';
import type { UserSpec } from '../../support/snapshot.js';
import {
  builtIn,
  ciro,
  definition,
  evaluations,
  reading,
  reportOf,
  schemaFor,
  textOptions,
  withoutAutomation,
  wordsOf,
} from '../support/scenes.js';
import { entryOf, existingSet } from '../../support/plans.js';
import type { Holds } from '../../support/plans.js';
import { platformCode } from '../../../../src/platform/platformCode.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const failures = Messages.loadMessages('sf-plugin-integration', 'failure');

type Scene = {
  /** Made when the scene is rendered, and not while the file is loaded. */
  needs: () => RequirementSet;
  users: readonly UserSpec[];
  schema?: Parameters<typeof schemaFor>[1];
  scope?: Partial<Scope>;
  /** What sort of org it is; production where nothing is said. */
  orgType?: AccessSnapshot['org']['type'];
  /** What the permission set holds, who of the users has it, and who else. */
  set?: { holds: Holds; assignees?: readonly string[]; alsoFor?: readonly string[]; intact?: boolean };
  /** What the org says about dependencies: what comes with what, as ids of entries. */
  claims?: readonly (readonly [from: string, to: string])[];
  /** Somebody else who has it, with what his license allows. */
  other?: UserSpec;
};

type Planning = { readonly plan: Plan; readonly snapshot: AccessSnapshot; readonly needs: RequirementSet };

const planFor = ({
  needs: needed,
  users,
  schema,
  scope,
  set,
  other,
  claims = [],
  orgType = 'production',
}: Scene): Planning => {
  const needs = needed();
  const taken = reading(schemaFor([needs], schema), ...users.map(user));
  const snapshot = { ...taken, org: { ...taken.org, type: orgType } };
  const { holds, ...who } = set ?? {};
  const existing = set ? existingSet(holds, who) : null;
  const plan: Plan = planGrant({
    requirements: needs,
    snapshot,
    permissionSet: { name: needs.permissionSet, label: `${needs.label} integration`, existing },
    scope: { recommended: false, optional: false, degraded: false, minimum: false, ...scope },
    edges: claims.map(([from, to]) => ({ from: entryOf(from), to: entryOf(to) })),
    others: other
      ? {
          groups: [{ usernames: [other.username ?? ''], as: user(other) }],
          scope: grantReadingScope(needs.requirements),
          unread: null,
        }
      : noOthers,
  });
  return { plan, snapshot, needs };
};

const reportFor = (scene: Scene): PlanReport => {
  const { plan, snapshot, needs } = planFor(scene);
  return planReport(plan, evaluations(snapshot, [needs]), snapshot, findingTexts());
};

/** A run of it as a document, of which every format is made. */
const document =
  (scene: Scene, mode: GrantRun['mode'], outcomes: readonly Outcome[] = []) =>
  (): ReportDocument => {
    const { plan, snapshot, needs } = planFor(scene);
    const texts = findingTexts();
    const before = evaluations(snapshot, [needs]);
    const run: GrantRun = { mode, plan, before, snapshot, outcomes, interrupted: false, receipt: null, after: null };
    const origin: PlanOrigin = {
      reference: needs.integration,
      authentication: 'oauth',
      scope: { recommended: false, optional: false, degraded: false, minimum: false },
      permissionSet: null,
    };
    return grantDocument(
      {
        report: planReport(plan, before, snapshot, texts),
        run,
        after: null,
        command: { program: 'sf', origin, savedAs: undefined, receiptFile: 'receipt.json' },
        planHash: null,
        exitCode: grantRunExitCode(run),
        json: grantJson(run, null, texts),
      },
      textOptions({ width: 80, paint: (_, text) => text }, 'integration.grant'),
      { said: wordsOf('document'), version: '0.1.0' },
    );
  };

const planned =
  (scene: Scene) =>
  (view: View): string =>
    planText(reportFor(scene), textOptions(view, 'integration.grant'));

/** The question before it is carried out, broken as the prompt has it. */
const asked =
  (scene: Scene) =>
  ({ width }: View): string =>
    wrap(grantQuestion(reportFor(scene)), width - 10).join('\n');

/** Why a reviewed plan is not carried out. */
const differs =
  (difference: Partial<PlanDifference>, code = 'PLAN_CHANGED') =>
  (view: View): string => {
    const { words } = textOptions(view, 'integration.grant');
    const all = { added: [], missing: [], users: [], held: [], set: null, ...difference };
    const lists = planDifferenceWords(all, vocabulary, words).map((list) => list.join(', '));
    return wrap(failures.getMessage(`error.${code}`, lists), view.width).join('\n');
  };

const apply =
  (more: Partial<ApplyWords>, origin: Partial<PlanOrigin> = {}) =>
  (view: View): string =>
    applyText(
      {
        program: 'sf',
        org: { username: 'admin@example.com', instanceUrl: 'https://example.my.salesforce.com' },
        users: ['ciro@example.com'],
        savedAs: undefined,
        ...more,
        origin: {
          reference: 'ciro',
          authentication: 'oauth',
          scope: { recommended: false, optional: false, degraded: false, minimum: false },
          permissionSet: null,
          ...origin,
        },
      },
      textOptions(view, 'integration.grant'),
    );

const acme =
  (...rules: string[]) =>
  (): RequirementSet =>
    definition(rules);

const vocabulary = { texts: findingTexts(), schema: schemaFor([]) };

const steps =
  (...outcomes: Outcome[]) =>
  (view: View): string =>
    outcomeText(outcomes, vocabulary, textOptions(view, 'integration.grant'));

/** The end of a grant that is not proved for these needs. */
const notProved = (code: OutcomeCode, result: Outcome['result'], needs: readonly OutcomeNeed['need'][]): Outcome => {
  const about = needs.map((need) => ({ id: need ? requirementId(need) : 'field:Lead.Gone__c:read', need }));
  return { step: 'proof', result, code, detail: about.map(({ id }) => id).join(', '), about };
};

const api: UserSpec = {
  id: '005000000000003AAA',
  username: 'api@example.com',
  name: 'API Integration',
  profile: 'Minimum Access - API Only Integrations',
  userLicense: 'Salesforce Integration',
  license: {
    id: null,
    name: 'Salesforce Integration',
    label: 'Salesforce Integration',
    objects: null,
    userPermissions: null,
  },
  permissionSetLicenses: known([]),
  orgLicenses: known([
    {
      id: '0PL000000000001AAA',
      name: 'SalesforceAPIIntegrationPsl',
      label: 'Salesforce API Integration',
      objects: null,
      userPermissions: null,
    },
  ]),
};

const platform: UserSpec = {
  id: '005000000000004AAA',
  username: 'plat@example.com',
  name: 'Platform User',
  profile: 'Standard Platform User',
  userLicense: 'Salesforce Platform',
  license: {
    id: '100000000000001AAA',
    name: 'Salesforce Platform',
    label: 'Salesforce Platform',
    objects: new Map([['account', new Set(['read', 'edit'] as const)]]),
    userPermissions: null,
  },
};

const granted = {
  permissions: ['ApiEnabled', 'ViewAllData', 'ViewAllUsers', 'CustomizeApplication', 'ViewSetup', 'ActivitiesAccess'],
  objects: { Account: 'read edit', Contact: 'read edit', Lead: 'read edit' },
};

const extending: Scene = {
  needs: () => builtIn.hgInsights,
  users: [api, ciro],
  set: {
    holds: {
      permissions: ['ApiEnabled'],
      objects: { Account: 'read edit viewAllRecords', Contact: 'read create edit' },
      fields: { 'Contact.Email': 'edit' },
    },
    assignees: ['005000000000002AAA'],
    alsoFor: ['first@example.com', 'other@example.com'],
  },
  schema: { extra: ['Lead.mk_Score__c', 'Account.mk_Score__c'] },
};

const byHand: Scene = {
  needs: acme(
    '{ userPermission: [RunReports, ChatterInternalUser, NoSuchThing], because: Listed. }',
    '{ userPermission: ModifyAllData, forbid: true, because: Reads only. }',
    '{ object: [Account, Invoice__c], access: [read, edit], because: Synced. }',
    '{ object: Task, access: [read, modifyAllRecords], because: Tasks are closed. }',
    '{ field: [Account.Website, Account.Compny], because: Read. }',
    '{ field: Account.Formula__c, access: edit, because: Written. }',
    '{ historyTracking: Opportunity, because: Deals at risk. }',
    '{ object: Strange, because: Read. }',
  ),
  users: [{ ...ciro, isActive: known(false), sources: [{ name: 'Everything', permissions: ['ModifyAllData'] }] }],
  schema: { absent: ['Invoice__c', 'Account.Compny', 'NoSuchThing'] },
};

const failedSteps: readonly Outcome[] = [
  {
    step: 'licenses',
    user: 'api@example.com',
    result: 'failed',
    code: platformCode('LICENSE_LIMIT_EXCEEDED'),
    detail: 'Not enough licenses available.',
  },
  { step: 'permissionSet', result: 'skipped' },
  { step: 'assignments', result: 'skipped' },
  notProved('NOT_EFFECTIVE', 'failed', [
    { kind: 'object', sobject: 'Product2', access: 'viewAllRecords' },
    { kind: 'object', sobject: 'Product2', access: 'read' },
    { kind: 'field', sobject: 'Product2', field: 'Family', access: 'read' },
    { kind: 'userPermission', name: 'ViewSetup' },
    { kind: 'api', api: 'metadata' },
  ]),
  notProved('NOT_READ', 'skipped', [{ kind: 'user', condition: 'notFrozen' }, null]),
  { step: 'groups', result: 'failed', code: platformCode('SOMETHING_NEW'), detail: 'Words of the platform.' },
];

golden('grant', {
  'rules-to-exempt-from': planned({
    needs: acme(
      '{ userPermission: ApiEnabled, because: Calls the APIs. }',
      '{ automation: Lead, onFields: [Phone], because: Leads are written. }',
    ),
    users: [ciro],
    schema: {
      extra: ['Lead.Phone'],
      more: {
        automation: new Map([
          [
            'lead',
            {
              ...withoutAutomation,
              validationRules: known([
                { id: '03d1', name: 'People_Only', namespace: null, formula: known('$User.IsActive ||\n  TRUE') },
                { id: '03d2', name: 'Theirs', namespace: 'acme', formula: known('TRUE') },
              ]),
            },
          ],
        ]),
      },
    },
  }),
  'plan-new-set': planned({ needs: () => builtIn.ciro, users: [ciro] }),
  'plan-extends': planned(extending),
  'plan-nothing': planned({
    needs: acme('{ object: Account, because: Synced. }'),
    users: [{ ...ciro, sources: [{ objects: { Account: 'read' } }] }],
    orgType: null,
  }),
  'plan-whole-org': planned({ needs: () => builtIn.cognism, users: [ciro], orgType: 'sandbox' }),
  'plan-further-user': planned({
    needs: () => builtIn.cognism,
    users: [{ ...ciro, sources: [] }],
    set: { holds: granted, alsoFor: ['first@example.com'] },
  }),
  'plan-by-hand': planned(byHand),
  'plan-by-hand-required-first': planned({
    needs: acme(
      '{ userPermission: ChatterInternalUser, level: recommended, because: The vendor asks for it in a sentence that is long enough to fill more than two lines of eighty columns. The end of it is told by --verbose and not here. }',
      '{ object: Invoice__c, because: Invoices are synced. }',
    ),
    users: [ciro],
    schema: { absent: ['Invoice__c'] },
    scope: { recommended: true, optional: false },
  }),
  'plan-own-assignment-expired': planned({
    needs: acme('{ object: [Account, Lead], because: Synced. }', '{ userPermission: RunReports, because: Listed. }'),
    users: [{ ...ciro, sources: [{ name: 'Integration_acme', inert: 'expired', objects: { Account: 'read' } }] }],
    set: { holds: { objects: { Account: 'read' } } },
  }),
  'plan-modify-all': planned({
    needs: acme(
      '{ object: [Account, Lead], access: [read, edit, modifyAllRecords], because: All of them are updated. }',
      '{ object: Contact, access: [read, viewAllRecords], level: recommended, because: All of them are read. }',
      '{ object: Opportunity, access: [read, edit, viewAllRecords], minimum: [read], level: optional, because: Scored. }',
      '{ field: [Account.Website, Account.BillingCity], access: edit, because: Written. }',
      '{ field: [Account.Industry], because: Read. }',
    ),
    users: [ciro],
  }),
  'plan-with-recommended': planned({
    needs: acme(
      '{ object: Account, because: Synced. }',
      '{ object: Contact, access: [read, viewAllRecords], level: recommended, because: All of them are read. }',
      '{ userPermission: ModifyAllData, level: optional, because: The simplest setup. }',
    ),
    users: [ciro],
    scope: { recommended: true, optional: true },
  }),
  'plan-license-may-refuse': planned({
    needs: acme(
      '{ userPermission: [RunReports, ViewAllUsers], because: Listed. }',
      '{ object: Account, access: [read, edit], because: Synced. }',
      '{ object: Opportunity, because: Synced. }',
    ),
    users: [platform],
  }),
  'plan-other-holder': planned({
    needs: acme('{ object: [Account, Opportunity], access: [read, edit], because: Synced. }'),
    users: [ciro],
    set: { holds: { objects: { Account: 'read' } }, alsoFor: ['plat@example.com'] },
    other: platform,
  }),

  'plan-beyond-and-not-followed': planned({
    needs: acme('{ object: [Account, Lead], because: Synced. }', '{ userPermission: RunReports, because: Listed. }'),
    users: [ciro],
    set: {
      holds: {
        permissions: ['ViewAllUsers', 'ModifyAllData'],
        objects: { Account: 'read', Case: 'read edit' },
        fields: { 'Case.Origin': 'edit' },
      },
      alsoFor: ['first@example.com'],
      intact: false,
    },
    claims: [
      ['userPermission:RunReports', 'userPermission:ModifyAllData'],
      ['object:Lead:read', 'userPermission:ManageUsers'],
      ['object:Lead:read', 'object:Lead:modifyAllRecords'],
    ],
  }),
  'question-whole-org': asked({ needs: () => builtIn.cognism, users: [ciro] }),
  question: asked({ needs: () => builtIn.sixSense, users: [ciro] }),
  'plan-difference': differs({
    added: ['userPermission:RunReports', 'object:Lead:read'],
    missing: ['field:Lead.Company:read'],
    users: ['ann@example.com', 'bob@example.com'],
    held: ['object:Case:read'],
  }),
  'plan-difference-other-set': differs({ set: { is: 'gone', name: 'Integration_ciro' } }),
  apply: apply({ users: ['ciro@example.com', 'api@example.com'] }),
  'apply-everything': apply(
    {},
    {
      reference: './my definitions/acme.yml',
      authentication: 'usernamePassword',
      scope: { recommended: true, optional: false, degraded: true, minimum: true },
      permissionSet: 'Acme_Sync',
    },
  ),
  'apply-plan': apply({ savedAs: 'reviewed plan.json' }),

  'steps-set-removed': steps(
    { step: 'licenses', user: 'api@example.com', result: 'done', detail: 'SalesforceAPIIntegrationPsl' },
    { step: 'permissionSet', result: 'done', detail: 'Integration_ciro' },
    {
      step: 'assignments',
      result: 'failed',
      code: platformCode('FIELD_INTEGRITY_EXCEPTION'),
      detail: "api@example.com: FIELD_INTEGRITY_EXCEPTION: The user license doesn't allow the permission: Read Lead",
      refused: true,
    },
    { step: 'removeSet', result: 'done', code: 'LICENSES_STAY', detail: 'Integration_ciro' },
  ),
  'steps-set-stays': steps(
    { step: 'permissionSet', result: 'done', detail: 'Integration_ciro' },
    {
      step: 'assignments',
      result: 'failed',
      code: platformCode('SOMETHING_NEW'),
      detail: 'Words of the platform.',
      refused: true,
    },
    {
      step: 'removeSet',
      result: 'failed',
      code: platformCode('DELETE_FAILED'),
      detail: 'Words of the platform.',
      refused: true,
    },
  ),
  'steps-nothing-stays': steps(
    { step: 'permissionSet', result: 'skipped', code: 'NOT_WITHOUT_ASSIGNMENT' },
    {
      step: 'assignments',
      result: 'failed',
      code: platformCode('SOMETHING_NEW'),
      detail: 'Words of the platform.',
      refused: true,
    },
  ),
  'steps-done': steps(
    { step: 'licenses', user: 'api@example.com', result: 'done', detail: 'SalesforceAPIIntegrationPsl' },
    { step: 'permissionSet', result: 'done', detail: 'Integration_ciro' },
    { step: 'assignments', user: 'api@example.com', result: 'alreadyDone', detail: 'Integration_ciro' },
    { step: 'assignments', user: 'ciro@example.com', result: 'done', detail: 'Integration_ciro' },
    { step: 'groups', result: 'done', detail: 'Sales_Integration' },
    { step: 'proof', result: 'done' },
  ),
  'steps-failed': steps(...failedSteps),
  'step-validation': steps({
    step: 'validation',
    result: 'failed',
    code: 'REFUSED_BY_VALIDATION',
    detail: 'Integration_ciro: Unknown user permission: NoSuchThing',
  }),
  'step-file': steps({
    step: 'file',
    result: 'done',
    detail: 'force-app/main/default/permissionsets/Integration_ciro.permissionset-meta.xml',
  }),

  'after-with-work-left': (view) =>
    checkText(
      reportOf(reading(schemaFor([builtIn.sixSense]), user({ ...ciro, sources: [{ objects: { Account: 'read' } }] })), [
        builtIn.sixSense,
      ]),
      textOptions(view, 'integration.grant'),
    ),
});

goldenFiles('reports-grant', {
  ...reportFilesOf('plan', document(extending, 'dryRun')),
  ...reportFilesOf('by-hand', document(byHand, 'dryRun')),
  ...reportFilesOf('failed', document(extending, 'change', failedSteps)),
});
