import { z } from 'zod';
import { licenseOfOrg } from '../../access/heldLicenses.js';
import type { Context } from '../context.js';
import type { CodesIn, Kind } from '../kind.js';
import { listedInOrg } from '../namesInOrg.js';
import { judgeLicense } from '../license/judgeLicense.js';
import { licenseId } from '../license/licenseNeed.js';
import { expecting, listed } from '../ruleShapes.js';
import { verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';

/** A permission set license that the integration asks for by name, whatever rests on it. */
export type PermissionSetLicenseNeed = {
  readonly kind: 'permissionSetLicense';
  /** DeveloperName. */
  readonly name: string;
};

const permissionSetLicenseCodes = { settled: [], open: ['NO_SUCH_PERMISSION_SET_LICENSE'] } as const;

/** An org that tells of its licenses and has none of this name cannot give it, whatever was read of those that are assigned. */
const judged = (context: Context, name: string, ifPresent: boolean): Verdict => {
  const { user } = context;
  const isNowhere = user.orgLicenses.known && licenseOfOrg(user, name) === undefined;
  const isHeld = user.permissionSetLicenses.known && user.permissionSetLicenses.value.some((one) => one.name === name);
  if (isNowhere && !isHeld)
    return ifPresent
      ? verdict('notApplicable', 'NOT_IN_THIS_ORG', [name])
      : verdict('impossible', 'NO_SUCH_PERMISSION_SET_LICENSE', [name], {
          sought: { name, candidates: user.orgLicenses.known ? user.orgLicenses.value.map((one) => one.name) : [] },
        });
  return judgeLicense(context, { kind: 'license', name }, false);
};

type Rule = { readonly permissionSetLicense: string | readonly string[] };

const licenseName = z
  .string()
  .max(97)
  .regex(/^[A-Za-z][A-Za-z0-9_]*$/, expecting('licenseName'))
  .meta({ description: 'DeveloperName of a permission set license, such as SalesforceAPIIntegrationPsl.' });

export const permissionSetLicense: Kind<PermissionSetLicenseNeed, CodesIn<typeof permissionSetLicenseCodes>> = {
  lookedUp: {
    called: ['permission set license', 'PSL', 'add-on license'],
    example: () => '- permissionSetLicense: SalesforceAPIIntegrationPsl',
  },
  ruleShape: {
    permissionSetLicense: listed(licenseName).meta({
      description:
        'Permission set licenses that must be assigned to the user; a grant assigns them while seats are free.',
    }),
  },
  codes: permissionSetLicenseCodes,
  needsOf: (rule: Rule, reader) =>
    reader
      .entries('permissionSetLicense', rule.permissionSetLicense)
      .map(({ value: name, place }) => ({ need: { kind: 'permissionSetLicense', name }, place })),
  idOf: ({ name }) => licenseId({ kind: 'license', name }),
  spelled: (need) => need,
  merged: (first) => first,
  addNames: (_, names) => names.permissionSetLicense(),
  namesInOrg: (need) => listedInOrg('permissionSetLicense', 'permissionSetLicenses', [need.name], need),
  judged: (context, { need, ifPresent }) => judged(context, need.name, ifPresent),
  assigned: ({ name }) => ({ license: name }),
  details: ({ name }) => ({ name }),
  outsideSchema: true,
  setupPage: () => ({ page: 'user' }),
};
