import { checkShape, childrenNamed, textOfChild } from './elementShape.js';
import type { Shape } from './elementShape.js';
import { MetadataProblem, parseXml, writeXml } from './metadataXml.js';
import type { XmlElement } from './metadataXml.js';

/** A manifest: which components, and the API version in whose words they are written. */
export type Manifest = { types: Array<{ name: string; members: string[] }>; version: number | undefined };

const packageShape: Shape = {
  name: 'Package',
  elements: {
    apiAccessLevel: { content: 'string' },
    description: { content: 'string' },
    fullName: { content: 'string' },
    namespacePrefix: { content: 'string' },
    postInstallClass: { content: 'string' },
    types: {
      content: {
        name: 'PackageTypeMembers',
        elements: { members: { content: 'string', many: true }, name: { content: 'string', required: true } },
      },
      many: true,
    },
    version: { content: 'string' },
  },
};

/** Reads a package.xml or destructiveChanges.xml. Throws MetadataProblem. */
export const readManifest = (source: string): Manifest => {
  const root = parseXml(source);
  if (root.name !== 'Package') throw new MetadataProblem('Error parsing file: package.xml must hold a Package');
  return manifestOf(root);
};

/** The same of an element, e.g. of the `unpackaged` of a retrieve request. */
export const manifestOf = (root: XmlElement): Manifest => {
  checkShape(root, packageShape, Number.POSITIVE_INFINITY);
  const version = textOfChild(root, 'version');
  return {
    types: childrenNamed(root, 'types').map((type) => ({
      name: textOfChild(type, 'name') ?? '',
      members: childrenNamed(type, 'members').map(({ text }) => text),
    })),
    version: version === undefined ? undefined : Number(version),
  };
};

/** A package.xml as it is retrieved. */
export const writeManifest = ({ types, version }: Manifest): string =>
  writeXml('Package', [
    ...types.map(
      ({ name, members }) =>
        ['types', [...members.map((member) => ['members', member] as const), ['name', name]]] as const,
    ),
    ...(version === undefined ? [] : [['version', version.toFixed(1)] as const]),
  ]);
