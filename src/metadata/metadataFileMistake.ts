import { Refusal } from '../refusal.js';

/** What can be wrong with a metadata file. */
export const metadataFileCodes = [
  'BrokenXml',
  'WrongRoot',
  'Doctype',
  'Entity',
  'ProcessingInstruction',
  'MixedContent',
  'Duplicate',
  'TooMuch',
] as const;
export type MetadataFileCode = (typeof metadataFileCodes)[number];

/** A file that is not read, and where: line and column count from 1. `detail` is a name from the file or the parser's words. */
export class MetadataFileMistake extends Refusal {
  declare public readonly code: MetadataFileCode;
  public readonly detail: string;
  public readonly line: number;
  public readonly column: number;

  public constructor(code: MetadataFileCode, detail: string, { line, column }: { line: number; column: number }) {
    super('projectFile', code, [`${line}:${column}`, detail]);
    this.name = 'MetadataFileMistake';
    this.message = `${line}:${column}: ${code}: ${detail}`;
    this.detail = detail;
    this.line = line;
    this.column = column;
  }

  /** The refusal that names the file as well. */
  public in(path: string): Refusal {
    return new Refusal(this.bundle, this.code, [`${path}:${this.line}:${this.column}`, this.detail]);
  }
}
