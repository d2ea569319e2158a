/** Reads and writes the zip archives of the Metadata API (no encryption, no zip64, no split files). */

import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endOfCentralDirectory = 0x06054b50;
const stored = 0;
const deflated = 8;

/**
 * The files of an archive by path, in the order of its directory; folders are left out.
 *
 * @throws Error when the bytes are no zip archive, or one of a kind that is not read here
 */
export const readZip = (bytes: Buffer): Map<string, Buffer> => {
  const end = bytes.lastIndexOf(signature(endOfCentralDirectory));
  if (end < 0 || end + 22 > bytes.length) throw new Error('not a zip archive');
  const files = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== centralHeader) throw new Error('damaged zip directory');
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    if (!name.endsWith('/')) files.set(name, contentAt(bytes, at));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
};

/**
 * The content of a file whose directory entry starts at `entry`; sizes are read there, since streamed files have none
 * before.
 */
const contentAt = (bytes: Buffer, entry: number): Buffer => {
  const method = bytes.readUInt16LE(entry + 10);
  const size = bytes.readUInt32LE(entry + 20);
  const header = bytes.readUInt32LE(entry + 42);
  if (bytes.readUInt32LE(header) !== localHeader) throw new Error('damaged zip file header');
  const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
  const packed = bytes.subarray(start, start + size);
  if (method === stored) return Buffer.from(packed);
  if (method !== deflated) throw new Error(`compression method ${method} is not supported`);
  const content = inflateRawSync(packed);
  if (crc32(content) !== bytes.readUInt32LE(entry + 16)) throw new Error('checksum of a zip file is wrong');
  return content;
};

/** Packs files into an archive, in the order given. The same files give the same bytes. */
export const writeZip = (files: ReadonlyMap<string, Buffer | string>): Buffer => {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of files) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const name = Buffer.from(path, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    // Bit 11: names are UTF-8.
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(deflated, 4);
    // 1 January 1980, the earliest date of the format: the same files then give the same bytes.
    common.writeUInt16LE(0x0021, 8);
    common.writeUInt32LE(crc32(plain), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(plain.length, 18);
    common.writeUInt16LE(name.length, 22);
    const body = Buffer.concat([signature(localHeader), common, name, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([signature(centralHeader), Buffer.from([20, 0]), common, rest, name]));
    bodies.push(body);
    offset += body.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.size, 4);
  end.writeUInt16LE(files.size, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, central, signature(endOfCentralDirectory), end]);
};

const signature = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
