import { expect } from 'chai';
import type { Holder } from '../../../src/access/holder.js';
import { canBeAssigned, doubtOf, heldBy, isNotInOrg, lifterOf } from '../../../src/access/heldLicenses.js';
import { objectCeiling, objectCeilingOfSet, permissionCeiling } from '../../../src/access/licenseCeiling.js';
import type { Ceiling, ObjectEntry } from '../../../src/access/licenseCeiling.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { License, LicenseStanding, OrgSchema } from '../../../src/access/snapshot.js';
import { license } from '../support/licenses.js';
import { notRead, schema, user } from '../support/snapshot.js';
import { doubtful, lacked, lifter, lifterName, on } from './support/licenses.js';

const read = (sobject: string): ObjectEntry => on(sobject) as ObjectEntry;
const unread = gap('INCOMPLETE_ROWS', 'ObjectRows', '').gap;

describe('what one license says of an object', () => {
  const telling = (more: Partial<License> = {}): License => ({
    ...license('CRM', { objects: { Account: 'read', acme__Signal__c: 'read' } }),
    ...more,
  });
  const rows: ReadonlyArray<readonly [title: string, scene: () => License, entry: ObjectEntry, expected: Ceiling]> = [
    ['a row with the access allows it', telling, read('Account'), 'allows'],
    ['a row without it forbids it', telling, { ...read('Account'), access: 'edit' }, 'forbids'],
    ['no row forbids it where all objects were asked', telling, read('Lead'), 'forbids'],
    ['and where this one was', () => telling({ onlyOf: new Set(['lead']) }), read('Lead'), 'forbids'],
    [
      'no row says nothing of an object that was not asked',
      () => telling({ onlyOf: new Set(['case']) }),
      read('Lead'),
      'silent',
    ],
    [
      'packaged objects were asked in any case',
      () => telling({ onlyOf: new Set() }),
      read('acme__Other__c'),
      'forbids',
    ],
    ['a row tells, asked or not', () => telling({ onlyOf: new Set() }), read('Account'), 'allows'],
    ['no objects, nothing told', () => license('Quiet'), read('Account'), 'silent'],
    [
      'an answer lacked them',
      () => telling({ untold: { objects: unread, userPermissions: new Map() } }),
      read('Account'),
      unread,
    ],
    [
      'an answer lacked something else',
      () => telling({ untold: { userPermissions: new Map() } }),
      read('Account'),
      'allows',
    ],
  ];
  for (const [title, scene, entry, expected] of rows)
    it(title, () => {
      expect(objectCeiling(scene(), entry)).to.deep.equal(expected);
    });
});

describe('what a permission set license without any row says of an object', () => {
  const quiet = (): License => license('Quiet');
  const allowing = (): License => license('CRM', { objects: { Account: 'read' } });
  const forbidding = (): License => license('Desk', { objects: {} });
  const rows: ReadonlyArray<
    readonly [title: string, org: () => Holder['user']['orgLicenses'], one: () => License, expected: Ceiling]
  > = [
    ['nothing where no other license tells', () => known([quiet()]), quiet, 'silent'],
    ['nothing where nobody could read the others', () => notRead, quiet, 'silent'],
    ['that it forbids it, where another allows it', () => known([quiet(), allowing()]), quiet, 'forbids'],
    ['that it forbids it, where another forbids it', () => known([quiet(), forbidding()]), quiet, 'forbids'],
    [
      'nothing where another would tell, had it been asked',
      () => known([{ ...forbidding(), onlyOf: new Set<string>() }]),
      quiet,
      'silent',
    ],
    [
      'one with rows, of which this object was not asked, says nothing whatever others tell',
      () => known([allowing()]),
      () => ({ ...forbidding(), onlyOf: new Set<string>() }),
      'silent',
    ],
    ['one with a row says what that says', () => known([forbidding(), quiet()]), allowing, 'allows'],
    [
      'one that an answer lacked stays open whatever others tell',
      () => known([allowing()]),
      () => ({ ...quiet(), untold: { objects: unread, userPermissions: new Map() } }),
      unread,
    ],
  ];
  for (const [title, org, one, expected] of rows)
    it(title, () => {
      expect(objectCeilingOfSet(user({ orgLicenses: org() }), one(), read('Account'))).to.deep.equal(expected);
    });
});

describe('what a license says of a user permission', () => {
  const telling = (): License => license('CRM', { permissions: ['RunReports'] });
  const rows: ReadonlyArray<
    readonly [title: string, one: () => License, name: string, expected: Ceiling, ofOrg?: () => Partial<OrgSchema>]
  > = [
    ['it allows it', telling, 'RUNREPORTS', 'allows'],
    ['it does not', telling, 'ViewSetup', 'forbids'],
    ['licenses have no column for it', telling, 'Strange', 'silent'],
    [
      'nobody could read which columns they have',
      telling,
      'RunReports',
      'silent',
      () => ({ licenseCeilingColumns: notRead }),
    ],
    ['it tells of no user permission', () => license('Quiet'), 'RunReports', 'silent'],
    [
      'an answer lacked it',
      () => ({ ...telling(), untold: { userPermissions: new Map([['runreports', unread]]) } }),
      'RunReports',
      unread,
    ],
    [
      'an answer lacked another',
      () => ({ ...telling(), untold: { userPermissions: new Map([['viewsetup', unread]]) } }),
      'RunReports',
      'allows',
    ],
  ];
  for (const [title, one, name, expected, ofOrg] of rows)
    it(title, () => {
      expect(permissionCeiling(schema(ofOrg?.()), one(), name)).to.deep.equal(expected);
    });
});

describe('whether a license is in force and can be given', () => {
  const seats = (used: number): LicenseStanding['seats'] => known({ total: 5, used });
  const standing = (force: LicenseStanding['force'], left: LicenseStanding['seats']): License => ({
    ...license('CRM'),
    standing: { force, seats: left },
  });
  const unasked = (): License => license('CRM', { force: null });
  const seatsLacked = gap('INCOMPLETE_ROWS', 'PermissionSetLicense', 'UsedLicenses');
  type Said = { doubt?: unknown; notInOrg?: true; held: 'inForce' | 'doubtful' | 'neither'; canBeAssigned: boolean };
  const rows: ReadonlyArray<readonly [title: string, scene: () => License, expected: Said]> = [
    ['nobody asked', unasked, { held: 'inForce', canBeAssigned: true }],
    ['in force, with a seat', () => standing(known('inForce'), seats(4)), { held: 'inForce', canBeAssigned: true }],
    [
      'in force, all seats taken',
      () => standing(known('inForce'), seats(5)),
      { held: 'inForce', canBeAssigned: false },
    ],
    [
      'in force, seats not told',
      () => standing(known('inForce'), seatsLacked),
      { doubt: seatsLacked.gap, held: 'inForce', canBeAssigned: true },
    ],
    [
      'in force, seats not readable',
      () => standing(known('inForce'), notRead),
      { held: 'inForce', canBeAssigned: true },
    ],
    ['expired, with a seat', () => standing(known('expired'), seats(1)), { held: 'neither', canBeAssigned: false }],
    [
      'disabled, seats not told',
      () => standing(known('disabled'), seatsLacked),
      { held: 'neither', canBeAssigned: false },
    ],
    [
      'never given to the org',
      () => standing(known('notInOrg'), seats(5)),
      { notInOrg: true, held: 'neither', canBeAssigned: false },
    ],
    [
      'not told whether it is in force',
      () => doubtful(license('CRM')),
      { doubt: lacked.gap, held: 'doubtful', canBeAssigned: true },
    ],
    [
      'not told, and neither are the seats',
      () => standing(lacked, seatsLacked),
      { doubt: lacked.gap, held: 'doubtful', canBeAssigned: true },
    ],
    ['not readable', () => standing(notRead, seats(5)), { held: 'doubtful', canBeAssigned: false }],
  ];
  for (const [title, scene, expected] of rows)
    it(title, () => {
      const one = scene();
      const { inForce, doubtful: open } = heldBy(user({ permissionSetLicenses: known([one]) }));
      const held = open.length > 0 ? 'doubtful' : 'neither';
      expect({
        ...(doubtOf(one) === undefined ? {} : { doubt: doubtOf(one) }),
        ...(isNotInOrg(one) ? { notInOrg: true } : {}),
        held: inForce.length > 0 ? 'inForce' : held,
        canBeAssigned: canBeAssigned(one),
      }).to.deep.equal(expected);
    });

  it('the license of integration users is told as the org tells it, or by its name alone', () => {
    const bare = { id: null, name: lifterName, label: lifterName, objects: null, userPermissions: null };
    const own = { ...lifter({ objects: {} }), name: lifterName.toUpperCase() };
    expect(lifterOf({ orgLicenses: known([license('CRM'), own]) })).to.deep.equal(own);
    expect(lifterOf({ orgLicenses: notRead })).to.deep.equal(bare);
    const neverGiven = { force: known('notInOrg'), seats: known({ total: 0, used: 0 }) };
    expect(lifterOf({ orgLicenses: known([license('CRM')]) })).to.deep.equal({ ...bare, standing: neverGiven });
  });
});
