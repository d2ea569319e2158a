import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import type { InspectedUser, PackageSeat } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { requirement, schema, snapshot, user } from '../support/snapshot.js';

const seat = (state: PackageSeat['state']) => new Map([['acme', known({ state, allowed: 5, used: 5 })]]);
const installed = known(new Set(['acme']));
const unread = gap('NOT_AUTHORISED', 'PackageLicense', '');
const objects = known(new Map([['acme__signal__c', 'acme__Signal__c']]));

type Case = {
  is: string;
  user?: Partial<Pick<InspectedUser, 'installedPackages' | 'packages'>>;
  hasObject?: true;
  more?: Partial<Requirement>;
  package: string;
  seat: string;
};

const cases: Case[] = [
  {
    is: 'licensed for the whole org',
    user: { installedPackages: installed },
    package: 'met PACKAGE_INSTALLED',
    seat: 'met PACKAGE_LICENSED_FOR_ALL',
  },
  {
    is: 'a seat',
    user: { installedPackages: installed, packages: seat('held') },
    package: 'met PACKAGE_INSTALLED',
    seat: 'met PACKAGE_SEAT_HELD',
  },
  {
    is: 'no seat',
    user: { installedPackages: installed, packages: seat('missing') },
    package: 'met PACKAGE_INSTALLED',
    seat: 'unmet PACKAGE_SEAT_MISSING',
  },
  {
    is: 'expired',
    user: { installedPackages: installed, packages: seat('expired') },
    package: 'met PACKAGE_INSTALLED',
    seat: 'unmet PACKAGE_EXPIRED',
  },
  {
    is: 'seats that could not be read',
    user: { installedPackages: installed, packages: new Map([['acme', unread]]) },
    package: 'met PACKAGE_INSTALLED',
    seat: 'unknown NOT_READABLE',
  },
  {
    is: 'not installed',
    user: { installedPackages: known(new Set()) },
    package: 'unmet PACKAGE_NOT_INSTALLED',
    seat: 'unmet PACKAGE_NOT_INSTALLED',
  },
  {
    is: 'not installed, ifPresent',
    user: { installedPackages: known(new Set()) },
    more: { ifPresent: true },
    package: 'notApplicable NOT_IN_THIS_ORG',
    seat: 'notApplicable NOT_IN_THIS_ORG',
  },
  {
    is: 'not told',
    user: { installedPackages: unread },
    package: 'unknown NOT_READABLE',
    seat: 'unknown NOT_READABLE',
  },
  {
    is: 'not told, and an object of it is there',
    user: { installedPackages: unread },
    hasObject: true,
    package: 'met PACKAGE_INSTALLED',
    seat: 'unknown NOT_READABLE',
  },
  { is: 'users who look at themselves', package: 'unknown NOT_VISIBLE_TO_SELF', seat: 'unknown NOT_VISIBLE_TO_SELF' },
];

describe('package', () => {
  for (const one of cases)
    for (const ofSeat of [false, true]) {
      const said = ofSeat ? one.seat : one.package;
      it(`${ofSeat ? 'a seat of it' : 'it'}, ${one.is}: ${said}`, () => {
        const inspected = { ...user(), ...one.user };
        const org = schema(one.hasObject ? { permissionableObjects: objects } : {});
        const need = { kind: 'package', namespace: 'Acme', seat: ofSeat } as const;
        const found = evaluate([requirement(need, one.more)], snapshot(inspected, org), inspected).find(
          ({ kind }) => kind === 'package',
        );
        expect(`${found?.status} ${found?.code}`).to.equal(said);
        expect(found?.id).to.equal(ofSeat ? 'packageSeat:Acme' : 'package:Acme');
        expect(found?.remedy ?? null, 'for people').to.equal(null);
      });
    }
});
