/** Damage to a text that knows nothing of its structure, and files that are none. */
import { chmod, mkdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { pieces } from './hostile.js';

export type Damage = { readonly how: number; readonly at: number; readonly what: number; readonly length: number };

export const anyDamage: fc.Arbitrary<Damage> = fc.record({
  how: fc.nat({ max: 999 }),
  at: fc.nat({ max: 99_999 }),
  what: fc.nat({ max: 999 }),
  length: fc.nat({ max: 30 }),
});

type Operation = (bytes: Buffer, piece: string, at: number, length: number) => Buffer;

const put = (bytes: Buffer, at: number, inserted: Buffer, without = 0): Buffer =>
  Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + without)]);

const text = (content: string): Buffer => Buffer.from(content, 'utf8');

/** Bytes that are no UTF-8: a lone continuation, an overlong slash, a surrogate, something beyond Unicode. */
const badBytes: readonly Buffer[] = [
  [0xff],
  [0x80],
  [0xc0, 0xaf],
  [0xed, 0xa0, 0x80],
  [0xf8, 0x88, 0x80, 0x80, 0x80],
].map((bytes) => Buffer.from(bytes));

const replaceInto: Operation = (bytes, piece, at, length) => put(bytes, at, text(piece), length);

const operations: readonly Operation[] = [
  replaceInto,
  replaceInto,
  replaceInto,
  (bytes, piece, at) => put(bytes, at, text(piece)),
  (bytes, _piece, at, length) => put(bytes, at, Buffer.alloc(0), length * 20),
  (bytes, _piece, at) => bytes.subarray(0, at),
  (bytes, _piece, at, length) => put(bytes, at, bytes.subarray(at, at + length * 30)),
  // floods: what is fast once may be slow a hundred thousand times
  (bytes, piece, at) => put(bytes, at, text(piece.slice(0, 12).repeat(40_000))),
  (bytes, piece, at) => put(bytes, at, text(`${piece.slice(0, 6)} `.repeat(20_000))),
  (bytes, _piece, at) => put(bytes, at, text(' '.repeat(400_000))),
  (bytes, _piece, at) => put(bytes, at, text('\n'.repeat(300_000))),
  // other encodings
  (bytes) => put(bytes, 0, Buffer.from([0xef, 0xbb, 0xbf])),
  (bytes) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString('utf8'), 'utf16le')]),
  (bytes) => Buffer.from(bytes.toString('utf8'), 'utf16le'),
  (bytes) => text(bytes.toString('utf8').replaceAll('\n', '\r\n')),
  (bytes) => text(bytes.toString('utf8').replaceAll('\n', '\r')),
  (bytes, _piece, at, length) => put(bytes, at, badBytes[length % badBytes.length] ?? Buffer.alloc(0)),
  (bytes, _piece, at) => put(bytes, at, Buffer.alloc(1)),
  // something else altogether
  () => Buffer.alloc(0),
  () => text(' \n\t\n'),
  () => text('<!DOCTYPE html>\n<html><body><h1>Login | Salesforce</h1></body></html>\n'),
  (bytes) => Buffer.concat([bytes, bytes]),
  (bytes) => Buffer.from([...bytes.subarray(0, 2000)].reverse()),
  () => Buffer.from('PK\u0003\u0004\u0014\u0000', 'latin1'),
];

/** Damages a file's content, one damage after the other. */
export const damaged = (content: string, damages: readonly Damage[]): Buffer =>
  damages.reduce<Buffer>((bytes, { how, at, what, length }) => {
    const operation = operations[how % operations.length] ?? replaceInto;
    return operation(bytes, pieces[what % pieces.length] ?? '', bytes.length === 0 ? 0 : at % bytes.length, length);
  }, text(content));

/** What may stand where a file should; root may read everything, so there `locked` is an ordinary file. */
export const fileForms = [
  'missing',
  'directory',
  'loop',
  'below a file',
  'dangling',
  'huge',
  'locked',
  'long name',
] as const;
export type FileForm = (typeof fileForms)[number];

/** Puts it there and returns the path. `content`: what a good file holds. */
export const placeForm = async (form: FileForm, folder: string, name: string, content: string): Promise<string> => {
  const path = join(folder, name);
  await rm(path, { recursive: true, force: true });
  switch (form) {
    case 'missing':
      return path;
    case 'directory':
      await mkdir(path);
      return path;
    case 'loop':
      await symlink(path, path);
      return path;
    case 'dangling':
      await symlink(join(folder, 'nowhere', name), path);
      return path;
    case 'below a file':
      await writeFile(join(folder, 'plain'), '');
      return join(folder, 'plain', name);
    case 'huge':
      await writeFile(path, content);
      await truncate(path, 30_000_000);
      return path;
    case 'locked':
      await writeFile(path, content);
      await chmod(path, 0o000);
      return path;
    case 'long name':
      return join(folder, `${'n'.repeat(300)}${name}`);
  }
};
