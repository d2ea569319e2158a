/** What was kept of looks, as a report document: each need that has changed with a picture of its time. */
import { exitCodes } from '../../exitCode.js';
import { isMissing } from '../../monitor/changes.js';
import type { KeptFinding, KeptLook, MonitorState } from '../../monitor/monitorState.js';
import { counted } from '../counted.js';
import { dateTime } from '../dateTime.js';
import { codeOfLook, countsOf, keptCode, keptJson, openIn } from '../monitor/keptStates.js';
import type { KeptReport } from '../monitor/keptStates.js';
import { keptHead, keptRow, keptTitle, keptWord, oldSentences, undeliveredSentences } from '../monitor/keptText.js';
import { asideSentences } from '../monitor/watchText.js';
import type { WatchTextOptions } from '../monitor/watchText.js';
import { visible } from '../visible.js';
import type { DocumentFrame } from './documentFrame.js';
import { documentStatusTones, documentTone, fact, plainItem } from './documentParts.js';
import type { DocumentGroup, DocumentItem, ReportDocument } from './reportDocument.js';

const itemOf = (
  finding: KeptFinding,
  look: KeptLook,
  options: WatchTextOptions,
  { said }: DocumentFrame,
): DocumentItem => {
  const { id, kind, level, status, code, what, forbid, changes, counts } = finding;
  return plainItem({
    ...{ id, kind, level, status, code },
    // Its name alone beside `ok` would read as if the user had it.
    name: forbid ? said('item.forbidden', [what]) : what,
    ...(forbid ? { forbid } : {}),
    fails: counts && isMissing(status),
    tone: documentTone(documentStatusTones[status]),
    statusWord: keptWord(finding, options),
    message: keptTitle(finding, options),
    timeline: {
      from: look.first,
      to: look.at,
      spans: changes.map((one, at) => ({
        from: one.at,
        to: changes[at + 1]?.at ?? look.at,
        tone: documentTone(documentStatusTones[one.status]),
        text: visible(options.words('kept.span', [keptWord({ ...one, forbid }, options), dateTime(one.at)])),
      })),
    },
  });
};

const groupOf = (
  { org }: MonitorState,
  look: KeptLook,
  at: number,
  options: WatchTextOptions,
  frame: DocumentFrame,
): DocumentGroup => {
  const { words } = options;
  const { missing, unknown } = countsOf(look);
  const open = openIn(look);
  const changed = look.findings.filter((one) => one.changes.length > 1 && !open.includes(one));
  const code = codeOfLook(look);
  return {
    key: `look-${at + 1}`,
    title: visible(words('kept.look', [look.reference, look.user.username, org.shortName])),
    user: visible(look.user.username),
    integration: visible(look.reference),
    facts: [
      fact(frame.said('fact.org'), `${org.shortName}, ${org.instanceUrl} (${org.id})`),
      fact(words('kept.fact.first'), dateTime(look.first)),
      fact(words('kept.fact.last'), dateTime(look.at)),
    ],
    verdict: {
      word: words(`verdict.${code}`),
      text: words('group.counts', [String(missing), String(unknown)]),
      tone: code === exitCodes.done ? 'good' : code === exitCodes.unknown ? 'unsure' : 'bad',
    },
    warnings: [],
    causes: [],
    items: [...open, ...changed].map((one) => itemOf(one, look, options, frame)),
  };
};

/** The document. */
export const keptDocument = (report: KeptReport, options: WatchTextOptions, frame: DocumentFrame): ReportDocument => {
  const { words } = options;
  const looks = report.states.flatMap((state) => state.looks.map((look) => ({ state, look })));
  const exitCode = keptCode(report);
  return {
    command: 'monitor',
    title: words('kept.title'),
    org: null,
    runBy: '',
    version: frame.version,
    facts: [fact(words('kept.fact.stateDir'), report.stateDir)],
    // Nothing was read from an org: it is as of the last look.
    at:
      looks
        .map(({ look }) => look.at)
        .sort()
        .at(-1) ?? '',
    exitCode,
    verdict: {
      word: words(`verdict.${exitCode}`),
      text: visible(counted('kept.headline', looks.length, words, [report.stateDir])),
      tone: exitCode === exitCodes.done ? 'good' : exitCode === exitCodes.unknown ? 'unsure' : 'bad',
    },
    tables: [
      {
        key: 'looks',
        title: words('kept.table'),
        notes: [],
        columns: keptHead(options),
        rows: looks.map(({ state, look }) => keptRow(state, look).map((text) => ({ text }))),
      },
    ],
    groups: looks.map(({ state, look }, at) => groupOf(state, look, at, options, frame)),
    steps: [],
    unread: [
      ...oldSentences(report, options),
      ...undeliveredSentences(report, options),
      ...asideSentences(report, options),
    ].map(visible),
    json: keptJson(report),
  };
};
