import { known } from '../../../../src/access/snapshot.js';
import { checkSteps } from '../../../../src/report/check/nextSteps.js';
import { license } from '../../support/licenses.js';
import { noHistory, ownSet, tellsSteps, validationRules, withoutRows } from './stepScenes.js';
import type { StepCase, StepScene } from './stepScenes.js';
import {
  reports,
  leads,
  stages,
  share,
  weaker,
  grant,
  grantWith,
  give,
  again,
  repeat,
  only,
  track,
  trackFieldsOf,
  seeToIt,
  usualDeedsDone,
} from './stepTexts.js';

const leadRule = '{ automation: Lead, onFields: [Phone] }';
const forbidden = '{ userPermission: [ModifyAllData, ManageUsers], forbid: true }';
const everything = [{ name: 'Everything', permissions: ['ModifyAllData', 'ManageUsers'] }];
const partly: StepScene = {
  rules: ['{ object: Opportunity, access: [read, edit], minimum: [read] }'],
  user: { sources: [{ objects: { Opportunity: 'read' } }] },
};
const rules = (...all: ReadonlyArray<readonly [name: string, formula: string]>): StepScene['org'] => ({
  extra: ['Lead.Phone'],
  more: validationRules('Lead', all),
});
const takeOut =
  'Take Manage Users (ManageUsers), Modify All Data (ModifyAllData) out of permission set Everything. Others may rely on it there, so this is never done for you.';
const extendOwn =
  'Extend the assignment of permission set Integration_acme, which has expired: it has Run Reports (RunReports).';
const never =
  'Setup > Object Manager > Lead > Validation Rules > Never: exempt the integration user, best by a custom permission that only this user has.';
const phoneNeeded =
  'Setup > Object Manager > Lead > Validation Rules > Phone_Needed: have the integration write what the rule asks for, or exempt the integration user, best by a custom permission that only this user has.';
const tellsAll = (cases: readonly StepCase[]): void =>
  tellsSteps(cases, (_, { check: one, report, options }) => checkSteps(one, report, options));

describe('the next steps of a user who is not ready', () => {
  tellsAll([
    ['give what is missing, and check again', { rules: [reports] }, [give, again]],
    [
      'begin with the user, then tell what must not be there, what grant gives, what can be mended, and the rest',
      () => ({
        rules: [forbidden, reports, '{ userPermission: TransferAnyLead }', '{ userPermission: NoSuchThing }'],
        org: { absent: ['NoSuchThing'] },
        user: {
          isActive: known(false),
          sources: [...everything, { name: 'Old', inert: 'expired', permissions: ['TransferAnyLead'] }],
        },
      }),
      [
        'In Setup > Users, open ciro@example.com and tick Active.',
        takeOut,
        give,
        'Extend the assignment of permission set Old, which has expired: it has Transfer Leads (TransferAnyLead).',
        'Some permissions come only with an edition, license or feature. Ask the vendor whether the integration works in an org without NoSuchThing.',
        again,
      ],
    ],
    [
      'begin with a license without which nothing can be given',
      { rules: [leads], user: { userLicense: 'Salesforce Integration' } },
      [
        'Ask Salesforce (your account executive, or a case with Support) to give this org the permission set license Salesforce API Integration (SalesforceAPIIntegrationPsl). Enterprise, Unlimited and Performance Edition include five seats. Then run this command again.',
        'Or choose another user for this integration, with a full Salesforce license: that needs no permission set license for this.',
        'Before Read on Lead can be given, the user needs: Permission set license SalesforceAPIIntegrationPsl. Where several are named, one is enough.',
        again,
      ],
    ],
    [
      'mend the own set before anything else is given',
      { rules: [reports, leads], user: ownSet('expired') },
      [extendOwn, 'report.step.ownSetInert [Integration_acme]', again],
    ],
    [
      'tell of what is recommended only what grant does not give',
      {
        rules: [reports, weaker(share), weaker('{ userPermission: TransferAnyLead }'), weaker(forbidden)],
        user: { sources: everything },
      },
      [give, only(takeOut), only(seeToIt), only(usualDeedsDone), again],
    ],
    [
      'tell what can be mended of what is recommended',
      {
        rules: [leads, weaker(reports)],
        user: { sources: [{ name: 'Old', inert: 'expired', permissions: ['RunReports'] }] },
      },
      [
        give,
        only('Extend the assignment of permission set Old, which has expired: it has Run Reports (RunReports).'),
        again,
      ],
    ],
    [
      'are none for what is optional',
      () => ({
        rules: [reports, weaker(share, 'optional'), weaker(stages, 'optional')],
        org: { more: noHistory('Opportunity') },
      }),
      [give, again],
    ],
    [
      'tell whom to ask where something could not be read',
      () => ({ rules: [leads], user: withoutRows() }),
      ['Run the check as a user who may read ObjectPermissions; View Setup and Configuration opens most of it.', again],
    ],
    [
      'check the org again in place of a snapshot',
      { rules: [reports], options: { ofSnapshot: true } },
      [give, 'report.step.againInOrg > sf again'],
    ],
    [
      'ask for a new snapshot where the names of this one are made up',
      { rules: [reports], options: { ofSnapshot: true }, isRedacted: true },
      ['report.step.grantElsewhere', 'report.step.newSnapshot'],
    ],
    [
      'check again where the names are made up',
      { rules: [reports], isRedacted: true },
      ['report.step.grantElsewhere', again],
    ],
    [
      'tell once what no license allows, not for the fields that wait for it too',
      {
        rules: ['{ object: Lead, access: [read] }', '{ field: Lead.Company, access: read }'],
        user: { userLicense: 'Chatter Free', license: license('Chatter Free', { objects: { Account: 'read' } }) },
      },
      ['Assign a permission set license that allows it, or give the user another license.', again],
    ],
    [
      'tell once of a box on the record of the user, not for what hangs on it as well',
      {
        rules: ['{ object: Campaign, access: [read, edit] }', '{ object: CampaignMember, access: [read, edit] }'],
        user: {
          flags: new Map([['marketinguser', known(false)]]),
          sources: [{ objects: { Campaign: 'read', Lead: 'read' } }],
        },
      },
      [
        'In Setup > Users, edit ciro@example.com and tick Marketing User (feature flag). Each such user takes a seat of that feature license (Setup > Company Information > Feature Licenses).',
        give,
        again,
      ],
    ],
    ['end without a command to be repeated', { rules: [reports], options: { command: '' } }, [give]],
  ]);
});

describe('field history among the next steps', () => {
  tellsAll([
    [
      'is turned on for what is recommended along with what is required',
      () => ({
        rules: [stages, weaker('{ historyTracking: Account }'), weaker('{ historyTracking: Lead }', 'optional')],
        org: { more: noHistory('Opportunity', 'Account', 'Lead') },
      }),
      [track, trackFieldsOf('Account'), again],
    ],
    [
      'is only recommended where the rule is',
      () => ({
        rules: [reports, weaker(stages), weaker('{ historyTracking: Lead }', 'optional')],
        org: { more: noHistory('Opportunity', 'Lead') },
      }),
      [give, only(track), again],
    ],
    [
      'is only recommended beside one that the org cannot keep',
      () => ({
        rules: ['{ historyTracking: Invoice__c, fields: [Status] }', weaker(stages)],
        org: { absent: ['Invoice__c'], more: noHistory('Opportunity') },
      }),
      [
        'Install the package or turn on the feature that brings Invoice__c, or use a definition with `ifPresent: true` for it.',
        only(track),
        again,
      ],
    ],
    [
      'is recommended to who is ready',
      () => ({ rules: [weaker(stages)], org: { more: noHistory('Opportunity') } }),
      [only(track), repeat],
    ],
  ]);
});

describe('one setup among the next steps', () => {
  const options: StepScene['options'] = { setupCommand: 'sf setup' };
  const setup = 'report.step.setup > sf setup';
  tellsAll([
    [
      'takes the place of a grant and of the field history that a definition names',
      () => ({
        rules: [reports, stages, '{ historyTracking: Account }'],
        org: { more: noHistory('Opportunity', 'Account') },
        options,
      }),
      [setup, trackFieldsOf('Account'), again],
    ],
    [
      'takes the place of field history that is recommended',
      () => ({ rules: [reports, weaker(stages)], org: { more: noHistory('Opportunity') }, options }),
      [setup, again],
    ],
    [
      'stands beside what it cannot do for this user',
      () => ({
        rules: [reports, leads, stages],
        user: ownSet('expired'),
        others: [{ id: '005000000000003AAA', username: 'ann@example.com' }],
        org: { more: noHistory('Opportunity') },
        options,
      }),
      [extendOwn, setup, 'report.step.ownSetInert [Integration_acme]', again],
    ],
  ]);
});

describe('automation among the next steps', () => {
  const exemptions = (...include: readonly string[]): string =>
    `report.step.exemptions.include [Never (Lead) | --include ${include.join(' ')}] > ${grantWith(...include)}`;
  const phoneExemptions = `report.step.exemptions.include [Phone_Needed (Lead) | --include degraded] > ${grantWith('degraded')}`;
  tellsAll([
    [
      'comes with the formulas that exempt',
      () => ({ rules: [leadRule, reports], org: rules(['Never', 'TRUE']) }),
      [give, never, `report.step.exemptions [Never (Lead)] > ${grant}`, again],
    ],
    [
      'is only recommended where the rule is',
      () => ({ rules: [reports, weaker(leadRule)], org: rules(['Never', 'TRUE']) }),
      [give, only(never), only(exemptions('recommended')), again],
    ],
    [
      'is to be looked at where it may get in the way of who is ready',
      () => ({ rules: [leadRule, weaker(reports)], org: rules(['Phone_Needed', 'ISBLANK(Phone)']) }),
      [phoneNeeded, phoneExemptions, only(`report.step.recommended > ${grantWith('recommended')}`), repeat],
    ],
    [
      'that refuses writes can fail who is ready',
      () => ({ rules: [weaker(leadRule)], org: rules(['Never', 'TRUE']) }),
      [only(never), only(exemptions('recommended')), repeat, 'report.step.failOn > sf again --fail-on recommended'],
    ],
  ]);
});

describe('the next steps of a user who is ready', () => {
  tellsAll([
    ['are to check again at any time', { rules: [reports], user: ownSet(null) }, [repeat]],
    ['are none without a command', { rules: [reports], user: ownSet(null), options: { command: '' } }, []],
    ['give what is there in part', partly, [`report.step.degraded > ${grantWith('degraded')}`, repeat]],
    [
      'say of what is recommended and there in part how it is given',
      { ...partly, rules: partly.rules.map((rule) => weaker(String(rule))) },
      [only('Give Edit on Opportunity in a permission set if the integration is to work in full.'), repeat],
    ],
    [
      'give what is recommended, and tell the rest of it',
      { rules: [weaker(reports), weaker(share)] },
      [only(`report.step.recommended > ${grantWith('recommended')}`), only(seeToIt), only(usualDeedsDone), repeat],
    ],
    [
      'are none for what is optional',
      () => ({
        rules: [reports, share, stages].map((rule) => weaker(rule, 'optional')),
        org: { more: noHistory('Opportunity') },
      }),
      [repeat],
    ],
  ]);
});
