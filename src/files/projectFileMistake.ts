import { MetadataFileMistake, metadataFileCodes } from '../metadata/metadataFileMistake.js';

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
  'OrgContentUnreadable',
] as const;
export type ProjectFileCode = (typeof projectFileCodes)[number];

/** Nothing was written. `place` is a path, with `:line:column` behind it where there is one. */
export class ProjectFileMistake extends Error {
  public readonly code: ProjectFileCode;
  public readonly place: string;
  public readonly detail: string;

  public constructor(code: ProjectFileCode, place: string, detail = '') {
    super(`${place}: ${code}${detail === '' ? '' : `: ${detail}`}`);
    this.name = 'ProjectFileMistake';
    this.code = code;
    this.place = place;
    this.detail = detail;
  }

  /** The tokens of the sentence `error.<code>`. */
  public get tokens(): string[] {
    return this.detail === '' ? [this.place] : [this.place, this.detail];
  }
}

/** What the file system said, as a short code. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';

/** The mistake with the path of its file. Everything else is passed on. */
export const inFile = (error: unknown, path: string): unknown =>
  error instanceof MetadataFileMistake
    ? new ProjectFileMistake(error.code, `${path}:${error.line}:${error.column}`, error.detail)
    : error;
