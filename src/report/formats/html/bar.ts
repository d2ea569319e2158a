/** How many findings there are of each tone, as a bar: a picture of numbers that stand beside it as text. */
import type { DocumentItem, DocumentTone } from '../../document/reportDocument.js';
import { markup } from './markup.js';
import type { Markup } from './markup.js';
import { shownTone } from './badge.js';

const tones: readonly DocumentTone[] = ['bad', 'unsure', 'good', 'plain'];

const wide = 1000;

/** The bar of these findings; null where there are none. What there is of a tone is never too thin to be seen. */
export const toneBar = (items: readonly DocumentItem[]): Markup | null => {
  if (items.length === 0) return null;
  const counts = tones.map((tone) => items.filter((item) => shownTone(item) === tone).length);
  const shares = counts.map((count) => (count === 0 ? 0 : Math.max(12, (count / items.length) * wide)));
  const scale = wide / shares.reduce((sum, share) => sum + share, 0);
  let left = 0;
  const pieces = tones.map((tone, at) => {
    const width = (shares[at] ?? 0) * scale;
    const piece = markup`<rect class="${tone}" x="${left.toFixed(1)}" width="${width.toFixed(1)}" height="10"/>`;
    left += width;
    return width === 0 ? null : piece;
  });
  return markup`<svg class="bar" viewBox="0 0 ${wide} 10" preserveAspectRatio="none" aria-hidden="true">${pieces.filter((one) => one !== null)}</svg>`;
};
