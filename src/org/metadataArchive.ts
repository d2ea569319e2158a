import { Readable } from 'node:stream';
import { packageXml } from '../metadata/metadataPackage.js';
import type { MetadataPackage } from '../metadata/metadataPackage.js';

/** The package as an archive of Metadata API format. */
export const zipOf = async ({ members, files }: MetadataPackage, apiVersion: string): Promise<Buffer> => {
  const { default: JSZip } = await import('jszip');
  const zip = new JSZip();
  zip.file('package.xml', packageXml(members, apiVersion));
  for (const [path, content] of files) zip.file(path, content);
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
};

/** Bytes of all files of an archive together: ten thousand fields take a fifth of it. */
const maxUnpacked = 50_000_000;

/**
 * The files of an archive, as texts by path. Nothing is written anywhere, whatever the paths look like.
 * @throws Error where it is no archive, or unpacks to more than any retrieve
 */
export const unzip = async (archive: Buffer): Promise<Map<string, string>> => {
  const { default: JSZip } = await import('jszip');
  const zip = await JSZip.loadAsync(archive);
  const files = new Map<string, string>();
  let bytes = 0;
  for (const entry of Object.values(zip.files)) {
    if (entry.dir) continue;
    const chunks: Buffer[] = [];
    // Piece by piece: what an archive says of its size is not to be trusted.
    for await (const chunk of new Readable().wrap(entry.nodeStream())) {
      const piece = Buffer.from(chunk as Buffer);
      bytes += piece.length;
      if (bytes > maxUnpacked) throw new Error('The archive is too large.');
      chunks.push(piece);
    }
    files.set(entry.name, Buffer.concat(chunks).toString('utf8'));
  }
  return files;
};
