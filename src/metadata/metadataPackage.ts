import { metadataNamespace, xmlDeclaration } from './metadataXml.js';

/** A package of Metadata API format: component names by metadata type, and file contents by path. */
export type MetadataPackage = {
  readonly members: Readonly<Record<string, readonly string[]>>;
  readonly files: ReadonlyMap<string, string>;
};

/** API names alone stand in a package; everything else would be a mistake of ours. */
const safe = (name: string): string => name.replace(/[^\w.]/g, '');

/** The text of package.xml. Types without components are left out. */
export const packageXml = (members: MetadataPackage['members'], apiVersion: string): string => {
  const types = Object.entries(members)
    .filter(([, names]) => names.length > 0)
    .map(([type, names]) => {
      const lines = names.map((name) => `        <members>${safe(name)}</members>\n`).join('');
      return `    <types>\n${lines}        <name>${type}</name>\n    </types>\n`;
    });
  const open = `${xmlDeclaration}\n<Package xmlns="${metadataNamespace}">\n`;
  return `${open}${types.join('')}    <version>${apiVersion}</version>\n</Package>\n`;
};
