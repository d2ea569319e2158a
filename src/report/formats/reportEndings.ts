import { nearest } from '../../kinds/nearest.js';

/** The endings by which a report file chooses its format; the longer one first where one ends in another. */
export const reportEndings = ['.html', '.checklist.md', '.md', '.junit.xml', '.sarif', '.csv', '.json'] as const;
export type ReportEnding = (typeof reportEndings)[number];

/** The ending of a file's name, however it is spelled; undefined where no format has it. */
export const reportEndingOf = (file: string): ReportEnding | undefined =>
  reportEndings.find((ending) => file.toLowerCase().endsWith(ending));

/** Endings that people give in place of ours, where no spelling of ours is near. */
const likeOurs: Readonly<Record<string, ReportEnding>> = { markdown: '.md', tsv: '.csv' };

/** The name that may have been meant by one whose ending no format has: `a.junit.xml` by `a.xml`; undefined where none is near. */
export const reportNameMeant = (file: string): string | undefined => {
  const [, stem, typed = ''] = /^(.*[^./\\])\.([^./\\]+)$/s.exec(file) ?? [];
  const word = typed.toLowerCase();
  if (stem === undefined) return undefined;
  const part = reportEndings.find((ending) => ending.split('.').includes(word));
  const [near] = nearest(
    word,
    reportEndings.map((ending) => ending.slice(1)),
    1,
  );
  const ending = likeOurs[word] ?? part ?? (near === undefined ? undefined : `.${near}`);
  return ending === undefined ? undefined : `${stem}${ending}`;
};
