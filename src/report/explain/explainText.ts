/** An explanation for people. */
import type { AccessPath } from '../../explain/accessPaths.js';
import type { Has } from '../../explain/explanation.js';
import { isTaken } from '../../explain/withoutSource.js';
import { permissionColumn } from '../../kinds/context.js';
import { entryOf } from '../../kinds/entryOf.js';
import { section } from '../check/textStyle.js';
import type { TextOptions, Tone } from '../check/textStyle.js';
import { counted } from '../counted.js';
import { dateTime } from '../dateTime.js';
import { evidenceText } from '../evidence.js';
import { hang, padded } from '../layout.js';
import { needLines } from '../needLines.js';
import { sourceName } from '../needName.js';
import { orgMark, orgPlace } from '../orgText.js';
import { visible } from '../visible.js';
import type { ExplainReport } from './explainReport.js';
import { loginStateOf } from './loginState.js';
import { treeLines } from './tree.js';
import type { TreeNode } from './tree.js';
import { isState, wayLines } from './waysText.js';

/** `words`: sentences of messages/integration.explain.md, and those of the check that begin with `report.`. */
export type ExplainTextOptions = Pick<TextOptions, 'width' | 'paint' | 'words' | 'plugin'> & {
  /** The explanation of what stands behind it, by the words that name it. */
  readonly explainThat: (subject: readonly string[]) => string;
  /** The command that shows everything that a permission set holds. */
  readonly contentOf: string;
};

/** Losses that are shown; what goes beyond is counted. */
const most = 20;

type Line = (label: string, text: string) => string[];

const lineOf =
  ({ width }: ExplainTextOptions): Line =>
  (label, text) =>
    hang(padded(label, 13), visible(text), width);

/** Whose access it is. */
export const personLines = ({ user }: ExplainReport, options: ExplainTextOptions): string[] => {
  const { words } = options;
  const line = lineOf(options);
  const hidden = words('report.hidden');
  return [
    ...line(words('report.user'), `${user.name} <${user.username}>`),
    ...line(
      words('report.profile'),
      words('report.profile.text', [user.profile ?? hidden, user.userLicense === '' ? hidden : user.userLicense]),
    ),
  ];
};

/** What was asked about. */
export const subjectLines = ({ finding }: ExplainReport, options: ExplainTextOptions): string[] =>
  finding === null ? [] : lineOf(options)(options.words('head.subject'), finding.name);

/** Which org it is, and when it was read. */
export const orgLines = ({ org, at }: ExplainReport, options: ExplainTextOptions): string[] => {
  const { words, plugin } = options;
  const line = lineOf(options);
  return [
    ...line(words('report.org'), words('report.org.text', [orgMark(org, words), orgPlace(org)])),
    ...line(words('report.checked'), evidenceText(org, at, { words, plugin })),
  ];
};

const head = (report: ExplainReport, options: ExplainTextOptions): string[] => [
  ...subjectLines(report, options),
  ...personLines(report, options),
  ...orgLines(report, options),
];

const toneOf = (has: Has): Tone => {
  if (has === 'unknown') return 'unsure';
  return has ? 'good' : 'bad';
};

/** The verdict on access in a word. */
export const verdictWord = (has: Has, words: ExplainTextOptions['words']): string => words(`has.${String(has)}`);

/** What it came to, in a word that fits what it is about. */
export const saidOf = (
  { finding, has }: Pick<ExplainReport, 'finding' | 'has'>,
  words: ExplainTextOptions['words'],
): string => (finding !== null && isState(finding) ? words(`state.${String(has)}`) : verdictWord(has, words));

const verdictLines = ({ finding, has }: ExplainReport, { words, paint, width }: ExplainTextOptions): string[] => {
  if (finding === null) return [];
  const word = saidOf({ finding, has }, words);
  const [first = '', ...rest] = hang(`${word}  `, visible(finding.message), width);
  return ['', paint(toneOf(has), word) + first.slice(word.length), ...rest];
};

/** That nobody can log in as the user, or that this is not known. */
const loginLines = (report: ExplainReport, { words, width }: ExplainTextOptions): string[] => {
  const state = loginStateOf(report);
  return state === null ? [] : ['', ...hang('! ', words(`user.${state}`), width)];
};

const viaText = (via: string, { vocabulary }: ExplainReport): string => {
  const { schema } = vocabulary;
  const column = schema ? permissionColumn(schema, via) : undefined;
  return visible(column ? `${column.label} (${column.name})` : via);
};

/** What a source is, and below it through what, by what, and why it gives nothing. */
const nodeOf = (path: AccessPath, report: ExplainReport, { words }: ExplainTextOptions): TreeNode => {
  const { type, name, namespace, label, through, via, why, expiresAt } = path;
  const below: TreeNode[] = [
    ...(via === null ? [] : [{ text: words('path.via', [viaText(via, report)]), below: [] }]),
    ...through.map((member) => ({ text: visible(words('path.through', [member])), below: [] })),
    ...(expiresAt === null ? [] : [{ text: words('path.until', [dateTime(expiresAt)]), below: [] }]),
    ...(why === undefined ? [] : [{ text: words('path.givesNothing', [words(`why.${why}`)]), below: [] }]),
  ];
  return { text: sourceName({ type, name, namespace, label }, report.vocabulary), below };
};

/** The sources as a tree from the user down. */
export const sourceTree = (report: ExplainReport, options: ExplainTextOptions): TreeNode => ({
  text: visible(report.user.name === '' ? report.user.username : report.user.name),
  below: (report.paths ?? []).map((path) => nodeOf(path, report, options)),
});

const sourceLines = (report: ExplainReport, options: ExplainTextOptions): string[] => {
  const { finding, paths, isOpenByItself } = report;
  const { words, width } = options;
  if (finding === null) return [];
  if (paths === null) return section(words('section.sources'), hang('  ', words('sources.hidden'), width), options);
  // Where it comes from is known of nothing that no permission set holds.
  if (paths.length === 0 && entryOf(finding.need) === undefined) return [];
  if (paths.length === 0)
    return section(
      words('section.sources'),
      hang('  ', words(isOpenByItself ? 'sources.byItself' : 'sources.none'), width),
      options,
    );
  return section(words('section.sources'), treeLines(sourceTree(report, options), width), options);
};

/** The pieces of automation that it is about, each with its verdict and the reason. */
const partLines = ({ finding }: ExplainReport, options: ExplainTextOptions): string[] => {
  const { words, width } = options;
  const lines = (finding?.parts ?? []).flatMap(({ type, name, namespace, verdict, because }) =>
    hang(
      '  - ',
      visible(
        `${words(`report.part.${type}`)} ${namespace === null ? name : `${namespace}__${name}`}: ` +
          `${words(`report.verdict.${verdict}`)}. ${because}`,
      ),
      width,
    ),
  );
  return section(words('section.parts'), lines, options);
};

const behindLines = ({ finding }: ExplainReport, options: ExplainTextOptions): string[] => {
  const { words } = options;
  const lines = (finding?.blockers ?? []).flatMap((blocker) => {
    if (blocker.kind === 'object')
      return [`  ${options.explainThat(['--sobject', blocker.sobject, '--access', blocker.access])}`];
    if (blocker.kind === 'userPermission') return [`  ${options.explainThat(['--permission', blocker.name])}`];
    return [];
  });
  return section(words('section.behind'), [...new Set(lines)], options);
};

/** What would be lost, and what stays. */
const withoutLines = (report: ExplainReport, options: ExplainTextOptions): string[] => {
  const { without, losses, finding } = report;
  const { words, width, paint } = options;
  if (without === null) return [];
  const heading =
    without.toProfile === null
      ? words('section.without', [visible(without.name)])
      : words('section.without.toProfile', [visible(without.toProfile), visible(without.name)]);
  const said = (key: string, tokens: string[] = []): string[] => hang('  ', visible(words(key, tokens)), width);
  if (without.found === 'notHeld')
    return section(heading, said('without.notHeld', [without.name, report.user.username]), options);
  if (without.found === null)
    return section(heading, said('without.notFound', [without.name, report.user.username]), options);
  if (!isTaken(without.found))
    return section(heading, said(`without.${without.found}`, [report.user.username]), options);
  const subject = finding === null ? [] : said(`without.has.${String(without.has ?? 'unknown')}`, [finding.name]);
  // User permissions, objects, then fields by object: what matters most is not lost behind fields.
  const all = needLines(losses, { schema: report.vocabulary.schema, words });
  const lost = all.slice(0, most).flatMap((line) => hang('    - ', visible(line), width));
  const hidden = all.length - most;
  return section(
    heading,
    [
      ...(without.found === 'Profile' && without.toProfile === null ? said('without.Profile') : []),
      ...subject,
      ...(losses.length === 0
        ? finding === null
          ? said('without.nothing')
          : []
        : [
            `  ${paint('bad', words('without.loses', [String(losses.length)]))}`,
            ...lost,
            ...(hidden > 0 ? said(hidden === 1 ? 'without.more.one' : 'without.more', [String(hidden)]) : []),
          ]),
    ],
    options,
  );
};

/** Everything that is said of one user, below the head. */
export const bodyLines = (report: ExplainReport, options: ExplainTextOptions): string[] => [
  ...verdictLines(report, options),
  ...loginLines(report, options),
  ...sourceLines(report, options),
  ...behindLines(report, options),
  ...partLines(report, options),
  ...wayLines(report, options),
  ...withoutLines(report, options),
];

/** What the reading has cost. */
export const costLines = ({ apiCalls }: ExplainReport, { words }: ExplainTextOptions): string[] => [
  '',
  counted('report.apiCalls', apiCalls, words),
];

/** The whole explanation. */
export const explainText = (report: ExplainReport, options: ExplainTextOptions): string =>
  [...head(report, options), ...bodyLines(report, options), ...costLines(report, options)].join('\n');
