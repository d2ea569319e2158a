import type { GrantedBy } from '../../access/snapshot.js';
import type { Status } from '../../kinds/verdict.js';
import { unique } from '../groups.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';
import type { Words } from '../words.js';
import type { ReportFinding } from './checkReport.js';

export type Tone = 'good' | 'bad' | 'unsure' | 'quiet' | 'heading';

/** How a text is coloured; colour never carries a meaning that the words do not. */
export type Paint = (tone: Tone, text: string) => string;

export type TextOptions = {
  readonly width: number;
  readonly verbose: boolean;
  readonly paint: Paint;
  /** Sentences of messages/integration.check.md. */
  readonly words: Words;
  /** Makes a command line out of its words, quoted for a shell. */
  readonly commandLine: (words: readonly string[]) => string;
  /** The check to be repeated. */
  readonly command: string;
  /** Whether a grant is the next step for what is open; after a grant only people can go on. */
  readonly suggestGrant: boolean;
};

const tones: Readonly<Record<Status, Tone>> = {
  met: 'good',
  degraded: 'unsure',
  unmet: 'bad',
  impossible: 'bad',
  unknown: 'unsure',
  notApplicable: 'quiet',
  waived: 'quiet',
};

/** The status word in front of a line; long enough for the longest. */
const tagWidth = 12;
export const indent = ' '.repeat(2 + tagWidth);

export const isOpen = ({ status }: ReportFinding): boolean => status !== 'met' && status !== 'notApplicable';

/** What is met is folded away unless everything was asked for. */
export const isShown = (finding: ReportFinding, { verbose }: TextOptions): boolean => verbose || isOpen(finding);

export const statusWord = (status: Status, { words }: TextOptions): string => words(`report.status.${status}`);

export const toneOf = (status: Status): Tone => tones[status];

/** A line that begins with the status, wrapped behind it. */
export const tagged = (finding: ReportFinding, text: string, options: TextOptions): string[] => {
  const word = statusWord(finding.status, options);
  const [first = '', ...rest] = hang(indent, visible(text), options.width);
  return [
    `  ${options.paint(tones[finding.status], word)}${' '.repeat(Math.max(1, tagWidth - word.length))}${first.trimStart()}`,
    ...rest,
  ];
};

export const levelNote = ({ level }: ReportFinding, { words }: TextOptions): string =>
  level === 'required' ? '' : ` (${words(`report.level.${level}`)})`;

/** Text below a tagged line. */
export const below = (prefix: string, texts: readonly string[], options: TextOptions, left = indent): string[] =>
  unique(texts).flatMap((text) => hang(left + prefix, visible(text), options.width));

/** Where access comes from, in one line: `group Sync, through permission set Base`. */
export const sourceText = (source: GrantedBy, { words }: TextOptions): string => {
  const name = source.namespace === null ? source.name : `${source.namespace}__${source.name}`;
  return [
    words(`report.source.${source.type}`, [name]),
    ...(source.through ? [words('report.source.through', [source.through.join(', ')])] : []),
    ...(source.via === undefined ? [] : [words('report.source.via', [source.via])]),
    ...(source.expiresAt === undefined ? [] : [words('report.source.until', [source.expiresAt])]),
  ].join(' ');
};

/** The sources of a finding, where it has any and they are to be shown. */
export const grantedText = (finding: ReportFinding, options: TextOptions): string[] =>
  finding.grantedBy.length > 0 && (options.verbose || finding.code === 'FORBIDDEN_HELD')
    ? [
        options.words('report.from', [
          unique(finding.grantedBy.map((source) => sourceText(source, options))).join('; '),
        ]),
      ]
    : [];
