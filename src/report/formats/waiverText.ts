import type { DocumentItem } from '../document/reportDocument.js';

/** Why it is let pass, who answers for it, and until when. */
export const waiverText = ({ reason, owner, expires }: NonNullable<DocumentItem['waiver']>): string =>
  [reason, ...(owner === undefined ? [] : [owner]), ...(expires === undefined ? [] : [`until ${expires}`])].join('; ');
