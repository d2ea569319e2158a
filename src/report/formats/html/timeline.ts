/** How a finding was over time, as a picture; the same stands in words as its text alternative. */
import type { DocumentTimeline } from '../../document/reportDocument.js';
import { markup } from './markup.js';
import type { Markup } from './markup.js';

const wide = 1000;

/** The picture: a bar from the first look to the last, each stretch in the color of what was found. */
export const timelineOf = ({ from, to, spans }: DocumentTimeline): Markup => {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const whole = Math.max(1, end - start);
  const place = (time: string): number => (Math.min(Math.max(Date.parse(time) - start, 0), whole) / whole) * wide;
  const pieces = spans.map(({ from: begin, to: stop, tone, text }) => {
    const left = place(begin);
    // A change in the last look is seen, too.
    const width = Math.max(place(stop) - left, 4);
    const x = Math.min(left, wide - width);
    return markup`<rect class="${tone}" x="${x.toFixed(1)}" width="${width.toFixed(1)}" height="10"><title>${text}</title></rect>`;
  });
  const words = spans.map(({ text }) => text).join('; ');
  return markup`<svg class="bar" viewBox="0 0 ${wide} 10" preserveAspectRatio="none" role="img" aria-label="${words}">${pieces}</svg>`;
};
