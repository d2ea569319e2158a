/** What `generate definition` has done, for people and as JSON. */
import { entryId } from '../../access/entry.js';
import { setupAccessId } from '../../access/setupAccess.js';
import { exitCodes } from '../../exitCode.js';
import type { StateExitCode } from '../../exitCode.js';
import type { OrgIdentity } from '../../access/snapshot.js';
import type { PageGap } from '../../generate/vendorPage.js';
import type { FoundHoldings } from '../../generate/generatedDefinition.js';
import { compareKeys } from '../../platform/names.js';
import { orgJson } from '../check/checkJson.js';
import { hang, wrap } from '../layout.js';
import type { Texts } from '../texts.js';
import { visible } from '../visible.js';
import type { Words } from '../words.js';
import type { GenerateDefinitionResult } from './generateResult.js';
import { connectedAppRules, omissionsOf, setLicenseRules, sourceWords } from './sourceComments.js';
import type { Omission } from './sourceComments.js';
import { insteadOfBlanket, notShownLines, usageJson, usageSentence } from './usageWords.js';

/** A definition with where it went. */
export type GeneratedFile = {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  /** Null where nothing was to be written. */
  readonly file: string | null;
  readonly written: boolean;
};

/** 3 where something that the source holds could not be told, and so is not in the file; or what of it was used. */
export const generateExitCode = ({ leftOut, notExpressed, setLicenses, usage }: FoundHoldings): StateExitCode =>
  leftOut.some(({ finding }) => finding.status === 'unknown') ||
  !notExpressed.known ||
  !setLicenses.known ||
  usage?.told.known === false
    ? exitCodes.unknown
    : exitCodes.done;

/** The `--json` result. */
export const generateJson = (
  found: FoundHoldings,
  { id, label, text, file, written }: GeneratedFile,
  words: Words,
  texts: Texts,
): GenerateDefinitionResult => ({
  schemaVersion: 1,
  org: orgJson(found.org),
  id,
  label,
  file,
  written,
  definition: text,
  source: { ...found.source },
  requirements: found.entries.map((entry) => entryId(entry)).sort(compareKeys),
  given: found.given,
  leftOut: omissionsOf(found, words, texts).map((one) => ({ ...one })),
  connectedApps: [...found.connectedApps],
  notExpressed: found.notExpressed.known ? found.notExpressed.value.map((one) => ({ ...one })) : null,
  ...(found.usage === null ? {} : { usage: usageJson(found.usage, words) }),
  apiCalls: found.apiCalls,
});

/** How the text is laid out, and the command that checks what was written. */
export type GenerateTextOptions = {
  readonly width: number;
  readonly words: Words;
  readonly texts: Texts;
  /** Null where no file was written. */
  readonly checkCommand: string | null;
  /** What comes before the check where a page was read: finding names for its gaps, and looking up those of the file in the org. */
  readonly lookupCommand: string;
  readonly validateCommand: string | null;
};

/** Names of one list; all of them stand in the file. */
const mostNamed = 8;

const list = (names: readonly string[], { width, words }: GenerateTextOptions): string[] => [
  ...names.slice(0, mostNamed).flatMap((name) => hang('  ', visible(name), width)),
  ...(names.length > mostNamed ? [`  ${words('comment.more', [String(names.length - mostNamed)])}`] : []),
];

const section = (text: string, names: readonly string[], options: GenerateTextOptions): string[] =>
  names.length === 0 ? [] : ['', ...wrap(text, options.width), ...list(names, options)];

/** What people are told: where the file is, what it asks for, and what it does not say. */
export const generateText = (
  found: FoundHoldings,
  { file, written }: GeneratedFile,
  options: GenerateTextOptions,
): string => {
  const { words, texts, width, checkCommand } = options;
  const { source, entries, given, notExpressed, usage } = found;
  const omissions = omissionsOf(found, words, texts);
  const lines = (all: readonly Omission[]): string[] => all.map(({ id, message }) => `${id}: ${message}`);
  const isUnknown = ({ status }: Omission): boolean => status === 'unknown';
  const from = words(`report.source.${source.type}`, sourceWords(source).map(visible));
  const headline =
    file === null
      ? words('report.notWritten', [from])
      : words(written ? 'report.written' : 'report.unchanged', [visible(file), from]);
  return [
    ...wrap(headline, width),
    ...wrap(
      words(usage === null ? 'report.count' : 'report.countUsed', [String(entries.length), String(given)]),
      width,
    ),
    ...(usage === null ? [] : wrap(visible(usageSentence(usage, words)), width)),
    ...section(words('comment.notShown'), usage === null ? [] : notShownLines(usage), options),
    ...section(words('comment.insteadOfBlanket'), insteadOfBlanket(found), options),
    ...section(words('comment.setLicenses'), setLicenseRules(found), options),
    ...(found.setLicenses.known
      ? []
      : [
          '',
          ...wrap(
            words('comment.setLicensesUnread', [found.setLicenses.gap.part, visible(found.setLicenses.gap.detail)]),
            width,
          ),
        ]),
    ...section(words('comment.connectedApps'), connectedAppRules(found.connectedApps), options),
    ...(notExpressed.known
      ? section(words('comment.notExpressed'), notExpressed.value.map(setupAccessId), options)
      : ['', ...wrap(words('comment.besideUnread', [notExpressed.gap.part, visible(notExpressed.gap.detail)]), width)]),
    ...section(words('comment.withoutEffect'), lines(omissions.filter((one) => !isUnknown(one))), options),
    ...section(words('comment.unknown'), lines(omissions.filter(isUnknown)), options),
    ...(checkCommand === null ? [] : ['', words('report.next'), `  ${checkCommand}`]),
  ].join('\n');
};

type NoOrg = Pick<GenerateDefinitionResult, 'schemaVersion' | 'id' | 'label' | 'file' | 'written' | 'definition'>;

const fileJson = ({ id, label, text, file, written }: GeneratedFile): NoOrg => ({
  schemaVersion: 1,
  id,
  label,
  file,
  written,
  definition: text,
});

/** The `--json` result of a definition that extends another one. */
export const extensionJson = (
  file: GeneratedFile,
  base: { readonly id: string; readonly label: string },
  inherited: readonly string[],
): GenerateDefinitionResult => ({
  ...fileJson(file),
  source: { type: 'Definition', name: base.id, label: base.label },
  requirements: [...inherited],
  given: inherited.length,
  leftOut: [],
  notExpressed: [],
  apiCalls: 0,
});

/** The result of a definition that was asked for at a terminal. */
export const answersJson = (file: GeneratedFile, requirements: readonly string[]): GenerateDefinitionResult => ({
  ...fileJson(file),
  source: { type: 'Answers', name: file.id, label: file.label },
  requirements: [...requirements],
  given: requirements.length,
  leftOut: [],
  notExpressed: [],
  apiCalls: 0,
});

/** The `--json` result of a definition that is made of a page. */
export const pageJson = (
  file: GeneratedFile,
  page: {
    readonly path: string;
    readonly requirements: readonly string[];
    readonly gaps: readonly PageGap[];
    readonly org: OrgIdentity | null;
    readonly apiCalls: number;
  },
): GenerateDefinitionResult => ({
  ...fileJson(file),
  ...(page.org === null ? {} : { org: orgJson(page.org) }),
  source: { type: 'Page', name: page.path, label: file.label },
  requirements: [...page.requirements],
  given: page.requirements.length,
  leftOut: [],
  notExpressed: [],
  gaps: page.gaps.map(({ line, sobjects, unknown, unused, near = [] }) => ({
    line: line.number,
    text: line.text,
    sobjects: [...sobjects],
    ...(unknown.length + unused.length === 0 ? {} : { notUsed: [...unknown, ...unused] }),
    ...(near.length === 0 ? {} : { near: near.map(({ name }) => name) }),
  })),
  apiCalls: page.apiCalls,
});

/** What is to be done with a definition of a page, in order: what it leaves open comes first. */
const stepsAfterPage = (
  gaps: readonly string[],
  { words, width, lookupCommand, validateCommand, checkCommand }: GenerateTextOptions,
): string[] => {
  const steps = [
    ...(gaps.length === 0 ? [] : [[words('report.step.gaps'), lookupCommand]]),
    ...(validateCommand === null ? [] : [[words('report.step.validate'), validateCommand]]),
    ...(checkCommand === null ? [] : [[words('report.step.check'), checkCommand]]),
  ];
  const lines = steps.flatMap(([text = '', command = ''], at) => [
    ...hang(`  ${at + 1}. `, text, width),
    `     ${command}`,
  ]);
  return lines.length === 0 ? [] : ['', words('report.steps'), ...lines];
};

/** Where a definition of a vendor's page went, and what is to be done with it. */
export const pageText = (
  file: GeneratedFile,
  source: string,
  sentences: readonly string[],
  gaps: readonly string[],
  options: GenerateTextOptions,
): string =>
  [madeText(file, source, sentences, gaps, { ...options, checkCommand: null }), ...stepsAfterPage(gaps, options)].join(
    '\n',
  );

/** Where a definition went that was made without a source in an org, and what is to be done with it. */
export const madeText = (
  { file, written }: GeneratedFile,
  source: string,
  sentences: readonly string[],
  gaps: readonly string[],
  options: GenerateTextOptions,
): string => {
  const { words, width } = options;
  const headline =
    file === null
      ? words('report.notWritten', [source])
      : words(written ? 'report.written' : 'report.unchanged', [visible(file), source]);
  return [
    ...wrap(headline, width),
    ...sentences.flatMap((sentence) => wrap(sentence, width)),
    ...section(words('report.gaps'), gaps, options),
    ...(options.checkCommand === null ? [] : ['', words('report.next'), `  ${options.checkCommand}`]),
  ].join('\n');
};
