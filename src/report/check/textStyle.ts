/** How the lines of a check look: status words, colors, indentation. */
import type { Level } from '../../kinds/requirement.js';
import { isOpen } from '../../kinds/verdict.js';
import type { Status } from '../../kinds/verdict.js';
import { unique } from '../groups.js';
import { hang, oneLine, padded } from '../layout.js';
import { visible } from '../visible.js';
import type { Words } from '../words.js';
import type { ReportFinding } from './checkReport.js';
import type { FieldFilter } from './fieldFilter.js';

/** `plain` is text as it is; `quiet` is there for whoever looks for it; `good`, `bad` and `unsure` catch the eye. */
export type Tone = 'good' | 'bad' | 'unsure' | 'quiet' | 'plain' | 'heading';

/** How a text is colored; color never carries a meaning that the words do not. */
export type Paint = (tone: Tone, text: string) => string;

export type TextOptions = {
  readonly width: number;
  /** What is met as well, every source, and reasons in full. */
  readonly verbose: boolean;
  /** Who is ready for what, and nothing else. */
  readonly summary?: boolean;
  /** The fields alone, and which of them. */
  readonly fields?: FieldFilter;
  readonly paint: Paint;
  /** Sentences of the command's message file, and of messages/integration.check.md. */
  readonly words: Words;
  /** How the program is called. */
  readonly program: string;
  /** Version of this plugin: a report has to tell later what made it. */
  readonly plugin: string;
  /** Makes a command line out of its words, quoted for a shell. */
  readonly commandLine: (words: readonly string[]) => string;
  /** The check to be repeated. */
  readonly command: string;
  /** Whether a snapshot was checked in place of the org. */
  readonly ofSnapshot?: boolean;
  /** The check of one definition and one user, with whatever else changes its answer. */
  readonly commandFor?: (reference: string, username: string) => string;
  /** Whether commands say the usual way of logging in too: it was given, and the project file may say another. */
  readonly saysAuthentication?: boolean;
  /** The grant that gives what a plan leaves out; undefined where the flag that does it is one of this command. */
  readonly includeCommand?: (words: readonly string[]) => string;
  /** The dry run of the setup that does all of it; undefined where no project file says what all of it is. */
  readonly setupCommand?: string;
  /** The file of waivers that the project file names, where the report itself was not held against it. */
  readonly namedWaivers?: string | undefined;
  /** Whether a grant is the next step for what is open; after a grant only people can go on. */
  readonly suggestGrant: boolean;
  /** What whoever runs the command lacks to carry a grant out, as API names; empty where nothing is known to be missing. */
  readonly runnerLacks?: readonly string[];
};

/** The tone of a status, whatever its level: what is met does not catch the eye. */
export const statusTones = {
  met: 'plain',
  degraded: 'unsure',
  unmet: 'bad',
  impossible: 'bad',
  unknown: 'unsure',
  notApplicable: 'plain',
  waived: 'plain',
} as const satisfies Readonly<Record<Status, Tone>>;

/** Red is for what is required; what is only recommended is yellow, and what is optional does not catch the eye. */
const weaker: Readonly<Record<Level, Tone | null>> = { required: null, recommended: 'unsure', optional: 'quiet' };

/** A pattern that matches no field or object of the org: nothing to be done, but its author may have misspelt it. */
export const isWithoutMatch = ({ code, forbid }: ReportFinding): boolean =>
  (code === 'NO_MATCHING_FIELD' || code === 'NO_MATCHING_OBJECT') && !forbid;

/** What is met is folded away unless everything was asked for. */
export const isShown = (finding: ReportFinding, { verbose }: TextOptions): boolean =>
  verbose || isOpen(finding) || isWithoutMatch(finding) || finding.status === 'waived';

/** The user has it and must not: never called missing. */
export const isForbiddenHeld = ({ forbid, status }: ReportFinding): boolean => forbid && status === 'unmet';

/** The status for people. In capitals where it is required; what is not required is written small. */
export const statusWord = (finding: ReportFinding, { words }: TextOptions): string => {
  const word = words(`report.status.${isForbiddenHeld(finding) ? 'forbidden' : finding.status}`);
  return finding.level === 'required' || !isOpen(finding) ? word : word.toLowerCase();
};

/** The tone of a finding: by status, and weaker where it is only recommended or optional. */
export const toneOf = (finding: ReportFinding): Tone =>
  isOpen(finding) ? (weaker[finding.level] ?? statusTones[finding.status]) : 'plain';

/** The status word in front of a line; long enough for the longest. */
const tagWidth = 12;
const indent = ' '.repeat(2 + tagWidth);

/** A line that begins with a word, wrapped behind it. */
export const taggedWith = (
  word: string,
  tone: Tone,
  text: string,
  { paint, width }: Pick<TextOptions, 'paint' | 'width'>,
): string[] => {
  const [first = '', ...rest] = hang(indent, visible(text), width);
  const space = padded(word, tagWidth).slice(word.length) || ' ';
  return [`  ${paint(tone, word)}${space}${first.trimStart()}`, ...rest];
};

/** A line that begins with the status of a finding. */
export const tagged = (finding: ReportFinding, text: string, options: TextOptions): string[] =>
  taggedWith(statusWord(finding, options), toneOf(finding), text, options);

/** Text below a tagged line, each text once. */
export const below = (prefix: string, texts: readonly string[], options: TextOptions, left = indent): string[] =>
  unique(texts).flatMap((text) => hang(left + prefix, visible(text), options.width));

/** So many lines a reason takes at most where not everything was asked for. */
const mostLines = 2;

/** Reasons below a line: two lines each at most, in full where everything was asked for. */
export const reasonLines = (texts: readonly string[], options: TextOptions, left = indent): string[] => {
  const prefix = `${left}${options.words('report.why')} `;
  return unique(texts).flatMap((text) => {
    const lines = hang(prefix, visible(text), options.width);
    if (options.verbose || lines.length <= mostLines) return lines;
    const rest = lines.slice(mostLines - 1).map((line) => line.trim());
    const end = ' '.repeat(prefix.length) + oneLine(rest.join(' '), options.width - prefix.length);
    return [...lines.slice(0, mostLines - 1), end];
  });
};

/** Ids of what is open or waived, by which waivers and scripts name it: where everything was asked for. */
export const idLines = (findings: readonly ReportFinding[], options: TextOptions, left = indent): string[] => {
  const ids = findings.filter((finding) => isOpen(finding) || finding.status === 'waived').map(({ id }) => id);
  return options.verbose && ids.length > 0
    ? below('', [options.words('report.ids', [ids.join(', ')])], options, left)
    : [];
};

/** A heading with lines below it; nothing where there are none. */
export const section = (heading: string, lines: readonly string[], { paint }: Pick<TextOptions, 'paint'>): string[] =>
  lines.length === 0 ? [] : ['', paint('heading', heading), ...lines];
