import type { Status } from '../../../kinds/verdict.js';
import type { DocumentItem, DocumentTone } from '../../document/reportDocument.js';

const settled: ReadonlySet<Status> = new Set<Status>(['met', 'notApplicable', 'waived']);

/** Whether a finding leaves something to look at. */
export const isOpen = ({ status }: Pick<DocumentItem, 'status'>): boolean => !settled.has(status);

const order: Readonly<Record<DocumentTone, number>> = { bad: 0, unsure: 1, good: 2, plain: 2 };

const placeOf = (item: DocumentItem): number => order[item.tone] + (isOpen(item) ? 0 : 1);

/** Findings with what is missing first, then what is unsure, then what else is open; otherwise in their order. */
export const sortedItems = (items: readonly DocumentItem[]): DocumentItem[] =>
  [...items].sort((a, b) => placeOf(a) - placeOf(b));
