/** Packages for tests, written down short. */

import type { Caller, ObjectAccess, Org } from '../model/orgModel.js';
import { deploy } from './deploy.js';
import type { DeployMessage, DeployOptions, DeployOutcome } from './deploy.js';
import { writeManifest } from './packageXml.js';
import { writeXml } from './metadataXml.js';
import type { XmlOut } from './metadataXml.js';
import { writeZip } from './zipArchive.js';

export type Members = Record<string, readonly string[]>;

/** A package.xml for these components. */
export const manifest = (members: Members, version: number | undefined = 66): string =>
  writeManifest({ types: Object.entries(members).map(([name, names]) => ({ name, members: [...names] })), version });

export const defaults: DeployOptions = {
  allowMissingFiles: false,
  checkOnly: false,
  ignoreWarnings: false,
  rollbackOnError: true,
  singlePackage: true,
  testLevel: null,
};

/** Deploys files under a manifest. */
export const deployFiles = (
  org: Org,
  caller: Caller,
  members: Members,
  files: Record<string, string>,
  options: Partial<DeployOptions> & { version?: number } = {},
): DeployOutcome => {
  const { version, ...rest } = options;
  const all = new Map([['package.xml', manifest(members, version)], ...Object.entries(files)]);
  return deploy(org, caller, writeZip(all), { ...defaults, ...rest });
};

/** Texts of the failures, with the place where there is one. */
export const problems = ({ failures }: { failures: readonly DeployMessage[] }): string[] =>
  failures.map(
    ({ fullName, problem, lineNumber, columnNumber }) =>
      `${fullName}: ${problem ?? ''}${lineNumber === undefined ? '' : ` (${lineNumber}:${columnNumber ?? ''})`}`,
  );

const flags: Record<Exclude<ObjectAccess, 'viewAllFields'>, string> = {
  create: 'allowCreate',
  delete: 'allowDelete',
  edit: 'allowEdit',
  read: 'allowRead',
  modifyAllRecords: 'modifyAllRecords',
  viewAllRecords: 'viewAllRecords',
};

export type SetText = {
  label?: string;
  description?: string;
  license?: string;
  /** `Object.Field` -> `read` or `edit` */
  fields?: Record<string, 'read' | 'edit'>;
  /** object -> words of access, `viewAllFields` among them */
  objects?: Record<string, string>;
  permissions?: readonly string[];
  more?: readonly XmlOut[];
};

/** The file of a permission set. */
export const setFile = (set: SetText = {}): string => {
  const elements: XmlOut[] = [
    ...(set.description === undefined ? [] : [['description', set.description] as const]),
    ...Object.entries(set.fields ?? {}).map(([field, access]): XmlOut => [
      'fieldPermissions',
      [
        ['editable', access === 'edit'],
        ['field', field],
        ['readable', true],
      ],
    ]),
    ['label', set.label ?? 'Acme'],
    ...(set.license === undefined ? [] : [['license', set.license] as const]),
    ...Object.entries(set.objects ?? {}).map(([object, words]): XmlOut => [
      'objectPermissions',
      [
        ...Object.entries(flags).map(([word, tag]): XmlOut => [tag, words.split(' ').includes(word)]),
        ['object', object],
        ...(words.split(' ').includes('viewAllFields') ? [['viewAllFields', true] as const] : []),
      ],
    ]),
    ...(set.more ?? []),
    ...(set.permissions ?? []).map((name): XmlOut => [
      'userPermissions',
      [
        ['enabled', true],
        ['name', name],
      ],
    ]),
  ];
  return writeXml('PermissionSet', elements);
};

/** Deploys one permission set. */
export const deploySet = (
  org: Org,
  caller: Caller,
  set: SetText | string,
  options: Partial<DeployOptions> & { version?: number; name?: string } = {},
): DeployOutcome => {
  const { name = 'Acme', ...rest } = options;
  const file = typeof set === 'string' ? set : setFile(set);
  return deployFiles(org, caller, { PermissionSet: [name] }, { [`permissionsets/${name}.permissionset`]: file }, rest);
};
