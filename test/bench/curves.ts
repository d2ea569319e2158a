/** The curves: what grows, and the command that is run at each point. */
import {
  crowdUsername,
  fieldOrg,
  holderOrg,
  objectOrg,
  objectUser,
  permissionSetOrg,
  userOrg,
  wideOrgOf,
  writeWideDefinition,
  writeFieldDefinition,
} from './curveOrgs.js';
import type { Step } from './measure.js';
import type { OrgOptions } from './orgHost.js';
import type { Orgs, RemoteOrg } from './orgs.js';
import type { Place } from './place.js';

export type CurvePointJob = { number: number; org: RemoteOrg; step: Step };
export type Curve = {
  id: 'permissionSets' | 'fields' | 'users' | 'objects' | 'surplus' | 'monitor' | 'who' | 'pages';
  title: string;
  /** What is counted along it. */
  unit: string;
  points: readonly CurvePointJob[];
};

const sets = [10, 30, 100, 300, 1000];
const fields = [50, 100, 300, 1000, 3000, 10_000];
const users = [1, 3, 10, 30, 100, 300, 500];
const objects = 3000;
const surplusSets = [10, 30, 100, 300];
const watched = [1, 10, 100];
const holders = [100, 2000, 20_000];
/** Permission sets with 300 fields of each of four objects: their rows page side by side. */
const wideSets = [1, 4, 12];

const check = (org: string, more: readonly string[], exit: number): Step => ({
  args: ['integration', 'check', '-o', org, ...more, '--json'],
  exit,
});

const vendor = ['-i', 'hg-insights'];

/** Opens the orgs of the curves and logs their administrators in. */
export const openCurves = async (orgs: Orgs, place: Place): Promise<Curve[]> => {
  const open = async (key: string, domain: string, options: Omit<OrgOptions, 'logins'>): Promise<RemoteOrg> => {
    const administrator = `admin@${domain}`;
    const org = await orgs.open(key, { ...options, logins: [administrator] });
    await place.logIn(org, administrator, key);
    return org;
  };
  const setOrg = await open('sets', 'sets.example.com', { scenario: 'default', overrides: permissionSetOrg(sets) });
  const wideOrg = await open('fields', 'fields.example.com', {
    scenario: 'many-sets',
    overrides: fieldOrg(Math.max(...fields)),
  });
  const crowdOrg = await open('crowd', 'crowd.example.com', {
    scenario: 'default',
    overrides: userOrg(Math.max(...users)),
  });
  const smallOrg = await open('small', 'small.example.com', {
    scenario: 'many-sets',
    overrides: objectOrg(0, 'small.example.com'),
  });
  const largeOrg = await open('large', 'large.example.com', {
    scenario: 'many-sets',
    overrides: objectOrg(objects - smallOrg.objects, 'large.example.com'),
  });
  const pageOrg = await open('pages', 'pages.example.com', { scenario: 'many-sets', overrides: wideOrgOf(wideSets) });
  const pageDefinition = await writeWideDefinition(place.home);
  const holderOrgs: RemoteOrg[] = [];
  for (const number of holders)
    holderOrgs.push(
      await open(`who${number}`, `who${number}.example.com`, { scenario: 'default', overrides: holderOrg(number) }),
    );
  const definitions = await Promise.all(fields.map((number) => writeFieldDefinition(place.home, number)));
  return [
    {
      id: 'permissionSets',
      title: 'Permission sets of the user',
      unit: 'sets',
      points: sets.map((number) => ({
        number,
        org: setOrg,
        step: check('sets', [...vendor, '-u', `sets${number}@sets.example.com`], 1),
      })),
    },
    {
      id: 'fields',
      title: 'Fields in the definition',
      unit: 'fields',
      points: fields.map((number, index) => ({
        number,
        org: wideOrg,
        step: check('fields', ['-i', definitions[index] ?? '', '-u', 'wide@fields.example.com'], 0),
      })),
    },
    {
      id: 'users',
      title: 'Users in one run',
      unit: 'users',
      points: users.map((number) => ({
        number,
        org: crowdOrg,
        step: check(
          'crowd',
          [...vendor, ...Array.from({ length: number }, (_, index) => ['-u', crowdUsername(index + 1)]).flat()],
          1,
        ),
      })),
    },
    {
      id: 'objects',
      title: 'Objects in the org',
      unit: 'objects',
      points: [
        {
          number: smallOrg.objects,
          org: smallOrg,
          step: check('small', [...vendor, '-u', `${objectUser}@small.example.com`], 1),
        },
        {
          number: largeOrg.objects,
          org: largeOrg,
          step: check('large', [...vendor, '-u', `${objectUser}@large.example.com`], 1),
        },
      ],
    },
    {
      id: 'pages',
      title: 'Permission sets with 300 fields of each of four objects',
      unit: 'sets',
      points: wideSets.map((number) => ({
        number,
        org: pageOrg,
        step: check('pages', ['-i', pageDefinition, '-u', `wide${number}@pages.example.com`], 0),
      })),
    },
    {
      id: 'surplus',
      title: 'Permission sets of the user, `check --surplus`',
      unit: 'sets',
      points: surplusSets.map((number) => ({
        number,
        org: setOrg,
        step: check('sets', [...vendor, '-u', `sets${number}@sets.example.com`, '--surplus'], 1),
      })),
    },
    {
      id: 'monitor',
      title: 'Users in one run of `monitor`',
      unit: 'users',
      points: watched.map((number) => ({
        number,
        org: crowdOrg,
        step: {
          args: [
            ...['integration', 'monitor', '-o', 'crowd', ...vendor, '--state-dir', `watched${number}`, '--json'],
            ...Array.from({ length: number }, (_, index) => ['-u', crowdUsername(index + 1)]).flat(),
          ],
          exit: 1,
        },
      })),
    },
    {
      id: 'who',
      title: 'Users who hold a permission, `explain --who`',
      unit: 'users',
      points: holders.map((number, at) => ({
        number,
        org: holderOrgs[at] ?? smallOrg,
        step: {
          args: ['integration', 'explain', '--who', '--permission', 'ApiEnabled', '-o', `who${number}`, '--json'],
          exit: 0,
        },
      })),
    },
  ];
};
