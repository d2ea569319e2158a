import type { DocumentFact } from '../../document/reportDocument.js';
import { markup } from './markup.js';
import type { Markup } from './markup.js';

/** What a report or a group is about, as a list of terms; null where there is nothing. */
export const factList = (facts: readonly DocumentFact[]): Markup | null =>
  facts.length === 0
    ? null
    : markup`<dl class="facts">${facts.map(({ label, text }) => markup`<div><dt>${label}</dt><dd>${text}</dd></div>`)}</dl>`;
