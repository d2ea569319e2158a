import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Runs a script in a process of its own, because the callback belongs to the process. `first` and `second` are two copies
 * of the module, as two installed plugins would load them; `breakBody` does what fetch does when a body ends early.
 */
const inProcess = async (script: string): Promise<string> => {
  const source = `
    const first = await import(${JSON.stringify(new URL('../../../src/org/brokenBody.ts?first', import.meta.url).href)});
    const second = await import(${JSON.stringify(new URL('../../../src/org/brokenBody.ts?second', import.meta.url).href)});
    if (first.orBroken === second.orBroken) throw new Error('only one copy');
    const never = () => new Promise(() => undefined);
    const breakBody = () => setTimeout(() => { throw Object.assign(new TypeError('terminated')); }, 10);
    const nameOf = (call) => call.then(() => 'settled', (error) => error.message);
    const has = () => process.hasUncaughtExceptionCaptureCallback();
    const keepAlive = setTimeout(() => console.log('hung'), 5000);
    ${script}
    clearTimeout(keepAlive);
  `;
  const { stdout } = await run(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], {
    cwd: root,
    timeout: 15_000,
  });
  return stdout.trim();
};

describe('an answer that breaks off', () => {
  it('rejects the call that waits for it, and leaves no callback behind where nothing broke', async () => {
    const said = await inProcess(`
      console.log(await nameOf(first.orBroken(Promise.resolve())), has());
      breakBody();
      console.log(await nameOf(first.orBroken(never())));
    `);
    expect(said).to.equal('settled false\nterminated');
  });

  it('reaches the calls of every copy of the module, whichever set the callback', async () => {
    const said = await inProcess(`
      const one = nameOf(first.orBroken(never()));
      const two = nameOf(second.orBroken(never()));
      breakBody();
      console.log(await one, await two);
      breakBody();
      console.log(await nameOf(second.orBroken(never())));
    `);
    expect(said).to.equal('terminated terminated\nterminated');
  });

  it('is still caught after a copy that shares the callback is done', async () => {
    const said = await inProcess(`
      const two = nameOf(second.orBroken(never()));
      await first.orBroken(Promise.resolve());
      breakBody();
      console.log(await two);
    `);
    expect(said).to.equal('terminated');
  });

  it("leaves somebody else's callback in place", async () => {
    const said = await inProcess(`
      process.setUncaughtExceptionCaptureCallback((error) => console.log('theirs', error.message));
      await first.orBroken(Promise.resolve());
      await second.orBroken(Promise.resolve());
      setTimeout(() => { throw new Error('of another plugin'); }, 10);
      await new Promise((done) => setTimeout(done, 50));
      console.log(has());
    `);
    expect(said).to.equal('theirs of another plugin\ntrue');
  });

  it('any other error that nobody catches is taken for an answer that cannot be read, as long as calls wait', async () => {
    const said = await inProcess(`
      setTimeout(() => { throw new Error('Cannot create a string longer than 0x1fffffe8 characters'); }, 10);
      const error = await first.orBroken(never()).catch((thrown) => thrown);
      console.log(error.errorCode, error.message, error.cause === undefined);
      void Promise.reject(new Error('a promise of nobody'));
      console.log((await second.orBroken(never()).catch((thrown) => thrown)).errorCode);
    `);
    expect(said).to.equal('UNREADABLE_ANSWER The answer could not be read. true\nUNREADABLE_ANSWER');
  });

  it('does not swallow an error that comes when no call waits', async () => {
    const failed = await inProcess(`
      breakBody();
      await nameOf(first.orBroken(never()));
      setTimeout(() => { throw new Error('a defect'); }, 10);
      await new Promise((done) => setTimeout(done, 50));
    `).catch((error: { code?: unknown; stderr?: unknown }) => error);
    expect(failed).to.have.property('code', 1);
    expect(failed).to.have.property('stderr').that.includes('a defect');
  });
});
