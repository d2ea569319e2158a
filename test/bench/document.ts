/** Pure: the generated part of docs/performance.md, and how it is put between its markers. */
import type { Results } from './results.js';
import {
  curveTable,
  evaluationTable,
  growthTable,
  jobTable,
  largeTable,
  pageTable,
  fleetTable,
  pairTable,
  realSizeTable,
  targetTable,
} from './table.js';

export const beginMark = '<!-- bench:begin: written by `npm run bench`; changes between these marks are lost -->';
export const endMark = '<!-- bench:end -->';

const roundsText = ({ rounds }: Results): string =>
  rounds.map(({ latencyMs, rounds: count }) => `${count} at ${latencyMs} ms`).join(', ');

const machineText = (results: Results): string => {
  const { machine } = results;
  return [
    `- Machine: ${machine.cores} cores of ${machine.cpu}, ${(machine.memoryBytes / 2 ** 30).toFixed(0)} GiB of memory, ${machine.system}.`,
    `- Node ${machine.node.replace(/^v/, '')}, @salesforce/cli ${machine.sf}, commit ${machine.commit}, ${machine.date}.`,
    `- Measured rounds: ${roundsText(results)}, after one that was not measured.`,
    `- Load average before: ${machine.loadBefore.toFixed(2)}.${
      machine.foreignShare === null
        ? ''
        : ` CPU time of the machine spent on other things meanwhile: ${(machine.foreignShare * 100).toFixed(1)} %.`
    }`,
  ].join('\n');
};

/** The sections that have something to show. */
export const generatedText = (results: Results): string => {
  const latencies = [...new Set(results.jobs.map(({ latencyMs }) => latencyMs))].sort((a, b) => a - b);
  const pairs = pairTable(results);
  const sections: string[] = [
    ...(results.quick ? ['**A quick try with few rounds: no figures to rely on.**'] : []),
    '## The run',
    machineText(results),
    '## Targets',
    targetTable(results),
    ...latencies.flatMap((latencyMs) => [
      `## Jobs, ${latencyMs} ms of latency per request`,
      jobTable(results, latencyMs),
    ]),
    ...(pairs === null ? [] : ['## Beside what they replace', pairs]),
    ...(results.realSize.length > 0 ? ['## An org of real size', realSizeTable(results)] : []),
    ...(results.curves.length > 0 ? ['## Curves'] : []),
    ...results.curves.flatMap((curve) => [`### ${curve.title}`, curveTable(curve), growthTable(curve)]),
    ...(results.evaluation.length > 0 ? ['## Evaluation alone', evaluationTable(results)] : []),
    ...(results.large.length > 0 ? ['## Ten thousand entries', largeTable(results)] : []),
    ...(results.fleet.length > 0 ? ['## The watch of many orgs', fleetTable(results)] : []),
    ...(results.page.length > 0 ? ['## The HTML report', pageTable(results)] : []),
  ];
  return sections.join('\n\n');
};

/**
 * The document with its generated part replaced; everything outside of the marks stays as people wrote it.
 * @throws Error when the marks are not there exactly once and in order
 */
export const withGenerated = (document: string, generated: string): string => {
  const parts = document.split(beginMark);
  const [before, rest = ''] = parts;
  const [, after, ...more] = rest.split(endMark);
  if (parts.length !== 2 || before === undefined || after === undefined || more.length > 0)
    throw new Error('docs/performance.md: the marks of the generated part must be there once, in their order.');
  return `${before}${beginMark}\n\n${generated}\n\n${endMark}${after}`;
};
