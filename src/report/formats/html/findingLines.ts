/** All that is known about a finding, as lines of text: a browser opens 10,000 of these far faster than lists of terms. */
import { isOpen } from '../../../kinds/verdict.js';
import type { DocumentDetail, DocumentItem, DocumentSource } from '../../document/reportDocument.js';
import type { FindingContext } from './findingContext.js';
import { formatPlace } from '../../../definition/definitionMistake.js';
import { lines, markup } from './markup.js';
import type { Markup } from './markup.js';
import { orgLink } from './orgLink.js';

/** A source and what is below it, each level further in. */
const branch = ({ text, below }: DocumentSource, depth = 1): string[] => [
  `${'  '.repeat(depth)}${text}`,
  ...below.flatMap((one) => branch(one, depth + 1)),
];

const linked = (label: string, url: string | undefined, { words, instanceUrl }: FindingContext): Markup => {
  const address = orgLink(url, instanceUrl);
  return address === null
    ? markup`${label}`
    : markup`${label} <a href="${address}" rel="noreferrer">${words('finding.setup')}</a>`;
};

/** The lines of a finding. */
export const findingLines = (item: DocumentItem, context: FindingContext): Markup => {
  const { words, byId } = context;
  const { waiver } = item;
  const line = (key: string, text: string): Markup => markup`${words(`finding.${key}`)}: ${text}`;
  const detail = ({ text, tone, url }: DocumentDetail): Markup =>
    linked(`${words('finding.details')}: ${words(`tone.${tone}`)}: ${text}`, url, context);
  const waived = waiver
    ? [
        line('waiver', waiver.reason),
        ...(waiver.owner === undefined ? [] : [markup`${words('finding.waiverOwner', [waiver.owner])}`]),
        ...(waiver.expires === undefined ? [] : [markup`${words('finding.waiverExpires', [waiver.expires])}`]),
      ]
    : [];
  return markup`<div class="lines">${lines([
    ...(item.timeline === undefined ? [] : item.timeline.spans.map(({ text }) => line('timeline', text))),
    ...(isOpen(item) ? [] : [line('result', item.message)]),
    ...waived,
    ...item.because.map((one) => line('because', one)),
    ...item.actions.map((one) => line('actions', one)),
    ...(item.blockedBy.length === 0
      ? []
      : [line('blockedBy', item.blockedBy.map((id) => byId.get(id)?.name ?? id).join(', '))]),
    ...item.details.map(detail),
    ...(item.sources.length === 0
      ? []
      : [line('sources', ''), ...item.sources.flatMap((one) => branch(one)).map((text) => markup`${text}`)]),
    ...(item.places.length === 0 ? [] : [line('places', item.places.map(formatPlace).join(', '))]),
    ...(item.url === undefined ? [] : [linked(`${words('finding.inSetup')}:`, item.url, context)]),
    line('id', `${item.id} ${item.code}`),
  ])}</div>`;
};
