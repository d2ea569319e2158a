/** All that is known about a finding, as a list of terms. */
import { formatPlace } from '../../../definition/definitionMistake.js';
import { isOpen } from '../../../kinds/verdict.js';
import type { DocumentDetail, DocumentItem, DocumentSource } from '../../document/reportDocument.js';
import type { Words } from '../../words.js';
import { itemAnchor } from './anchors.js';
import { badge } from './badge.js';
import type { FindingContext } from './findingContext.js';
import { markup } from './markup.js';
import type { Markup } from './markup.js';
import { orgLink } from './orgLink.js';
import { timelineOf } from './timeline.js';

/** A term with what belongs to it; null where nothing does. */
const entry = (label: string, pieces: readonly Markup[]): Markup | null =>
  pieces.length === 0 ? null : markup`<dt>${label}</dt>${pieces}`;

const sentence = (text: string): Markup => markup`<dd>${text}</dd>`;

const branch = ({ text, below }: DocumentSource): Markup =>
  markup`<li>${text}${below.length === 0 ? null : markup`<ul>${below.map(branch)}</ul>`}</li>`;

/** Sources as a tree; a single one that has nothing below it as a sentence. */
const tree = (sources: readonly DocumentSource[]): Markup[] => {
  const [first] = sources;
  if (!first) return [];
  if (sources.length === 1 && first.below.length === 0) return [sentence(first.text)];
  return [markup`<dd><ul class="tree">${sources.map(branch)}</ul></dd>`];
};

const details = ({ words, instanceUrl }: FindingContext, { text, tone, url }: DocumentDetail): Markup => {
  const address = orgLink(url, instanceUrl);
  const link = address === null ? null : markup` <a href="${address}" rel="noreferrer">${words('finding.setup')}</a>`;
  return markup`<dd class="detail">${badge(words(`tone.${tone}`), tone)} ${text}${link}</dd>`;
};

const blockers = ({ byId, group }: FindingContext, ids: readonly string[]): Markup[] =>
  ids.map((id) => {
    const item = byId.get(id);
    return item ? markup`<dd><a href="#${itemAnchor(group.key, id)}">${item.name}</a></dd>` : sentence(id);
  });

const waiverOf = (words: Words, { reason, owner, expires }: NonNullable<DocumentItem['waiver']>): Markup[] => [
  sentence(reason),
  ...(owner === undefined ? [] : [sentence(words('finding.waiverOwner', [owner]))]),
  ...(expires === undefined ? [] : [sentence(words('finding.waiverExpires', [expires]))]),
];

/** The list of a finding. */
export const findingTerms = (item: DocumentItem, context: FindingContext): Markup => {
  const { words, group, instanceUrl } = context;
  const anchor = itemAnchor(group.key, item.id);
  const address = orgLink(item.url, instanceUrl);
  const terms = [
    item.timeline === undefined
      ? null
      : entry(words('finding.timeline'), [
          markup`<dd>${timelineOf(item.timeline)}</dd>`,
          ...item.timeline.spans.map(({ text }) => sentence(text)),
        ]),
    isOpen(item) ? null : entry(words('finding.result'), [sentence(item.message)]),
    entry(words('finding.waiver'), item.waiver ? waiverOf(words, item.waiver) : []),
    entry(words('finding.because'), item.because.map(sentence)),
    entry(words('finding.actions'), item.actions.map(sentence)),
    entry(words('finding.blockedBy'), blockers(context, item.blockedBy)),
    entry(
      words('finding.details'),
      item.details.map((one) => details(context, one)),
    ),
    entry(words('finding.sources'), tree(item.sources)),
    entry(words('finding.places'), item.places.length === 0 ? [] : [sentence(item.places.map(formatPlace).join(', '))]),
    address === null
      ? null
      : markup`<dt>${words('finding.inSetup')}</dt><dd><a href="${address}" rel="noreferrer">${words('finding.setup')}</a></dd>`,
    entry(words('finding.id'), [markup`<dd><a href="#${anchor}">${item.id}</a> ${item.code}</dd>`]),
  ].filter((one) => one !== null);
  return markup`<dl>${terms}</dl>`;
};
