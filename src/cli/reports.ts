/** Files that people keep, and what GitHub Actions shows: from the command line to the writing. */
import { Messages } from '@salesforce/core';
import { appendWithin, refusalOfUnwritten, refuseUnwritableReports, writeReports } from '../files/reportFile.js';
import { reasonOf } from '../files/fileRefusal.js';
import { pluginVersion } from './presentation.js';
import { Refusal } from '../refusal.js';
import type { DocumentFrame } from '../report/document/documentFrame.js';
import type { ReportDocument } from '../report/document/reportDocument.js';
import { annotationsOf } from '../report/formats/annotations.js';
import { checklistOf } from '../report/formats/checklist.js';
import { markdownOf, summaryLimit } from '../report/formats/markdown.js';
import { reportEndingOf, reportEndings, reportNameMeant } from '../report/formats/reportEndings.js';
import { reportFormats } from '../report/formats/reportFormats.js';
import type { Words } from '../report/words.js';
import { withoutSecretsIn } from '../secrets.js';
import type { GithubStep } from './githubActions.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);

/** Sentences of a message file. */
const wordsOf = (bundle: 'document' | 'htmlReport'): Words => {
  const messages = Messages.loadMessages('sf-plugin-integration', bundle);
  return (key, tokens) => messages.getMessage(key, tokens ?? []);
};

const said = wordsOf('document');

/** What the makers of documents are told beside the result. */
export const documentFrame = (): DocumentFrame => ({ said, version: pluginVersion });

/** Flags that name a file to be read or written, beside the reports. */
const fileFlags = ['plan', 'receipt', 'save-plan', 'save-receipt', 'save-snapshot', 'snapshot', 'waivers'] as const;

/** Flags of a command, of which those that name files count. */
export type FileFlags = Readonly<Partial<Record<(typeof fileFlags)[number], string | undefined>>>;

/**
 * Refuses names of reports that cannot be written, or that are those of other files, before anything is read.
 * @param read files that are named without a flag
 * @throws Refusal
 */
export const acceptReportFiles = async (
  files: readonly string[],
  flags: FileFlags,
  read: readonly string[] = [],
): Promise<void> => {
  for (const file of files) {
    if (reportEndingOf(file) !== undefined) continue;
    const refusal = new Refusal('failure', 'report.ending', [file], [[...reportEndings]]);
    throw refusal.meaning([reportNameMeant(file) ?? []].flat());
  }
  const others = fileFlags.flatMap((name) => {
    const path = flags[name];
    return path === undefined ? [] : [{ flag: `--${name}`, path }];
  });
  await refuseUnwritableReports(files, [...others, ...read.map((path) => ({ flag: path, path }))]);
};

/** The document as it is printed in place of the text for the terminal. */
export const printedDocument = (document: ReportDocument, format: 'markdown' | 'checklist'): string =>
  (format === 'markdown' ? markdownOf(document, said, noLimit) : checklistOf(document, said, noLimit)).trimEnd();

/** Nothing is left out of what is printed. */
const noLimit = { most: Number.POSITIVE_INFINITY, unit: 'characters' } as const;

/** What was published, and what went wrong with it. */
export type Published = {
  /** Lines for the runner of GitHub Actions. */
  readonly annotations: readonly string[];
  /** Why the summary of the step was not written, as a code of the file system. */
  readonly summaryTrouble: string | null;
  /** What is to be told of the files that were written; null where there are none. */
  readonly written: string | null;
  /** Files that were not written. */
  readonly refusal: Refusal | null;
};

const formatFor = (file: string): ((document: ReportDocument) => string) => {
  const ending = reportEndingOf(file);
  if (ending === undefined) throw new Error(`no format for ${file}`);
  const { bundle, write } = reportFormats[ending];
  return (document) => write(document, wordsOf(bundle));
};

const appendSummary = async (file: string, document: ReportDocument): Promise<string | null> => {
  try {
    await appendWithin(file, summaryLimit.most, (room) => markdownOf(document, said, { ...summaryLimit, most: room }));
    return null;
  } catch (error) {
    return reasonOf(error);
  }
};

/**
 * Writes the reports, and in GitHub Actions the summary of the step; nothing that cannot be written hinders the rest. No
 * secret of this process gets into any of them.
 */
export const publish = async (
  made: ReportDocument,
  files: readonly string[],
  step: GithubStep | null,
): Promise<Published> => {
  const document = withoutSecretsIn(made);
  const result = await writeReports(files.map((path) => ({ path, text: () => formatFor(path)(document) })));
  const summaryFile = step?.summaryFile ?? null;
  return {
    annotations: step === null ? [] : annotationsOf(document),
    summaryTrouble: summaryFile === null ? null : await appendSummary(summaryFile, document),
    written: result.written.length === 0 ? null : said('written', [result.written.join(', ')]),
    refusal: result.unwritten.length === 0 ? null : refusalOfUnwritten(result),
  };
};
