/** Why a user has something or lacks it, as a report document. */
import type { TreeNode } from '../explain/tree.js';
import { sourceTree, verdictWord, wayText } from '../explain/explainText.js';
import type { ExplainTextOptions } from '../explain/explainText.js';
import { explainExitCode } from '../explain/explainReport.js';
import type { ExplainReport } from '../explain/explainReport.js';
import { exitCodes } from '../../exitCode.js';
import type { StateExitCode } from '../../exitCode.js';
import { isTaken } from '../../explain/withoutSource.js';
import type { ReportFinding } from '../check/checkReport.js';
import { visible } from '../visible.js';
import type { DocumentFrame } from './documentFrame.js';
import { documentStatusTones, orgParts, plainItem } from './documentParts.js';
import type { DocumentGroup, DocumentItem, DocumentSource, DocumentTone, ReportDocument } from './reportDocument.js';

/** An explanation, as its document is made of it. */
export type ExplainDocumentInput = { readonly report: ExplainReport; readonly json: unknown };

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

/** The document of an explanation. */
export const explainDocument = (
  { report, json }: ExplainDocumentInput,
  options: ExplainTextOptions,
  frame: DocumentFrame,
): ReportDocument => {
  const { words } = options;
  const { finding, has, without, losses } = report;
  const plain: ExplainTextOptions = { ...options, width: Number.POSITIVE_INFINITY, paint: (_, text) => text };
  const word = without !== null ? words('head.without') : verdictWord(has, words);
  const lossText =
    without === null
      ? ''
      : isTaken(without.found)
        ? words('document.loses', [visible(without.name), String(without.loses.length)])
        : words(`without.${without.found ?? 'notFound'}`, [
            ...(without.found === null ? [visible(without.name)] : []),
            visible(report.user.username),
          ]);
  const verdict: DocumentGroup['verdict'] = {
    word,
    text: [finding === null ? '' : visible(finding.message), lossText].filter((text) => text !== '').join(' '),
    tone: toneOfCode(explainExitCode(report)),
  };
  const user = visible(report.user.username);
  const items = [
    ...(finding === null
      ? []
      : [
          itemOf(finding, {
            fails: has !== true,
            statusWord: verdictWord(has, words),
            sources: sourceTree(report, plain).below.map(sourceOf),
            actions: report.ways.map((way) => wayText(way, report, words)),
          }),
        ]),
    ...losses
      .filter(({ id }) => id !== finding?.id)
      .map((loss) => itemOf(loss, { fails: true, status: 'unmet', tone: 'bad', statusWord: words('document.lost') })),
  ];
  return {
    command: 'explain',
    title: visible(words('document.title', [finding?.name ?? without?.name ?? '', report.user.username])),
    ...orgParts(report.org, words, frame),
    at: report.at,
    exitCode: explainExitCode(report),
    verdict,
    tables: [],
    groups: [{ key: 'explain', title: user, user, facts: [], verdict, warnings: [], causes: [], items }],
    steps: report.ways.map((way) => ({ text: wayText(way, report, words) })),
    unread: report.paths === null ? [words('sources.hidden')] : [],
    json,
  };
};
