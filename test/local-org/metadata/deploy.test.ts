import { expect } from 'chai';

import type { Org, Row } from '../model/orgModel.js';
import { adminOf, testOrg } from '../permissions/testOrg.js';
import { rowsOf } from '../permissions/orgTables.js';
import { deploy } from './deploy.js';
import type { DeployOutcome } from './deploy.js';
import { defaults, deployFiles, manifest, problems, setFile } from './testPackages.js';
import { writeZip } from './zipArchive.js';

const good = setFile({ objects: { Account: 'read' } });
const bad = setFile({ objects: { Account: 'create' } });
const file = (name: string): string => `permissionsets/${name}.permissionset`;

describe('embedded org: deploys', () => {
  let org: Org;
  beforeEach(() => {
    org = testOrg();
  });
  const names = (): unknown[] =>
    rowsOf(org, 'PermissionSet')
      .filter((row: Row) => row['IsCustom'] === true)
      .map((row) => row['Name']);
  const state = (): string => JSON.stringify([[...org.tables].map(([name, rows]) => [name, [...rows]])]);
  const run = (zip: Map<string, string>, options: Partial<typeof defaults> = {}): DeployOutcome =>
    deploy(org, adminOf(org), writeZip(zip), { ...defaults, ...options });
  const two = { [file('Good')]: good, [file('Bad')]: bad };
  const both = { PermissionSet: ['Good', 'Bad'] };

  it('undoes everything when one component fails', () => {
    const before = state();
    const outcome = deployFiles(org, adminOf(org), both, two);
    expect(outcome).to.include({ status: 'Failed', total: 2 });
    expect(problems(outcome)).to.deep.equal(['Bad: Permission Create Account depends on permission(s): Read Account']);
    expect(outcome.successes.map(({ fullName }) => fullName)).to.deep.equal(['Good', 'package.xml']);
    expect(state()).to.equal(before);
  });

  it('keeps what succeeded without rollbackOnError', () => {
    const outcome = deployFiles(org, adminOf(org), both, two, { rollbackOnError: false });
    expect(outcome.status).to.equal('SucceededPartial');
    expect(names()).to.include('Good').and.not.to.include('Bad');
    const nothing = deployFiles(
      org,
      adminOf(org),
      { PermissionSet: ['Bad'] },
      { [file('Bad')]: bad },
      { rollbackOnError: false },
    );
    expect(nothing.status).to.equal('Failed');
  });

  for (const [what, members, files, status] of [
    ['what would succeed', { PermissionSet: ['Good'] }, { [file('Good')]: good }, 'Succeeded'],
    ['what would fail', { PermissionSet: ['Bad'] }, { [file('Bad')]: bad }, 'Failed'],
  ] as const) {
    it(`changes nothing when it only checks ${what}`, () => {
      const before = state();
      const outcome = deployFiles(org, adminOf(org), members, files, { checkOnly: true });
      expect(outcome.status).to.equal(status);
      expect(state()).to.equal(before);
    });
  }

  it('takes everything of a type that the manifest names with a star', () => {
    const files = { [file('A')]: good, [file('B')]: good };
    expect(deployFiles(org, adminOf(org), { PermissionSet: ['*'] }, files).status).to.equal('Succeeded');
    expect(names()).to.include.members(['A', 'B']);
  });

  it('reads a package in a folder of the archive, and shows that folder in file names', () => {
    const zip = new Map([
      ['zip/package.xml', manifest({ PermissionSet: ['Good'] })],
      [`zip/${file('Good')}`, good],
    ]);
    expect(run(zip, { singlePackage: false }).successes.map(({ fileName }) => fileName)).to.deep.equal([
      `zip/${file('Good')}`,
      'zip/package.xml',
    ]);
  });

  const packages: Array<[string, Array<[string, string]>, string, Partial<typeof defaults>?]> = [
    ['no manifest', [[file('Good'), good]], 'package.xml: No package.xml found'],
    [
      'a manifest at the top without singlePackage',
      [
        ['package.xml', manifest({ PermissionSet: ['Good'] })],
        [file('Good'), good],
      ],
      'package.xml: No package.xml found',
      { singlePackage: false },
    ],
    [
      'a component without file',
      [['package.xml', manifest({ PermissionSet: ['Good'] })]],
      "Good: An object 'Good' of type PermissionSet was named in package.xml, but was not found in zipped directory",
    ],
    [
      'a file that nobody named',
      [
        ['package.xml', manifest({})],
        [file('Good'), good],
      ],
      'Good: Not in package.xml',
    ],
    [
      'an unknown type',
      [['package.xml', manifest({ Nonsense: ['*'] })]],
      "package.xml: Unknown type name 'Nonsense' specified in package.xml",
    ],
    [
      'a manifest that is no XML',
      [['package.xml', 'oops']],
      'package.xml: Error parsing file: Content is not allowed in prolog. (1:1)',
    ],
  ];
  for (const [what, files, problem, options] of packages) {
    it(`refuses ${what}`, () => {
      const before = state();
      const outcome = run(new Map(files), options);
      expect(outcome.status).to.equal('Failed');
      expect(problems(outcome)).to.deep.equal([problem]);
      expect(state()).to.equal(before);
    });
  }

  it('refuses what is no archive', () => {
    const outcome = deploy(org, adminOf(org), Buffer.from('nonsense'), defaults);
    expect(problems(outcome)).to.deep.equal(['package.xml: not a zip archive']);
  });

  it('lets files be missing when told so', () => {
    const members = { PermissionSet: ['Good', 'Gone'] };
    const outcome = deployFiles(org, adminOf(org), members, { [file('Good')]: good }, { allowMissingFiles: true });
    expect(outcome).to.include({ status: 'Succeeded', total: 1 });
  });

  it('deploys sets before the groups that hold them, whatever the order of the manifest', () => {
    const group = '<PermissionSetGroup><label>All</label><permissionSets>Good</permissionSets></PermissionSetGroup>';
    const outcome = deployFiles(
      org,
      adminOf(org),
      { PermissionSetGroup: ['All'], PermissionSet: ['Good'] },
      { 'permissionsetgroups/All.permissionsetgroup': group, [file('Good')]: good },
    );
    expect(problems(outcome)).to.deep.equal([]);
    expect(rowsOf(org, 'PermissionSetGroupComponent')).to.have.length(1);
  });
});
