/** The endings by which a report file chooses its format; the longer one first where one ends in another. */
export const reportEndings = ['.html', '.checklist.md', '.md', '.junit.xml', '.sarif', '.csv', '.json'] as const;
export type ReportEnding = (typeof reportEndings)[number];

/** The ending of a file's name, however it is spelled; undefined where no format has it. */
export const reportEndingOf = (file: string): ReportEnding | undefined =>
  reportEndings.find((ending) => file.toLowerCase().endsWith(ending));
