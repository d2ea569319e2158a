import { Refusal } from '../refusal.js';
import { MetadataFileMistake, metadataFileCodes } from './metadataFileMistake.js';

/** What can be wrong with the directory or the file that is to be written; each has a sentence in `messages/projectFile.md`. */
export const projectFileCodes = [
  ...metadataFileCodes,
  'NotFound',
  'NotADirectory',
  'NotAFile',
  'Unreadable',
  'Unwritable',
  'TooLarge',
  'NotUtf8',
  'BadProject',
  'BadName',
  'OutsideProject',
  'OrgContentUnreadable',
] as const;
export type ProjectFileCode = (typeof projectFileCodes)[number];

/**
 * The refusal of a directory or file: nothing was written.
 * @param place a path, with `:line:column` behind it where there is one
 */
export const projectFileRefusal = (code: ProjectFileCode, place: string, detail = ''): Refusal =>
  new Refusal('projectFile', code, detail === '' ? [place] : [place, detail]);

/** The refusal with the path of its file; what is none is passed on. */
export const inFile = (error: unknown, path: string): unknown =>
  error instanceof MetadataFileMistake ? error.in(path) : error;
