/**
 * The demo as a picture of texts (SVG): one page after the other, as a terminal shows them. The same run gives the same bytes:
 * times are set to one, and nothing else in the outputs depends on the day or the machine.
 */
import type { DemoOutput } from '../test/local-org/demoSteps.js';

const [fontSize, lineHeight, rows] = [14, 18, 42];
const height = (rows + 2) * lineHeight;

/** How long a page is shown, in seconds. */
const secondsPerPage = 6;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** An output in which all times are the same. */
export const timeless = (text: string): string =>
  text
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, '2026-11-29 12:00 UTC')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '2026-11-29T12:00:00Z');

type Line = { readonly text: string; readonly tone: 'headline' | 'command' | 'output' };

/** The lines of one step; what a page has no room for is left out, and that is shown. */
export const pageOf = ({ headline, command, output }: DemoOutput): readonly Line[] => {
  const first: readonly Line[] = [
    { text: `# ${headline}`, tone: 'headline' },
    { text: `$ sf ${command.join(' ')}`, tone: 'command' },
  ];
  const lines = timeless(output)
    .trimEnd()
    .split('\n')
    .map((text): Line => ({ text, tone: 'output' }));
  const room = rows - first.length;
  return lines.length <= room
    ? [...first, ...lines]
    : [...first, ...lines.slice(0, room - 1), { text: '...', tone: 'output' }];
};

const pageText = (page: readonly Line[], at: number): string =>
  [
    `<g class="page" style="animation-delay:${at * secondsPerPage}s">`,
    ...page.map(
      ({ text, tone }, line) => `<text x="12" y="${(line + 1.5) * lineHeight}" class="${tone}">${escaped(text)}</text>`,
    ),
    '</g>',
  ].join('\n');

/** The whole picture. */
export const demoPicture = (steps: readonly DemoOutput[]): string => {
  const pages = steps.map(pageOf);
  const columns = Math.max(...pages.flat().map(({ text }) => text.length));
  const width = Math.ceil(columns * fontSize * 0.61) + 24;
  const whole = steps.length * secondsPerPage;
  const shown = ((100 * secondsPerPage) / whole).toFixed(3);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" xml:space="preserve">
<title>sf integration: ${steps.map(({ command }) => command[1]).join(', ')}</title>
<style>
text { font: ${fontSize}px ui-monospace, Menlo, Consolas, monospace; fill: #d0d7de; white-space: pre; }
.headline { fill: #7ee787; font-weight: bold; }
.command { fill: #79c0ff; }
.page { opacity: 0; animation: page ${whole}s step-end infinite; }
@keyframes page { 0% { opacity: 1; } ${shown}% { opacity: 0; } }
@media (prefers-reduced-motion: reduce) { .page { animation: none; } .page:last-of-type { opacity: 1; } }
</style>
<rect width="100%" height="100%" rx="6" fill="#161b22"/>
${pages.map(pageText).join('\n')}
</svg>
`;
};
