/** What can be wrong with a permission set metadata file. */
export const permissionSetFileCodes = [
  'BrokenXml',
  'WrongRoot',
  'Doctype',
  'Entity',
  'ProcessingInstruction',
  'MixedContent',
  'Duplicate',
] as const;
export type PermissionSetFileCode = (typeof permissionSetFileCodes)[number];

/** A file that is not read, and where: line and column count from 1. `detail` is a name from the file or the parser's words. */
export class PermissionSetFileMistake extends Error {
  public readonly code: PermissionSetFileCode;
  public readonly detail: string;
  public readonly line: number;
  public readonly column: number;

  public constructor(code: PermissionSetFileCode, detail: string, place: { line: number; column: number }) {
    super(`${place.line}:${place.column}: ${code}: ${detail}`);
    this.name = 'PermissionSetFileMistake';
    this.code = code;
    this.detail = detail;
    this.line = place.line;
    this.column = place.column;
  }
}
