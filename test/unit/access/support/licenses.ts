import { expect } from 'chai';
import type { Entry } from '../../../../src/access/entry.js';
import type { Holder, MayHold } from '../../../../src/access/holder.js';
import { licenseAllows, mayBeRefused } from '../../../../src/access/licenseAllows.js';
import { gap, known } from '../../../../src/access/snapshot.js';
import type { License, OrgSchema } from '../../../../src/access/snapshot.js';
import type { ObjectAccess } from '../../../../src/platform/objectAccess.js';
import { license } from '../../support/licenses.js';
import type { LicenseSpec } from '../../support/licenses.js';
import { schema, user } from '../../support/snapshot.js';
import type { UserSpec } from '../../support/snapshot.js';

/** Builders for what licenses allow: tests name only what they are about. */

export const lifterName = 'SalesforceAPIIntegrationPsl';
export const lifter = (spec: LicenseSpec = {}): License => license(lifterName, spec);
export const on = (sobject: string, access: ObjectAccess = 'read'): Entry => ({ kind: 'object', sobject, access });
export const permission = (name: string): Entry => ({ kind: 'userPermission', name });

/** `no: license A|B, flag MarketingUser`, `unknown Part`, `unknown` where the org does not tell, `yes`. */
export const said = (may: MayHold): string => {
  if (may.answer === 'yes') return 'yes';
  if (may.answer === 'unknown') return may.gap === null ? 'unknown' : `unknown ${may.gap.part}`;
  const lacks = may.lacks.map((lack) => {
    if (lack.kind === 'license') return `license ${lack.openedBy.map(({ name }) => name).join('|') || 'none'}`;
    return lack.kind === 'packageSeat' ? `seat ${lack.namespace}` : `flag ${lack.flag}`;
  });
  return `no: ${lacks.join(', ')}`;
};

export const holder = (spec: UserSpec, ofOrg: Partial<OrgSchema> = {}): Holder => ({
  user: user(spec),
  schema: schema(ofOrg),
});
export const integration = (spec: UserSpec = {}): UserSpec => ({
  userLicense: 'Salesforce Integration',
  orgLicenses: known([lifter()]),
  ...spec,
});
export const platformTelling = (objects: Record<string, string> | undefined): UserSpec => ({
  userLicense: 'Salesforce Platform',
  license: { ...license('Salesforce Platform', objects ? { objects } : {}), id: null },
});

export const lacked = gap('INCOMPLETE_ROWS', 'PermissionSetLicense', 'Status');
export const lackedAssigns = gap('INCOMPLETE_ROWS', 'PermissionSetLicenseAssign', '');
/** Of which nobody knows whether it is in force. */
export const doubtful = (one: License): License => ({
  ...one,
  standing: { force: lacked, seats: known({ total: 5, used: 1 }) },
});
export const orgLacked = gap('INCOMPLETE_ROWS', 'PermissionSetLicense', 'DeveloperName');

/** A license for cards alone. */
export const cards = (name = 'Cards'): License => license(name, { objects: { CardPaymentMethod: 'read' } });

/** Users of the full license, and of integration users: the licenses of the org, and those that they hold. */
export const full = (org: License[], held: License[] = [], more: UserSpec = {}): Holder =>
  holder({ orgLicenses: known(org), permissionSetLicenses: known(held), ...more });
export const forIntegration = (org: License[], held: License[] = [], more: UserSpec = {}): Holder =>
  holder(integration({ orgLicenses: known(org), permissionSetLicenses: known(held), ...more }));

export type LicenseRow = readonly [title: string, scene: () => Holder, entry: Entry, expected: string];

/** Each row as a test of its own, of what licenses allow. */
export const checkLicenses = (rows: readonly LicenseRow[]): void => {
  for (const [title, scene, entry, expected] of rows)
    it(title, () => {
      const may = licenseAllows(scene(), entry);
      expect(said(may)).to.equal(expected);
      // A grant is held back for what is surely or maybe lacking, and not for what no org ever tells.
      expect(mayBeRefused(scene(), entry)).to.equal(expected !== 'yes' && expected !== 'unknown');
    });
};
