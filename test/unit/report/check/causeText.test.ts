import { expect } from 'chai';
import { gap } from '../../../../src/access/snapshot.js';
import { rootCauses } from '../../../../src/check/rootCauses.js';
import { causeText } from '../../../../src/report/check/causeText.js';
import { user } from '../../support/snapshot.js';
import type { UserSpec } from '../../support/snapshot.js';
import { ciro, definition, reading, reportOf, schemaFor } from '../support/scenes.js';

/** What is the matter with a user, a line for each cause. */
const told = (rules: readonly string[], spec: UserSpec, absent: string[] = []): string[] => {
  const needs = [definition(rules)];
  const report = reportOf(reading(schemaFor(needs, { absent }), user({ ...ciro, ...spec })), needs);
  return rootCauses(report.checks[0]?.findings ?? []).map((cause) => {
    const { title, text, needsText } = causeText(cause, report.vocabulary);
    return `${title} (${needsText}): ${text}`;
  });
};

const many = [
  'userPermission: [ApiEnabled, RunReports]',
  'object: [Account, Lead]\n    access: [read, edit]',
  'field: [Lead.Email, Lead.Phone]\n    level: optional',
];

const cases: Array<[what: string, rules: string[], spec: UserSpec, absent: string[], causes: string[]]> = [
  [
    'counts what no permission set gives, objects and fields once however often they are needed',
    many,
    {},
    [],
    [
      'No permission set gives it (6 required, 2 optional): ' +
        'One permission set can give all of it: 2 system permissions, 2 objects, 2 fields.',
    ],
  ],
  [
    'names a few, and tells a single one by itself',
    ['userPermission: ApiEnabled'],
    {},
    [],
    ['API Enabled (ApiEnabled) (1 required): No profile or permission set of the user gives it.'],
  ],
  [
    'names the permission behind APIs that are blocked',
    ['api: [rest, bulk2]', 'object: Account'],
    {},
    [],
    [
      'No permission set gives it (3 required): One permission set can give all of it: API Enabled (ApiEnabled), Read on Account.',
    ],
  ],
  [
    'names the license and what hangs on it',
    many,
    { userLicense: 'Salesforce Integration', sources: [] },
    [],
    [
      'Permission set license SalesforceAPIIntegrationPsl (6 required, 2 optional): This org has no permission set license ' +
        'SalesforceAPIIntegrationPsl. Without it, the user license Salesforce Integration allows no standard object and hardly any user permission.',
      'API Enabled (ApiEnabled) (1 required): No profile or permission set of the user gives it.',
    ],
  ],
  [
    'names what is assigned without effect',
    many,
    {
      sources: [
        { name: 'Full', permissions: ['ApiEnabled', 'RunReports'], inert: 'expired', objects: { Lead: 'read edit' } },
        { name: 'Old', objects: { Account: 'read edit' }, fields: { 'Lead.Email': 'read', 'Lead.Phone': 'read' } },
      ],
    },
    [],
    [
      'The assignment of permission set Full has expired (4 required, 2 optional): It would give 2 system permissions, 1 object, 2 fields.',
    ],
  ],
  [
    'names what could not be read, and what the org does not have',
    many,
    { evidence: { objectRows: gap('NOT_AUTHORISED', 'ObjectPermissions', 'INVALID_TYPE') } },
    ['RunReports', 'Lead.Email', 'Lead.Phone'],
    [
      'API Enabled (ApiEnabled) (1 required): No profile or permission set of the user gives it.',
      'RunReports (1 required): This org has no user permission RunReports, neither on permission sets nor on profiles.',
      'ObjectPermissions could not be read (4 required): So this is not known: 2 objects. INVALID_TYPE',
      'Lead: not possible in this org (2 optional): Lead has no field Lead.Email in this org. Lead has no field Lead.Phone in this org.',
    ],
  ],
];

describe('causes in words', () => {
  for (const [what, rules, spec, absent, causes] of cases)
    it(what, () => {
      expect(told(rules, spec, absent)).to.deep.equal(causes);
    });
});
