import type { DocumentFact } from '../../document/reportDocument.js';
import { markup } from './markup.js';
import type { Markup } from './markup.js';

const fact = ({ label, text, isCommand }: DocumentFact): Markup =>
  markup`<div><dt>${label}</dt><dd>${isCommand === true ? markup`<code>${text}</code>` : text}</dd></div>`;

/** What a report or a group is about, as a list of terms; null where there is nothing. */
export const factList = (facts: readonly DocumentFact[]): Markup | null =>
  facts.length === 0 ? null : markup`<dl class="facts">${facts.map(fact)}</dl>`;
