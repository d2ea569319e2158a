import { expect } from 'chai';
import { exempting, giveAlso, granting, hinted, tracking } from '../../../../src/report/check/givingSteps.js';
import { listed, namedSet } from '../../grant/support/namedSets.js';
import {
  noHistory,
  ownSet,
  placeOf,
  seenByItself,
  stepLine,
  tellsSteps,
  validationRules,
  withoutRows,
} from './stepScenes.js';
import type { StepCase, StepScene } from './stepScenes.js';
import { leads, reports, stages, track, trackFieldsOf } from './stepTexts.js';

const vendorSet = '{ permissionSetAssigned: acme__Sync }';

const grant = (...flags: readonly string[]): string =>
  [
    'sf integration grant -i integrations/acme.yml -u ciro@example.com',
    ...flags,
    '-o admin@example.com --dry-run',
  ].join(' ');
const grantWith = (...flags: readonly string[]): string => grant().replace('--dry-run', `${flags.join(' ')} --dry-run`);

describe('what grant would give', () => {
  const vendorOrg = (): StepScene['org'] => ({ more: { permissionSets: listed([namedSet('Sync')]) } });
  const assign =
    'Assign it: In Setup > Permission Sets (or Permission Set Groups), open acme__Sync > Manage Assignments and add the user, ' +
    'or run `sf org assign permset --name "acme__Sync" --on-behalf-of "ciro@example.com"`.';

  tellsSteps(
    [
      ['is given by one command', { rules: [reports, leads] }, [`report.step.grant > ${grant()}`]],
      [
        'is given with the login that is not the usual one',
        { rules: [reports], login: 'usernamePassword' },
        [`report.step.grant > ${grant('--authentication usernamePassword')}`],
      ],
      [
        'is given with the usual login where it was given',
        { rules: [reports], options: { saysAuthentication: true } },
        [`report.step.grant > ${grant('--authentication oauth')}`],
      ],
      [
        'is given with the values and the phase of the run',
        { rules: [reports], check: { parameters: { synced: ['Account', 'Lead'] }, phases: ['install'] } },
        [`report.step.grant > ${grant("--set 'synced=Account,Lead' --phase install")}`],
      ],
      [
        'is for somebody else to give where the runner may not',
        { rules: [reports], options: { runnerLacks: ['AssignPermissionSets', 'ManageUsers'] } },
        [
          `report.step.askToGrant [Assign Permission Sets (AssignPermissionSets), Manage Users (ManageUsers) | https://example.my.salesforce.com] > ${grant().replace(' -o admin@example.com', '')}`,
        ],
      ],
      [
        'is given by the runner who lacks nothing',
        { rules: [reports], options: { runnerLacks: [] } },
        [`report.step.grant > ${grant()}`],
      ],
      [
        'is given in the org itself where the names are made up',
        { rules: [reports], isRedacted: true },
        ['report.step.grantElsewhere'],
      ],
      [
        'waits where the own set has no effect and something else is missing',
        { rules: [reports, leads], user: ownSet('expired') },
        ['report.step.ownSetInert [Integration_acme]'],
      ],
      ['is nothing where the own set holds all of it', { rules: [reports], user: ownSet('expired') }, []],
      [
        'is nothing of what is there in part',
        {
          rules: ['{ object: Opportunity, access: [read, edit], minimum: [read] }'],
          user: { sources: [{ objects: { Opportunity: 'read' } }] },
        },
        [],
      ],
      ['is nothing where all is there', { rules: [reports], user: ownSet(null) }, []],
      ['is nothing where it is not known what is missing', () => ({ rules: [leads], user: withoutRows() }), []],
      [
        'is nothing of what no permission set gives',
        () => ({
          rules: ['{ historyTracking: Opportunity, fields: [StageName] }', '{ userPermission: NoSuchThing }'],
          org: { absent: ['NoSuchThing'], more: noHistory('Opportunity') },
        }),
        [],
      ],
      [
        'is given by hand where grant is not for this run',
        { rules: [reports], options: { suggestGrant: false } },
        ['report.step.byHand'],
      ],
      [
        'is given by hand in a set that has no effect, and where the names are made up',
        { rules: [reports, leads], user: ownSet('expired'), isRedacted: true, options: { suggestGrant: false } },
        ['report.step.byHand'],
      ],
      [
        'is given by hand where only the user itself was seen',
        () => ({
          rules: [reports],
          user: seenByItself(),
        }),
        ['report.step.byHand'],
      ],
      [
        'is assigned by hand where it is a set of somebody else',
        () => ({ rules: [vendorSet], org: vendorOrg(), options: { suggestGrant: false } }),
        [assign],
      ],
      [
        'is given and assigned by hand where both are missing',
        () => ({ rules: [reports, vendorSet], org: vendorOrg(), options: { suggestGrant: false } }),
        ['report.step.byHand', assign],
      ],
      [
        'is assigned by grant otherwise',
        () => ({ rules: [vendorSet], org: vendorOrg() }),
        [`report.step.grant > ${grant()}`],
      ],
    ],
    granting,
  );
});

describe('what is assigned and has no effect', () => {
  tellsSteps(
    [
      [
        'is mended, each thing once',
        {
          rules: [reports, '{ userPermission: TransferAnyLead }'],
          user: {
            sources: [
              { name: 'Old', inert: 'expired', permissions: ['RunReports', 'TransferAnyLead'] },
              { name: 'Night', inert: 'needsActivation', permissions: ['RunReports'] },
            ],
          },
        },
        [
          'Extend the assignment of permission set Old, which has expired: it has Run Reports (RunReports), Transfer Leads (TransferAnyLead).',
          'Give Run Reports (RunReports) in a permission set that needs no activation in a session, unlike Night.',
        ],
      ],
      ['is not there', { rules: [reports] }, []],
    ],
    hinted,
  );
});

describe('how field history is turned on', () => {
  const cases: readonly StepCase[] = [
    [
      'for the fields that the definition names',
      () => ({ rules: [stages], org: { more: noHistory('Opportunity') } }),
      [track],
    ],
    [
      'for the fields that it suggests',
      () => ({
        rules: ['{ historyTracking: Opportunity, suggestedFields: [StageName] }'],
        org: { more: noHistory('Opportunity') },
      }),
      [track],
    ],
    [
      'for each object of which people have to say the fields',
      () => ({
        rules: ['{ historyTracking: Opportunity }', '{ historyTracking: Account }'],
        org: { more: noHistory('Opportunity', 'Account') },
      }),
      [trackFieldsOf('Account'), trackFieldsOf('Opportunity')],
    ],
    [
      'for both of them',
      () => ({
        rules: [stages, '{ historyTracking: Account }'],
        org: { more: noHistory('Opportunity', 'Account') },
      }),
      [track, trackFieldsOf('Account')],
    ],
    [
      'by the command alone where another rule names the fields of the same object',
      () => ({ rules: [stages, '{ historyTracking: Opportunity }'], org: { more: noHistory('Opportunity') } }),
      [track],
    ],
    [
      'with the values of the run',
      () => ({
        rules: [stages],
        org: { more: noHistory('Opportunity') },
        check: { parameters: { synced: ['Account'] }, phases: ['connect'] },
      }),
      [track.replace(' -o', ' --set synced=Account --phase connect -o')],
    ],
    [
      'in the org itself where the names are made up',
      () => ({
        rules: [stages],
        org: { more: noHistory('Opportunity') },
        isRedacted: true,
      }),
      ['report.step.trackElsewhere'],
    ],
    ['not where nothing of it is missing', { rules: [reports], isRedacted: true }, []],
    ['not where it could not be read', () => ({ rules: [stages], org: { more: { history: new Map() } } }), []],
  ];
  tellsSteps(cases, (findings, place) => tracking(findings, place));

  it('names only what a setup cannot do, beside one', () => {
    const place = placeOf({
      rules: [stages, '{ historyTracking: Account }'],
      org: { more: noHistory('Opportunity', 'Account') },
    });
    expect(tracking(place.findings, place, true).map(stepLine)).to.deep.equal([trackFieldsOf('Account')]);
  });
});

describe('formulas that exempt the user', () => {
  const always = 'TRUE';
  const phone = 'ISBLANK(Phone)';
  const leadRule = '{ automation: Lead, onFields: [Phone] }';
  const scene = (
    rules: Parameters<typeof validationRules>[1],
    rule = leadRule,
    more: Partial<StepScene> = {},
  ): StepScene => ({ rules: [rule], org: { extra: ['Lead.Phone'], more: validationRules('Lead', rules) }, ...more });
  const weaker = (level: string): string => leadRule.replace(' }', `, level: ${level} }`);
  const included = (names: string, ...flags: readonly string[]): string =>
    `report.step.exemptions.include [${names} | ${flags.join(' ')}] > ${grantWith(...flags)}`;

  tellsSteps(
    [
      [
        'are shown at the end of the plan',
        () => scene([['Never', always]]),
        [`report.step.exemptions [Never (Lead)] > ${grant()}`],
      ],
      [
        'are named, up to six',
        () => scene(['A', 'B', 'C', 'D', 'E', 'F'].map((name) => [name, always])),
        [`report.step.exemptions [A (Lead), B (Lead), C (Lead), D (Lead), E (Lead), F (Lead)] > ${grant()}`],
      ],
      [
        'are counted beyond six',
        () => scene(['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((name) => [name, always])),
        [`report.step.exemptions [A (Lead), B (Lead), C (Lead), D (Lead), E (Lead), F (Lead) … (7)] > ${grant()}`],
      ],
      [
        'are left out of packages',
        () =>
          scene([
            ['Never', always],
            ['Theirs', always, 'acme'],
          ]),
        [`report.step.exemptions [Never (Lead)] > ${grant()}`],
      ],
      ['are none where nothing refuses the user', () => scene([['Off', 'FALSE']]), []],
      [
        'of what depends on the record are seen with what is there in part',
        () => scene([['Phone_Needed', phone]]),
        [included('Phone_Needed (Lead)', '--include degraded')],
      ],
      [
        'of what is recommended are seen with what is recommended',
        () => scene([['Never', always]], weaker('recommended')),
        [included('Never (Lead)', '--include recommended')],
      ],
      [
        'of both are seen with both',
        () => scene([['Phone_Needed', phone]], weaker('recommended')),
        [included('Phone_Needed (Lead)', '--include recommended', '--include degraded')],
      ],
      ['are not told of what is optional', () => scene([['Never', always]], weaker('optional')), []],
      ['are not told where names are made up', () => scene([['Never', always]], leadRule, { isRedacted: true }), []],
      [
        'are not told where grant is not for this run',
        () => scene([['Never', always]], leadRule, { options: { suggestGrant: false } }),
        [],
      ],
      [
        'are not told where only the user itself was seen',
        () => scene([['Never', always]], leadRule, { user: seenByItself() }),
        [],
      ],
      [
        'are not told where the own set has no effect',
        () => scene([['Never', always]], leadRule, { user: ownSet('expired') }),
        [],
      ],
    ],
    (_, place) => exempting(place),
  );
});

describe('giving also', () => {
  const someReports = '{ userPermission: RunReports, level: recommended }';
  const cases: readonly StepCase[] = [
    [
      'is offered where a permission set gives it',
      { rules: [someReports] },
      [`report.step.recommended > ${grantWith('--include recommended')}`],
    ],
    [
      'is offered where a permission set gives some of it',
      { rules: [someReports, '{ userPermission: NoSuchThing, level: recommended }'], org: { absent: ['NoSuchThing'] } },
      [`report.step.recommended > ${grantWith('--include recommended')}`],
    ],
    [
      'is not where no permission set gives it',
      { rules: ['{ userPermission: NoSuchThing, level: recommended }'], org: { absent: ['NoSuchThing'] } },
      [],
    ],
    ['is not where names are made up', { rules: [someReports], isRedacted: true }, []],
    ['is not where grant is not for this run', { rules: [someReports], options: { suggestGrant: false } }, []],
    ['is not where the own set has no effect', { rules: [someReports, leads], user: ownSet('expired') }, []],
  ];
  tellsSteps(cases, (findings, place) => giveAlso('recommended', findings, place));

  it('names what is there in part by its own flag', () => {
    const place = placeOf({ rules: [someReports] });
    expect(giveAlso('degraded', place.findings, place).map(stepLine)).to.deep.equal([
      `report.step.degraded > ${grantWith('--include degraded')}`,
    ]);
  });
});
