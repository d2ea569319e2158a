import { expect } from 'chai';
import { beginMark, endMark, generatedText, withGenerated } from './document.js';
import type { JobResult } from './results.js';
import { markdownTable } from './table.js';
import { results, summary } from './testResults.js';

const job = (id: JobResult['id'], latencyMs: number, wallMs: number): JobResult => ({
  id,
  title: `\`${id}\``,
  latencyMs,
  summary: summary({ wallMs, userMs: wallMs / 2, roundTrips: 4, inSequence: 2, received: 39_900 }),
});

describe('bench: document', () => {
  it('replaces what stands between the marks and keeps every word outside of them', () => {
    const document = `# Title\n\n${beginMark}\nold\n${endMark}\n\n## What remains and why\n\nBy hand.\n`;
    const once = withGenerated(document, 'new');
    expect(once).to.equal(`# Title\n\n${beginMark}\n\nnew\n\n${endMark}\n\n## What remains and why\n\nBy hand.\n`);
    expect(withGenerated(once, 'new')).to.equal(once);
  });

  const broken: Array<[title: string, document: string]> = [
    ['without marks', '# Title'],
    ['without the second', `a ${beginMark} b`],
    ['in the wrong order', `${endMark} a ${beginMark}`],
    ['twice', `${beginMark} a ${endMark} ${beginMark} b ${endMark}`],
    ['with two ends', `${beginMark} a ${endMark} b ${endMark}`],
  ];
  for (const [title, document] of broken) {
    it(`refuses a document ${title}`, () => expect(() => withGenerated(document, 'new')).to.throw('marks'));
  }

  it('shows ratios beside absolutes, and chains of requests only where latency makes them plain', () => {
    const jobs = [job('empty', 0, 1000), job('check', 0, 1500), job('empty', 100, 1000), job('check', 100, 1700)];
    const text = generatedText(results({ jobs }));
    const [still = '', late = ''] = text.split('## Jobs, ').slice(1);
    expect(still).to.match(/`check` +\| +1\.50 ±0\.00 +\| +1\.50× +\| +0\.75 ±0\.00 +\| +1\.50× .*39\.9 \|/);
    expect(late).to.match(/`check` +\| +1\.70 ±0\.00 +\| +1\.70×/);
    expect(still).to.not.include('in sequence');
    expect(late).to.include('in sequence');
    expect(text).to.match(
      /CPU time, beside the empty command +\| +1\.50× +\| +≤ 1\.30× +\| +115 % +\| +\*\*missed\*\*/,
    );
    expect(text).to.not.include('NaN').and.not.include('undefined');
  });

  it('says that a quick try is one', () => {
    expect(generatedText(results({ quick: true }))).to.include('no figures to rely on');
    expect(generatedText(results())).to.not.include('no figures to rely on');
  });

  it('gives each curve its points and a verdict on each cost', () => {
    const points = [1, 10, 100].map((number) => ({
      number,
      summary: summary({
        wallMs: 1000 + number,
        userMs: 500 + number ** 2,
        roundTrips: 4,
        peakBytes: 1e8,
        received: 1000 * number,
        result: { findings: number, sources: 0, bytes: 1000 * number },
      }),
    }));
    const text = generatedText(results({ curves: [{ id: 'fields', title: 'Fields', unit: 'fields', points }] }));
    expect(text).to.match(/CPU time +\|.*\*\*faster\*\* \|/);
    for (const cost of ['own wall time', 'peak memory', 'requests', 'bytes received'])
      expect(text).to.match(new RegExp(`${cost} +\\|.* no faster \\|`));
  });

  it('pads tables, so that they can be read in a terminal', () => {
    expect(
      markdownTable(
        ['job', 's'],
        [
          ['a', '10.0'],
          ['longer', '1.0'],
        ],
      ),
    ).to.equal(['| job    |    s |', '|--------|-----:|', '| a      | 10.0 |', '| longer |  1.0 |'].join('\n'));
  });
});
