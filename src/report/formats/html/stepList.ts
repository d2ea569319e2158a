/** What to do, in its order, with commands that can be copied. */
import type { DocumentStep } from '../../document/reportDocument.js';
import type { Words } from '../../words.js';
import { lines, markup } from './markup.js';
import type { Markup } from './markup.js';

/** The section; null where there is nothing to do. */
export const stepList = (steps: readonly DocumentStep[], words: Words): Markup | null => {
  if (steps.length === 0) return null;
  const command = (text: string, at: number): Markup =>
    markup`<div class="command"><pre tabindex="0" aria-label="${words('steps.command', [String(at + 1)])}"><code>${text}</code></pre><button type="button" class="copy scripted" aria-label="${words('steps.copyCommand', [String(at + 1)])}">${words('steps.copy')}</button></div>`;
  const step = ({ text, command: line }: DocumentStep, at: number): Markup =>
    markup`<li>${text}${line === undefined ? null : command(line, at)}</li>`;
  return markup`<section id="steps" aria-labelledby="steps-heading">
<h2 id="steps-heading">${words('steps.heading')}</h2>
<ol class="steps" data-copied="${words('steps.copied')}">
${lines(steps.map(step))}
</ol>
</section>
`;
};
