import { writeField, writeObject } from './customObjectFile.js';
import type { DeployContext, ComponentType, WriteResult } from './componentType.js';
import { findComponentType, componentTypes } from './componentTypeList.js';
import { readManifest } from './packageXml.js';
import type { Manifest } from './packageXml.js';
import { childrenNamed, isTrueChild, textOfChild } from './elementShape.js';
import { MetadataProblem, parseXml } from './metadataXml.js';
import type { XmlElement } from './metadataXml.js';

/** One component of a deploy and how it is done; `run` throws MetadataProblem or OrgError. */
export type PlannedComponent = {
  componentType: string;
  fullName: string;
  fileName: string;
  deleted: boolean;
  run: (context: DeployContext) => WriteResult;
};

/** The components of a package in the order in which the platform deploys them: objects, fields, sets, groups. */
export type Plan = { components: PlannedComponent[]; manifestFile: string; version: number | undefined };

type Files = ReadonlyMap<string, Buffer>;
type Selected = { manifest: Manifest; folder: string; files: Files };

const objectFile = /^objects\/(.+)\.object$/;

/**
 * Reads a package: its manifest, and the files that it names. A component that is named without a file, and a file that
 * is not named, become components that fail. The package may lie in a folder, if that is the only one in the archive.
 *
 * @throws MetadataProblem when there is no manifest that can be read
 */
export const planOf = (files: Files, singlePackage: boolean): Plan => {
  const manifestFile = [...files.keys()].find((path) => /^(?:[^/]+\/)?package\.xml$/.test(path));
  if (manifestFile === undefined) throw new MetadataProblem('No package.xml found');
  // Without singlePackage each folder of the archive is a package and package.xml cannot be at the top; one is read
  // here.
  const folder = manifestFile.slice(0, -'package.xml'.length);
  if (folder === '' && !singlePackage) throw new MetadataProblem('No package.xml found');
  const manifest = readManifest(fileText(files, manifestFile));
  const own = new Map([...files].filter(([path]) => path.startsWith(folder) && path !== manifestFile));
  const selected: Selected = { manifest, folder, files: own };
  const components = [
    ...manifest.types
      .filter(({ name }) => findComponentType(name) === undefined)
      .map(({ name }) => unknownType(manifestFile, name)),
    ...deletions(selected, 'destructiveChangesPre.xml'),
    ...deletions(selected, 'destructiveChanges.xml'),
    ...plannedObjects(selected),
    ...componentTypes.flatMap((type) => plannedRecords(selected, type)),
    ...deletions(selected, 'destructiveChangesPost.xml'),
  ];
  const planned = new Set(components.map(({ fileName }) => fileName));
  const unnamed = [...own.keys()]
    .filter((path) => !planned.has(path) && !/\/?destructiveChanges\w*\.xml$/.test(path))
    .map((path) => notInManifest(folder, path));
  return { components: [...components, ...unnamed], manifestFile, version: manifest.version };
};

const fileText = (files: Files, path: string): string => (files.get(path) ?? Buffer.alloc(0)).toString('utf8');

const failingComponent = (
  componentType: string,
  fullName: string,
  fileName: string,
  problem: string,
): PlannedComponent => ({
  componentType,
  fullName,
  fileName,
  deleted: false,
  run: () => {
    throw new MetadataProblem(problem);
  },
});

const unknownType = (manifestFile: string, name: string): PlannedComponent =>
  failingComponent('', 'package.xml', manifestFile, `Unknown type name '${name}' specified in package.xml`);

const missing = ({ folder }: Selected, type: string, name: string): PlannedComponent =>
  failingComponent(
    type,
    name,
    `${folder}package.xml`,
    `An object '${name}' of type ${type} was named in package.xml, but was not found in zipped directory`,
  );

const notInManifest = (folder: string, path: string): PlannedComponent => {
  const [, name = path] = /([^/]+?)(?:\.[^./]+)?$/.exec(path.slice(folder.length)) ?? [];
  const type = [...componentTypes].find(({ directory }) => path.startsWith(`${folder}${directory}/`))?.name;
  return failingComponent(
    type ?? (path.startsWith(`${folder}objects/`) ? 'CustomObject' : ''),
    name,
    path,
    'Not in package.xml',
  );
};

const membersOf = ({ manifest }: Selected, type: string): string[] =>
  manifest.types.filter(({ name }) => name === type).flatMap(({ members }) => members);

const plannedRecords = (selected: Selected, type: ComponentType): PlannedComponent[] => {
  const { files, folder } = selected;
  const members = membersOf(selected, type.name);
  const pathOf = (name: string): string => `${folder}${type.directory}/${name}.${type.suffix}`;
  const present = [...files.keys()]
    .filter((path) => path.startsWith(`${folder}${type.directory}/`) && path.endsWith(`.${type.suffix}`))
    .map((path) => path.slice(`${folder}${type.directory}/`.length, -type.suffix.length - 1));
  const names = members.includes('*') ? present : members;
  return [...new Set(names)].map((fullName): PlannedComponent => {
    const fileName = pathOf(fullName);
    if (!files.has(fileName)) return missing(selected, type.name, fullName);
    const run = (context: DeployContext): WriteResult =>
      type.write(context, fullName, rootOf(fileText(files, fileName), type.name));
    return { componentType: type.name, fullName, fileName, deleted: false, run };
  });
};

const rootOf = (source: string, name: string): XmlElement => {
  const root = parseXml(source);
  if (root.name === name) return root;
  throw new MetadataProblem(`Error parsing file: The root element is ${root.name} instead of ${name}`, root.place);
};

/** Objects that are named, and fields that are named or belong to a named object. */
const plannedObjects = (selected: Selected): PlannedComponent[] => {
  const { files, folder } = selected;
  const objects = membersOf(selected, 'CustomObject');
  const fields = membersOf(selected, 'CustomField');
  const found = new Set<string>();
  const objectLevel: PlannedComponent[] = [];
  const fieldLevel: Array<PlannedComponent & { tracks: boolean }> = [];
  for (const fileName of files.keys()) {
    const [, name] = objectFile.exec(fileName.slice(folder.length)) ?? [];
    if (name === undefined) continue;
    let file: XmlElement;
    try {
      file = rootOf(fileText(files, fileName), 'CustomObject');
    } catch (error) {
      if (!(error instanceof MetadataProblem)) throw error;
      const run = (): WriteResult => {
        throw error;
      };
      objectLevel.push({ componentType: 'CustomObject', fullName: name, fileName, deleted: false, run });
      continue;
    }
    const whole = objects.includes(name) || objects.includes('*');
    if (whole) {
      found.add(name);
      const run = (context: DeployContext): WriteResult => writeObject(context, name, file);
      objectLevel.push({ componentType: 'CustomObject', fullName: name, fileName, deleted: false, run });
    }
    for (const element of childrenNamed(file, 'fields')) {
      const fullName = `${name}.${textOfChild(element, 'fullName') ?? ''}`;
      if (!whole && !fields.includes(fullName)) continue;
      found.add(fullName);
      const run = (context: DeployContext): WriteResult => writeField(context, name, element);
      const tracks = isTrueChild(element, 'trackHistory');
      fieldLevel.push({ componentType: 'CustomField', fullName, fileName, deleted: false, run, tracks });
    }
  }
  const absent = [
    ...objects
      .filter((name) => name !== '*' && !found.has(name))
      .map((name) => missing(selected, 'CustomObject', name)),
    ...fields.filter((name) => !found.has(name)).map((name) => missing(selected, 'CustomField', name)),
  ];
  // Fields that stop being tracked come first: only the number of fields tracked in the end is limited (fact F14).
  const inOrder = [...fieldLevel].sort((a, b) => Number(a.tracks) - Number(b.tracks));
  return [...absent, ...objectLevel, ...inOrder];
};

/** What a destructive manifest deletes. Components that are not there are a warning, not an error. */
const deletions = ({ folder, files }: Selected, name: string): PlannedComponent[] => {
  const fileName = `${folder}${name}`;
  if (!files.has(fileName)) return [];
  return readManifest(fileText(files, fileName)).types.flatMap((entry) => {
    const type = componentTypes.find((known) => known.name === entry.name);
    return entry.members.map((fullName): PlannedComponent => {
      if (type === undefined)
        return failingComponent(entry.name, fullName, fileName, `${entry.name} cannot be deleted here`);
      const run = (context: DeployContext): WriteResult => {
        const id = type.remove(context, fullName);
        if (id === undefined) throw new NothingToDelete(type.name, fullName);
        return { id, created: false, changed: true };
      };
      return { componentType: type.name, fullName, fileName, deleted: true, run };
    });
  });
};

/** Thrown where there is nothing to delete; the result is a warning on the manifest. */
export class NothingToDelete extends Error {
  public constructor(type: string, fullName: string) {
    super(`No ${type} named: ${fullName} found`);
  }
}
