import type { DocumentItem } from '../document/reportDocument.js';

/** Whether somebody has to look at it. */
export const isOpenItem = ({ status }: DocumentItem): boolean =>
  status !== 'met' && status !== 'notApplicable' && status !== 'waived';

/** Whether something is the matter: open, and not merely planned. */
export const isProblem = (item: DocumentItem): boolean => isOpenItem(item) && item.code !== 'PLANNED';
