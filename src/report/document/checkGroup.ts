/** One check of a report as a group of its document, and a name that leads to nobody as another. */
import type { UserNotFound } from '../../access/snapshot.js';
import { exitCodes } from '../../exitCode.js';
import { levels } from '../../kinds/requirement.js';
import { isOpen } from '../../kinds/verdict.js';
import { rootCauses } from '../../check/rootCauses.js';
import type { RootCause } from '../../check/rootCauses.js';
import { causeText } from '../check/causeText.js';
import type { CheckReport, ReportCheck, ReportFinding } from '../check/checkReport.js';
import { headline } from '../check/headline.js';
import { integrationName, notFoundNote } from '../check/readinessMatrix.js';
import { inOrder } from '../check/sections.js';
import { leftOutSentences } from '../check/leftOutOfPage.js';
import { opinionSentences } from '../check/opinionText.js';
import type { TextOptions } from '../check/textStyle.js';
import { warningTexts } from '../check/warnings.js';
import { visible } from '../visible.js';
import type { DocumentFrame } from './documentFrame.js';
import { documentTone, fact, plainItem } from './documentParts.js';
import { failsWith, findingItem, itemTone } from './findingItem.js';
import type { DocumentCause, DocumentFact, DocumentGroup, DocumentItem, DocumentTone } from './reportDocument.js';

/** What all parts of the document of a check are made of. */
export type CheckPlace = {
  readonly report: CheckReport;
  readonly options: TextOptions;
  readonly frame: DocumentFrame;
};

/** What fails first, then what else is open, then the rest; within these by level, and in the order of the terminal. */
const itemsOf = (check: ReportCheck, { report, options }: CheckPlace): DocumentItem[] => {
  const surroundings = {
    words: options.words,
    vocabulary: report.vocabulary,
    instanceUrl: report.org.instanceUrl,
    failOn: check.failOn,
    userId: check.user.id,
  };
  const ordered = levels.flatMap((level) => inOrder(check.findings.filter((finding) => finding.level === level)));
  const fails = (finding: ReportFinding): boolean => failsWith(finding, check.failOn);
  return [
    ...ordered.filter(fails),
    ...ordered.filter((finding) => !fails(finding) && isOpen(finding)),
    ...ordered.filter((finding) => !fails(finding) && !isOpen(finding)),
  ].map((finding) => findingItem(finding, surroundings));
};

const groupFacts = (check: ReportCheck, { report, options, frame: { said } }: CheckPlace): DocumentFact[] => {
  const { words } = options;
  const { user, requirements } = check;
  const hidden = words('report.hidden');
  const suffix = user.requestedUsername === null ? '' : ` ${words('report.sandboxSuffix', [user.requestedUsername])}`;
  return [
    fact(said('fact.integration'), `${requirements.label} (${integrationName(check)})`),
    fact(said('fact.user'), `${user.name} <${user.username}>${suffix}`),
    fact(
      said('fact.profile'),
      words('report.profile.text', [user.profile ?? hidden, user.userLicense === '' ? hidden : user.userLicense]),
    ),
    fact(said('fact.mode'), words(`report.mode.${user.evidence.mode}`, [report.org.username])),
    ...opinionSentences(check, words).map((sentence) => fact(said('fact.opinion'), sentence)),
    fact(said('fact.definition'), `${check.reference} (${requirements.definitionHash})`),
    ...leftOutSentences(check, options).map((sentence) => fact(said('fact.leftOut'), sentence)),
  ];
};

/** The gravest tone of what it mends. */
const worstTone = (tones: readonly DocumentTone[]): DocumentTone => {
  if (tones.includes('bad')) return 'bad';
  return tones.includes('unsure') ? 'unsure' : 'plain';
};

const causeOf = (cause: RootCause<ReportFinding>, { report }: CheckPlace): DocumentCause => {
  const { title, text, needs } = causeText(cause, report.vocabulary);
  const all = [...cause.roots, ...cause.falls];
  return {
    title: visible(title),
    text: visible(text),
    tone: worstTone(all.map(itemTone)),
    ids: all.map(({ id }) => visible(id)),
    needs,
  };
};

/** One check as a group. */
export const checkGroup = (check: ReportCheck, at: number, place: CheckPlace): DocumentGroup => {
  const { word, text, tone } = headline(check, place.options);
  const integration = visible(integrationName(check));
  const user = visible(check.user.username);
  return {
    key: `check-${at + 1}`,
    title: `${integration}, ${user}`,
    user,
    integration,
    facts: groupFacts(check, place),
    verdict: { word, text: visible(text), tone: documentTone(tone) },
    warnings: warningTexts(check, place.options).map(visible),
    causes: rootCauses(check.findings).map((cause) => causeOf(cause, place)),
    items: [...surplusItems(check, place), ...itemsOf(check, place)],
  };
};

/** Where surplus makes the command fail, that it does: every format has to show it. */
const surplusItems = (check: ReportCheck, { options }: CheckPlace): DocumentItem[] => {
  const { words } = options;
  const { surplus = [], surplusCode = exitCodes.done } = check;
  if (surplusCode === exitCodes.done) return [];
  const isUnknown = surplusCode === exitCodes.unknown;
  const many =
    surplus.length === 1 ? words('report.surplus.fails.one') : words('report.surplus.fails', [String(surplus.length)]);
  return [
    plainItem({
      id: 'surplus',
      kind: 'surplus',
      status: isUnknown ? 'unknown' : 'unmet',
      fails: true,
      code: isUnknown ? 'SURPLUS_UNKNOWN' : 'SURPLUS',
      tone: isUnknown ? 'unsure' : 'bad',
      statusWord: words(`report.status.${isUnknown ? 'unknown' : 'forbidden'}`),
      name: words('report.surplus.item'),
      message: isUnknown ? words('report.surplus.notKnown') : many,
    }),
  ];
};

/** A name that leads to no user as a group: it makes the command fail, so every format has to show it. */
export const notFoundGroup = (missing: UserNotFound, at: number, { options }: CheckPlace): DocumentGroup => {
  const { words } = options;
  const { code, username } = missing;
  const name = visible(username);
  const note = visible(notFoundNote(missing, options));
  const item = plainItem({
    id: `user:${username}`,
    kind: 'user',
    status: 'unmet',
    fails: true,
    code,
    tone: 'bad',
    statusWord: words('report.status.unmet'),
    name,
    message: note,
    actions: [visible(words('report.step.notFound', [username]))],
  });
  return {
    key: `user-${at + 1}`,
    title: name,
    user: name,
    facts: [],
    verdict: { word: words('report.notReady'), text: note, tone: 'bad' },
    warnings: [],
    causes: [],
    items: [item],
  };
};
