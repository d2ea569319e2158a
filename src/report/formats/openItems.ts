import type { DocumentItem } from '../document/reportDocument.js';

/** Whether somebody has to look at it. */
export const isOpenItem = ({ status }: DocumentItem): boolean =>
  status !== 'met' && status !== 'notApplicable' && status !== 'waived';
