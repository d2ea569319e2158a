import type { Words } from '../words.js';
import type { DocumentItem } from '../document/reportDocument.js';

/** Why it is let pass, who answers for it, and until when. @param said sentences of messages/document.md */
export const waiverText = ({ reason, owner, expires }: NonNullable<DocumentItem['waiver']>, said: Words): string =>
  [
    reason,
    ...(owner === undefined ? [] : [owner]),
    ...(expires === undefined ? [] : [said('waivedUntil', [expires])]),
  ].join('; ');
