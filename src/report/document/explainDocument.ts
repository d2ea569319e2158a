/** Why a user has something or lacks it, as a report document. */
import type { TreeNode } from '../explain/tree.js';
import { saidOf, sourceTree } from '../explain/explainText.js';
import { wayTexts } from '../explain/waysText.js';
import type { ExplainTextOptions } from '../explain/explainText.js';
import { explainExitCode } from '../explain/explainReport.js';
import type { ExplainReport } from '../explain/explainReport.js';
import { loginStateOf } from '../explain/loginState.js';
import { exitCodes, worstExitCode } from '../../exitCode.js';
import type { StateExitCode } from '../../exitCode.js';
import { isTaken } from '../../explain/withoutSource.js';
import type { ReportFinding } from '../check/checkReport.js';
import { visible } from '../visible.js';
import type { DocumentFrame } from './documentFrame.js';
import { documentStatusTones, orgParts, plainItem } from './documentParts.js';
import type { DocumentGroup, DocumentItem, DocumentSource, DocumentTone, ReportDocument } from './reportDocument.js';

/** An explanation, as its document is made of it. */
export type ExplainDocumentInput = {
  readonly reports: readonly [ExplainReport, ...ExplainReport[]];
  readonly json: unknown;
};

const sourceOf = ({ text, below }: TreeNode): DocumentSource => ({ text, below: below.map(sourceOf) });

const toneOfCode = (code: StateExitCode): DocumentTone => {
  if (code === exitCodes.unknown) return 'unsure';
  return code === exitCodes.done ? 'good' : 'bad';
};

const itemOf = (
  finding: ReportFinding,
  own: Partial<DocumentItem> & Pick<DocumentItem, 'fails' | 'statusWord'>,
): DocumentItem =>
  plainItem({
    id: finding.id,
    kind: finding.kind,
    level: finding.level,
    status: finding.status,
    code: finding.code,
    tone: documentStatusTones[finding.status],
    name: finding.name,
    message: finding.message,
    because: finding.because.map(visible),
    blockedBy: finding.blockedBy.map(visible),
    ...own,
  });

/** What is said of one user: the verdict, the thing itself, and what would be lost. */
const groupOf = (report: ExplainReport, key: string, options: ExplainTextOptions): DocumentGroup => {
  const { words } = options;
  const { finding, has, without, losses } = report;
  const plain: ExplainTextOptions = { ...options, width: Number.POSITIVE_INFINITY, paint: (_, text) => text };
  const word = without !== null ? words('head.without') : saidOf(report, words);
  const lossText =
    without === null
      ? ''
      : isTaken(without.found)
        ? without.loses.length === 1
          ? words('document.loses.one', [visible(without.name)])
          : words('document.loses', [visible(without.name), String(without.loses.length)])
        : words(`without.${without.found ?? 'notFound'}`, [
            ...(without.found === null ? [visible(without.name)] : []),
            visible(report.user.username),
          ]);
  const user = visible(report.user.username);
  const login = loginStateOf(report);
  return {
    key,
    title: user,
    user,
    facts: [],
    verdict: {
      word,
      text: [finding === null ? '' : visible(finding.message), lossText].filter((text) => text !== '').join(' '),
      tone: toneOfCode(explainExitCode(report)),
    },
    warnings: login === null ? [] : [words(`user.${login}`)],
    causes: [],
    items: [
      ...(finding === null
        ? []
        : [
            itemOf(finding, {
              fails: has !== true,
              statusWord: saidOf(report, words),
              sources: sourceTree(report, plain).below.map(sourceOf),
              actions: wayTexts(report, words),
            }),
          ]),
      ...losses
        .filter(({ id }) => id !== finding?.id)
        .map((loss) => itemOf(loss, { fails: true, status: 'unmet', tone: 'bad', statusWord: words('document.lost') })),
    ],
  };
};

/** In a sentence, of how many of several users something is said. */
const ofSeveral = (reports: readonly ExplainReport[], { words }: ExplainTextOptions): string => {
  const all = String(reports.length);
  const [{ without } = { without: null }] = reports;
  return without === null
    ? words('document.several.has', [String(reports.filter(({ has }) => has === true).length), all])
    : words('document.several', [
        visible(without.name),
        String(reports.filter((one) => (one.without?.loses.length ?? 0) > 0).length),
        all,
      ]);
};

/** The document of an explanation, of one user or of several. */
export const explainDocument = (
  { reports, json }: ExplainDocumentInput,
  options: ExplainTextOptions,
  frame: DocumentFrame,
): ReportDocument => {
  const { words } = options;
  const [first, ...more] = reports;
  const isOne = more.length === 0;
  const groups = reports.map((report, at) => groupOf(report, isOne ? 'explain' : `explain${at + 1}`, options));
  const exitCode = worstExitCode(reports.map(explainExitCode));
  const [ofFirst] = groups;
  const about = first.finding?.name ?? first.without?.name ?? '';
  return {
    command: 'explain',
    title: visible(
      isOne
        ? words('document.title', [about, first.user.username])
        : words('document.title.several', [about, String(reports.length)]),
    ),
    ...orgParts(first.org, words, frame),
    at: first.at,
    exitCode,
    verdict: {
      word: ofFirst?.verdict.word ?? '',
      text: ofFirst?.verdict.text ?? '',
      tone: toneOfCode(exitCode),
      ...(isOne ? {} : { word: words('section.several', [String(reports.length)]), text: ofSeveral(reports, options) }),
    },
    tables: [],
    groups,
    steps: isOne ? wayTexts(first, words).map((text) => ({ text })) : [],
    unread: first.paths === null ? [words('sources.hidden')] : [],
    json,
  };
};
