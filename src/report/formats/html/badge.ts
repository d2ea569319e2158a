import type { DocumentItem, DocumentTone } from '../../document/reportDocument.js';
import { markup } from './markup.js';
import type { Markup } from './markup.js';

/** The word of a verdict or status. Its tone shows by a sign and a border too, never by color alone. */
export const badge = (word: string, tone: DocumentTone): Markup => markup`<b class="badge ${tone}">${word}</b>`;

/** The tone of a finding on the page: what is met is good here, although a terminal does not color it. */
export const shownTone = ({ status, tone }: Pick<DocumentItem, 'status' | 'tone'>): DocumentTone =>
  status === 'met' && tone === 'plain' ? 'good' : tone;
