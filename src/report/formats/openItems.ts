import { isOpen } from '../../kinds/verdict.js';
import type { DocumentItem } from '../document/reportDocument.js';

/** Whether something is the matter: open, and not merely planned. */
export const isProblem = (item: DocumentItem): boolean => isOpen(item) && item.code !== 'PLANNED';
