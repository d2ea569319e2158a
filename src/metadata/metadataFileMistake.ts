/** What can be wrong with a metadata file. */
export const metadataFileCodes = [
  'BrokenXml',
  'WrongRoot',
  'Doctype',
  'Entity',
  'ProcessingInstruction',
  'MixedContent',
  'Duplicate',
] as const;
export type MetadataFileCode = (typeof metadataFileCodes)[number];

/** A file that is not read, and where: line and column count from 1. `detail` is a name from the file or the parser's words. */
export class MetadataFileMistake extends Error {
  public readonly code: MetadataFileCode;
  public readonly detail: string;
  public readonly line: number;
  public readonly column: number;

  public constructor(code: MetadataFileCode, detail: string, place: { line: number; column: number }) {
    super(`${place.line}:${place.column}: ${code}: ${detail}`);
    this.name = 'MetadataFileMistake';
    this.code = code;
    this.detail = detail;
    this.line = place.line;
    this.column = place.column;
  }
}
