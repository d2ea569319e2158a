/** What has to be open before a need can be had, or what it rests on: licenses, seats of packages, boxes of the user's record. */
import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import type { License, OrgSchema } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { ObjectAccess } from '../../../src/platform/objectAccess.js';
import type { Need } from '../../../src/kinds/kinds.js';
import type { Level, Requirement } from '../../../src/kinds/requirement.js';
import { field, needs, objectList, requirement, schema, snapshot, user, notRead } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';
import { said } from '../support/said.js';

const { permission, object } = needs;
const at = (level: Level, need: Need, more: Partial<Requirement> = {}) => requirement(need, { level, ...more });
const license = (
  name: string,
  objects: Record<string, ObjectAccess[]> | null,
  permissions: string[] | null = null,
  more: Partial<License> = {},
): License => ({
  id: `0PL${name}`,
  name,
  label: name,
  objects: objects && new Map(Object.entries(objects).map(([k, w]) => [k, new Set(w)])),
  userPermissions: permissions && new Set(permissions.map((n) => n.toLowerCase())),
  standing: { force: known('inForce'), seats: known({ total: 5, used: 1 }) },
  ...more,
});
const lifter = (permissions: string[] | null) => license('SalesforceAPIIntegrationPsl', null, permissions);
const seat = (state: 'held' | 'missing' | 'expired') => known({ state, allowed: 5, used: 5 });
const orgSchema: Partial<OrgSchema> = {
  entities: known(
    new Map(['Account', 'Campaign', 'acme__Thing__c', 'Lead'].map((name) => [name.toLowerCase(), { name }])),
  ),
  permissionableObjects: known(objectList('Account', 'Campaign', 'acme__Thing__c', 'Lead')),
  fields: new Map([
    [
      'campaign',
      known(
        new Map([
          ['acme__score__c', field('acme__Score__c')],
          ['plain__c', field('Plain__c')],
          ['type', field('Type')],
        ]),
      ),
    ],
    [
      'acme__thing__c',
      known(
        new Map([
          ['acme__a__c', field('acme__A__c')],
          ['own__c', field('Own__c')],
        ]),
      ),
    ],
    [
      'lead',
      known(
        new Map([
          ['mk__a__c', field('mk__A__c')],
          ['own__c', field('Own__c')],
        ]),
      ),
    ],
  ]),
};
const integration = (more: UserSpec): UserSpec => ({ userLicense: 'Salesforce Integration', ...more });
const sold = { acme__thing__c: ['read', 'edit'] as ObjectAccess[] };
const expired = license('AcmePsl', sold, null, {
  standing: { force: known('expired'), seats: known({ total: 5, used: 1 }) },
});

describe('what opens others', () => {
  const cases: [title: string, needs: (Need | Requirement)[], of: UserSpec, expected: string[]][] = [
    [
      'a permission that the license of integration users opens',
      [at('optional', permission('RunReports'))],
      integration({ orgLicenses: known([lifter(['RunReports'])]) }),
      [
        'license:SalesforceAPIIntegrationPsl optional unmet LICENSE_MISSING (SalesforceAPIIntegrationPsl | Salesforce Integration); to give SalesforceAPIIntegrationPsl',
        'userPermission:RunReports optional unmet USER_PERMISSION_MISSING (RunReports label (RunReports) | RunReports); waits for license:SalesforceAPIIntegrationPsl; to give SalesforceAPIIntegrationPsl',
      ],
    ],
    [
      'a permission that no license allows',
      [permission('RunReports')],
      integration({ orgLicenses: known([lifter([])]) }),
      [
        'userPermission:RunReports required impossible LICENSE_FORBIDS_PERMISSION (RunReports label (RunReports) | Salesforce Integration)',
      ],
    ],
    [
      'a permission that the user license gives by itself',
      [permission('ApiEnabled')],
      integration({ orgLicenses: known([lifter(['ApiEnabled'])]) }),
      ['userPermission:ApiEnabled required unmet USER_PERMISSION_MISSING (ApiEnabled label (ApiEnabled) | ApiEnabled)'],
    ],
    [
      'a permission of which that license tells nothing',
      [permission('RunReports')],
      integration({ orgLicenses: known([lifter(null)]) }),
      [
        'license:SalesforceAPIIntegrationPsl required unmet LICENSE_MISSING (SalesforceAPIIntegrationPsl | Salesforce Integration); to give SalesforceAPIIntegrationPsl',
        'userPermission:RunReports required unmet USER_PERMISSION_MISSING (RunReports label (RunReports) | RunReports); waits for license:SalesforceAPIIntegrationPsl; to give SalesforceAPIIntegrationPsl',
      ],
    ],
    [
      'the same, and nobody can tell which licenses are assigned',
      [permission('RunReports')],
      integration({ orgLicenses: known([lifter(null)]), permissionSetLicenses: notRead }),
      [
        'license:SalesforceAPIIntegrationPsl required unknown NOT_READABLE (SalesforceAPIIntegrationPsl | Something | INVALID_TYPE); unread NOT_AUTHORISED Something',
        'userPermission:RunReports required unmet USER_PERMISSION_MISSING (RunReports label (RunReports) | RunReports)',
      ],
    ],
    [
      'that license is held beside another one',
      [permission('RunReports')],
      integration({
        orgLicenses: known([lifter(['RunReports'])]),
        permissionSetLicenses: known([license('Other', null), lifter(['RunReports'])]),
      }),
      [
        'license:SalesforceAPIIntegrationPsl required met LICENSE_ASSIGNED (SalesforceAPIIntegrationPsl)',
        'userPermission:RunReports required unmet USER_PERMISSION_MISSING (RunReports label (RunReports) | RunReports)',
      ],
    ],
    [
      'another license that is held allows the permission',
      [permission('RunReports')],
      integration({
        orgLicenses: known([lifter(null)]),
        permissionSetLicenses: known([license('Other', null, ['RunReports'])]),
      }),
      ['userPermission:RunReports required unmet USER_PERMISSION_MISSING (RunReports label (RunReports) | RunReports)'],
    ],
    [
      'the org was never given that license, and another one allows the permission',
      [permission('RunReports')],
      integration({ orgLicenses: known([license('Other', null, ['RunReports'])]) }),
      [
        'license:Other required unmet LICENSE_NEEDED (Other | Other | 4); to give Other',
        'userPermission:RunReports required unmet USER_PERMISSION_MISSING (RunReports label (RunReports) | RunReports); waits for license:Other; to give Other',
      ],
    ],
    [
      'a permission that the user must not have',
      [at('required', permission('RunReports'), { forbid: true })],
      integration({ orgLicenses: known([lifter(['RunReports'])]) }),
      ['not:userPermission:RunReports required met NOT_HELD (userPermission:RunReports)'],
    ],
    [
      'an API that takes a permission of that license',
      [{ kind: 'api', api: 'metadata' }],
      integration({ orgLicenses: known([lifter(['ModifyMetadata'])]) }),
      [
        'api:metadata required unmet API_BLOCKED (metadata | ApiEnabled, ModifyMetadata); waits for userPermission:ApiEnabled; waits for userPermission:ModifyMetadata; waits for license:SalesforceAPIIntegrationPsl; to give SalesforceAPIIntegrationPsl',
        'license:SalesforceAPIIntegrationPsl required unmet LICENSE_MISSING (SalesforceAPIIntegrationPsl | Salesforce Integration); to give SalesforceAPIIntegrationPsl',
      ],
    ],
    [
      'an API that takes none',
      [{ kind: 'api', api: 'rest' }],
      integration({ orgLicenses: known([lifter(['ModifyMetadata'])]) }),
      ['api:rest required unmet API_BLOCKED (rest | ApiEnabled); waits for userPermission:ApiEnabled'],
    ],
    [
      'what no license is about',
      [{ kind: 'manual', name: 'x', text: 'x' }],
      integration({ orgLicenses: known([lifter(['ModifyMetadata'])]) }),
      ['manual:x required unknown BY_HAND (x)'],
    ],
    [
      'the user license is hidden with the profile (fact J6): recommended at most',
      [at('optional', object('Account', 'read'))],
      { userLicense: '' },
      [
        'license:SalesforceAPIIntegrationPsl recommended unknown NOT_READABLE (SalesforceAPIIntegrationPsl | Profile | ); unread NOT_AUTHORISED Profile',
        'object:Account:read optional unmet OBJECT_PERMISSION_MISSING (Account | read)',
      ],
    ],
    [
      'the user license was not told',
      [object('Account', 'read')],
      { userLicense: '', userLicenseUntold: notRead.gap },
      [
        'license:SalesforceAPIIntegrationPsl required unknown NOT_READABLE (SalesforceAPIIntegrationPsl | Something | INVALID_TYPE); unread NOT_AUTHORISED Something',
        'object:Account:read required unmet OBJECT_PERMISSION_MISSING (Account | read)',
      ],
    ],
    [
      'as strict as the strictest, be it in a choice',
      [
        at(
          'optional',
          needs.anyOf('a', [requirement(permission('ApiEnabled'))], [requirement(object('Account', 'read'))]),
        ),
        at('recommended', object('Lead', 'read')),
      ],
      integration({ orgLicenses: known([lifter(null)]) }),
      [
        'anyOf:a optional unmet NO_ALTERNATIVE_MET ((1) userPermission:ApiEnabled, (2) object:Account:read); waits for userPermission:ApiEnabled',
        'license:SalesforceAPIIntegrationPsl recommended unmet LICENSE_MISSING (SalesforceAPIIntegrationPsl | Salesforce Integration); to give SalesforceAPIIntegrationPsl',
        'object:Lead:read recommended unmet OBJECT_PERMISSION_MISSING (Lead | read); waits for license:SalesforceAPIIntegrationPsl; to give SalesforceAPIIntegrationPsl',
      ],
    ],
    [
      'a box of the user that is ticked, on which writing rests',
      [at('recommended', object('Campaign', 'edit')), at('optional', object('Campaign', 'read'))],
      { flags: new Map([['marketinguser', known(true)]]), sources: [{ objects: { Campaign: 'read edit' } }] },
      [
        'object:Campaign:edit recommended met GRANTED (Campaign edit); from Sync',
        'object:Campaign:read optional met GRANTED (Campaign read); from Sync',
        'userFlag:MarketingUser recommended met USER_FLAG_SET (MarketingUser | ann@example.com)',
      ],
    ],
    [
      'reading rests on no box',
      [object('Campaign', 'read'), needs.field('Campaign', 'Type')],
      { flags: new Map([['marketinguser', known(true)]]), sources: [{ objects: { Campaign: 'read edit' } }] },
      [
        'field:Campaign.Type:read required unmet FIELD_PERMISSION_MISSING (Campaign.Type | read | Campaign.Type)',
        'object:Campaign:read required met GRANTED (Campaign read); from Sync',
      ],
    ],
    [
      'a box that nobody can read',
      [object('Campaign', 'edit')],
      { flags: new Map([['marketinguser', notRead]]), sources: [{ objects: { Campaign: 'read edit' } }] },
      [
        'object:Campaign:edit required unknown NOT_READABLE (Campaign edit | Something | INVALID_TYPE); unread NOT_AUTHORISED Something',
      ],
    ],
    [
      'a box that is not ticked, where nobody knows of the object',
      [object('Campaign', 'edit')],
      { flags: new Map([['marketinguser', known(false)]]), evidence: { objectRows: notRead } },
      [
        'object:Campaign:edit required unknown NOT_READABLE (Campaign edit | Something | INVALID_TYPE); unread NOT_AUTHORISED Something',
      ],
    ],
    [
      'a box that is not ticked, for what is only weakened: as optional as that',
      [at('optional', needs.object('Campaign', 'edit', ['read']))],
      { flags: new Map([['marketinguser', known(false)]]), sources: [{ objects: { Campaign: 'read edit' } }] },
      [
        'object:Campaign:edit optional degraded MINIMUM_HELD (Campaign | edit | read); waits for userFlag:MarketingUser',
        'userFlag:MarketingUser optional unmet USER_FLAG_OFF (MarketingUser | ann@example.com)',
      ],
    ],
    [
      'what the user must not have rests on nothing',
      [at('required', object('Campaign', 'edit'), { forbid: true })],
      { flags: new Map([['marketinguser', known(true)]]), sources: [{ objects: { Campaign: 'read edit' } }] },
      ['not:object:Campaign:edit required unmet FORBIDDEN_HELD (object:Campaign:edit); from Sync'],
    ],
    [
      'a seat of the package of an object',
      [object('acme__Thing__c', 'read')],
      { packages: new Map([['acme', seat('held')]]), sources: [{ objects: { acme__Thing__c: 'read' } }] },
      [
        'object:acme__Thing__c:read required met GRANTED (acme__Thing__c read); from Sync',
        'packageSeat:acme required met PACKAGE_SEAT_HELD (acme)',
      ],
    ],
    [
      'a seat that a rule names too, with the id that the rule has',
      [at('optional', { kind: 'package', namespace: 'acme', seat: true }), object('ACME__THING__C', 'read')],
      { packages: new Map([['acme', seat('held')]]), sources: [{ objects: { acme__Thing__c: 'read' } }] },
      [
        'object:acme__Thing__c:read required met GRANTED (acme__Thing__c read); from Sync',
        'packageSeat:acme required met PACKAGE_SEAT_HELD (ACME)',
      ],
    ],
    [
      'a seat of the package, whose license tells how its namespace is written',
      [object('ACME__THING__C', 'read')],
      {
        packages: new Map([['acme', known({ state: 'held', allowed: 5, used: 5, namespace: 'Acme' })]]),
        sources: [{ objects: { acme__Thing__c: 'read' } }],
      },
      [
        'object:acme__Thing__c:read required met GRANTED (acme__Thing__c read); from Sync',
        'packageSeat:ACME required met PACKAGE_SEAT_HELD (Acme)',
      ],
    ],
    [
      'a seat of the package of a field, whatever fields of the object come first',
      [
        at('optional', needs.field('Campaign', 'Plain__c')),
        at('recommended', needs.field('Campaign', 'acme__Score__c')),
        at('optional', needs.field('Campaign', 'Type')),
      ],
      {
        packages: new Map([['acme', seat('held')]]),
        sources: [{ objects: { Campaign: 'read' }, fields: { 'Campaign.acme__Score__c': 'read' } }],
      },
      [
        'field:Campaign.Plain__c:read optional unmet FIELD_PERMISSION_MISSING (Campaign.Plain__c | read | Campaign.Plain__c)',
        'field:Campaign.Type:read optional unmet FIELD_PERMISSION_MISSING (Campaign.Type | read | Campaign.Type)',
        'field:Campaign.acme__Score__c:read recommended met GRANTED (Campaign.acme__Score__c read); from Sync',
        'packageSeat:acme recommended met PACKAGE_SEAT_HELD (acme)',
      ],
    ],
    [
      'seats of two packages, each as strict as what rests on it',
      [at('optional', needs.field('Lead', 'mk__A__c')), at('recommended', object('acme__Thing__c', 'read'))],
      {
        packages: new Map([
          ['acme', seat('held')],
          ['mk', seat('held')],
        ]),
        sources: [{ objects: { acme__Thing__c: 'read', Lead: 'read' }, fields: { 'Lead.mk__A__c': 'read' } }],
      },
      [
        'field:Lead.mk__A__c:read optional met GRANTED (Lead.mk__A__c read); from Sync',
        'object:acme__Thing__c:read recommended met GRANTED (acme__Thing__c read); from Sync',
        'packageSeat:acme recommended met PACKAGE_SEAT_HELD (acme)',
        'packageSeat:mk optional met PACKAGE_SEAT_HELD (mk)',
      ],
    ],
    [
      'a seat that nobody can read',
      [object('acme__Thing__c', 'read')],
      { packages: new Map([['acme', notRead]]), sources: [{ objects: { acme__Thing__c: 'read' } }] },
      [
        'object:acme__Thing__c:read required unknown NOT_READABLE (acme__Thing__c read | Something | INVALID_TYPE); unread NOT_AUTHORISED Something',
      ],
    ],
    [
      'a seat of another package',
      [object('acme__Thing__c', 'read'), object('Lead', 'read'), permission('ApiEnabled')],
      { packages: new Map([['other', seat('held')]]), sources: [{ objects: { acme__Thing__c: 'read' } }] },
      [
        'object:Lead:read required unmet OBJECT_PERMISSION_MISSING (Lead | read)',
        'object:acme__Thing__c:read required met GRANTED (acme__Thing__c read); from Sync',
        'userPermission:ApiEnabled required unmet USER_PERMISSION_MISSING (ApiEnabled label (ApiEnabled) | ApiEnabled)',
      ],
    ],
    [
      'a seat for what the user must not have',
      [at('required', object('acme__Thing__c', 'read'), { forbid: true })],
      { packages: new Map([['acme', seat('held')]]) },
      ['not:object:acme__Thing__c:read required met NOT_HELD (object:acme__Thing__c:read)'],
    ],
    [
      'a license that is held and that an object rests on, and its fields',
      [
        at('optional', object('acme__Thing__c', 'read')),
        at('recommended', needs.field('acme__Thing__c', 'Own__c')),
        needs.object('acme__Thing__c', 'delete'),
      ],
      {
        userLicense: 'Chatter Free',
        license: license('Chatter Free', {}),
        orgLicenses: known([license('AcmePsl', sold)]),
        permissionSetLicenses: known([license('AcmePsl', sold)]),
        sources: [{ objects: { acme__Thing__c: 'read' } }],
      },
      [
        'field:acme__Thing__c.Own__c:read recommended unmet FIELD_PERMISSION_MISSING (acme__Thing__c.Own__c | read | acme__Thing__c.Own__c)',
        'license:AcmePsl recommended met LICENSE_ASSIGNED (AcmePsl)',
        'object:acme__Thing__c:delete required impossible LICENSE_FORBIDS (acme__Thing__c | delete | Chatter Free)',
        'object:acme__Thing__c:read optional met GRANTED (acme__Thing__c read); from Sync',
      ],
    ],
    [
      'fields rest on what Read of their object rests on',
      [needs.field('acme__Thing__c', 'Own__c'), needs.field('acme__Thing__c', 'acme__A__c')],
      {
        userLicense: 'Chatter Free',
        license: license('Chatter Free', {}),
        orgLicenses: known([license('AcmePsl', sold)]),
        permissionSetLicenses: known([license('AcmePsl', sold)]),
      },
      [
        'field:acme__Thing__c.Own__c:read required unmet FIELD_PERMISSION_MISSING (acme__Thing__c.Own__c | read | acme__Thing__c.Own__c); waits for object:acme__Thing__c:read',
        'field:acme__Thing__c.acme__A__c:read required unmet FIELD_PERMISSION_MISSING (acme__Thing__c.acme__A__c | read | acme__Thing__c.acme__A__c); waits for object:acme__Thing__c:read',
        'license:AcmePsl required met LICENSE_ASSIGNED (AcmePsl)',
      ],
    ],
    [
      'View All Data rests on the licenses of packaged objects (fact B8)',
      [permission('ViewAllData')],
      {
        orgLicenses: known([license('AcmePsl', sold)]),
        permissionSetLicenses: known([license('AcmePsl', sold)]),
        sources: [{ permissions: ['ViewAllData'] }],
      },
      [
        'license:AcmePsl required met LICENSE_ASSIGNED (AcmePsl)',
        'userPermission:ViewAllData required met GRANTED (ViewAllData label (ViewAllData)); from Sync',
      ],
    ],
    [
      'and waits for one that is not held',
      [permission('ViewAllData')],
      { orgLicenses: known([license('AcmePsl', sold)]) },
      [
        'license:AcmePsl required unmet LICENSE_NEEDED (AcmePsl | AcmePsl | 4); to give AcmePsl',
        'userPermission:ViewAllData required unmet USER_PERMISSION_MISSING (ViewAllData label (ViewAllData) | ViewAllData); waits for license:AcmePsl; to give AcmePsl',
      ],
    ],
    [
      'two licenses would do: people choose',
      [object('acme__Thing__c', 'read')],
      {
        userLicense: 'Chatter Free',
        license: license('Chatter Free', {}),
        orgLicenses: known([license('AcmePsl', sold), license('OtherPsl', sold)]),
      },
      [
        'license:AcmePsl required unmet LICENSE_NEEDED (AcmePsl | AcmePsl | 4)',
        'license:OtherPsl required unmet LICENSE_NEEDED (OtherPsl | OtherPsl | 4)',
        'object:acme__Thing__c:read required unmet LICENSE_FIRST (acme__Thing__c | read); waits for license:AcmePsl; waits for license:OtherPsl',
      ],
    ],
    [
      'one license would do: a field waits by its object',
      [needs.field('acme__Thing__c', 'Own__c')],
      {
        userLicense: 'Chatter Free',
        license: license('Chatter Free', {}),
        orgLicenses: known([license('AcmePsl', sold)]),
      },
      [
        'field:acme__Thing__c.Own__c:read required unmet FIELD_PERMISSION_MISSING (acme__Thing__c.Own__c | read | acme__Thing__c.Own__c); waits for object:acme__Thing__c:read',
        'license:AcmePsl required unmet LICENSE_NEEDED (AcmePsl | AcmePsl | 4); to give AcmePsl',
      ],
    ],
    [
      'a license and a box',
      [object('Campaign', 'edit')],
      {
        flags: new Map([['marketinguser', known(false)]]),
        userLicense: 'Chatter Free',
        license: license('Chatter Free', {}),
        orgLicenses: known([license('CPsl', { campaign: ['edit'] })]),
      },
      [
        'license:CPsl required unmet LICENSE_NEEDED (CPsl | CPsl | 4); to give CPsl',
        'object:Campaign:edit required unmet OBJECT_PERMISSION_MISSING (Campaign | edit); waits for license:CPsl; waits for userFlag:MarketingUser; to give CPsl',
        'userFlag:MarketingUser required unmet USER_FLAG_OFF (MarketingUser | ann@example.com)',
      ],
    ],
    [
      'a license that has expired',
      [object('acme__Thing__c', 'read')],
      {
        userLicense: 'Chatter Free',
        license: license('Chatter Free', {}),
        orgLicenses: known([expired]),
        permissionSetLicenses: known([expired]),
        sources: [{ objects: { acme__Thing__c: 'read' } }],
      },
      [
        'license:AcmePsl required unmet LICENSE_EXPIRED (AcmePsl | AcmePsl)',
        'object:acme__Thing__c:read required unmet NO_EFFECT_WITHOUT_LICENSE (acme__Thing__c | read); waits for license:AcmePsl',
      ],
    ],
  ];
  for (const [title, all, spec, expected] of cases)
    it(title, () => {
      const one = user(spec);
      const requirements = all.map((need) => ('need' in need ? need : requirement(need)));
      const findings = evaluate(requirements, snapshot(one, schema(orgSchema)), one).filter(
        ({ kind }) => kind !== 'user',
      );
      const given = ({ remedy }: (typeof findings)[number]): string[] => [...(remedy?.licenses ?? [])];
      expect(
        findings.map((found) => [`${found.id} ${found.level} ${said(found)}`, ...given(found)].join('; to give ')),
      ).to.deep.equal(expected);
    });
});
