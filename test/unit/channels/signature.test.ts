import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { signatureHeaders } from '../../../src/channels/webhook.js';

type IsGenuine = (headers: Readonly<Record<string, string>>, body: string, key: string) => boolean;

/** The lines of the documentation, as they stand there. */
const linesOfDocs = async (): Promise<string> => {
  const docs = await readFile(new URL('../../../docs/monitor.md', import.meta.url), 'utf8');
  const [, code = ''] = /```js\n([^]*?)```/.exec(docs) ?? [];
  return code;
};

describe('the check of a signature in the documentation', () => {
  it('takes what is ours, and nothing that was changed, is old, or has another key', async () => {
    const code = await linesOfDocs();
    expect(
      code
        .trim()
        .split('\n')
        .filter((line) => line.trim() !== ''),
    ).to.have.length.at.most(10);
    const { isGenuine } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
      isGenuine: IsGenuine;
    };
    // The documentation looks at the clock; what is signed is signed for the same moment.
    const { now } = Date;
    const at = Date.parse('2026-11-28T07:00:00Z');
    Date.now = () => at;
    try {
      const body = '{"id":"é"}';
      const headers = signatureHeaders(body, 'key', at);
      expect(isGenuine(headers, body, 'key')).to.equal(true);
      expect(isGenuine(headers, `${body} `, 'key')).to.equal(false);
      expect(isGenuine(headers, body, 'other')).to.equal(false);
      expect(isGenuine({}, body, 'key')).to.equal(false);
      expect(isGenuine({ ...headers, 'x-sf-integration-signature': 'v1=00' }, body, 'key')).to.equal(false);
      expect(isGenuine(signatureHeaders(body, 'key', at - 301_000), body, 'key')).to.equal(false);
      const later = String(Number(headers['x-sf-integration-timestamp']) + 10);
      expect(isGenuine({ ...headers, 'x-sf-integration-timestamp': later }, body, 'key')).to.equal(false);
    } finally {
      Date.now = now;
    }
  });
});
