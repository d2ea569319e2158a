import { isOpen } from '../../../kinds/verdict.js';
import type { DocumentGroup, DocumentItem, DocumentTone } from '../../document/reportDocument.js';

const order: Readonly<Record<DocumentTone, number>> = { bad: 0, unsure: 1, good: 2, plain: 2 };

/** How early a finding comes: what is missing is 0. */
export const placeOf = (item: Pick<DocumentItem, 'status' | 'tone'>): number =>
  order[item.tone] + (isOpen(item) ? 0 : 1);

/** Whether a group is the steps of a run: they have an order, and no level. */
export const isRun = ({ items }: Pick<DocumentGroup, 'items'>): boolean => items.some(({ kind }) => kind === 'step');

/** Findings with what is missing first, then what is unsure, then what else is open; otherwise in their order. */
export const sortedItems = (items: readonly DocumentItem[]): readonly DocumentItem[] =>
  isRun({ items }) ? items : [...items].sort((a, b) => placeOf(a) - placeOf(b));
