import { expect } from 'chai';
import sinon from 'sinon';
import { Flags, stubSfCommandUx } from '@salesforce/sf-plugins-core';
import { IntegrationCommand } from '../../../src/cli/integrationCommand.js';

/** Presses Ctrl-C: only what the command itself listens with is told, not the test runner. */
const pressCtrlC = (before: ReadonlySet<unknown>): void => {
  for (const listener of process.listeners('SIGINT').filter((one) => !before.has(one))) listener('SIGINT');
};

const run = async (writes: boolean): Promise<{ said: string; stopped: boolean }> => {
  const before = new Set(process.listeners('SIGINT'));
  let stopped = false;
  class Interrupted extends IntegrationCommand<void> {
    public run(): Promise<void> {
      if (writes) this.onWrite();
      pressCtrlC(before);
      stopped = this.stopSignal.aborted;
      return Promise.resolve();
    }
  }
  const ux = stubSfCommandUx(sinon);
  await Interrupted.run([]);
  return { said: ux.logToStderr.args.flat().join('\n'), stopped };
};

class Answering extends IntegrationCommand<boolean> {
  public run(): Promise<boolean> {
    return Promise.resolve(this.hasPerson(false));
  }
}

class WithNumber extends IntegrationCommand<void> {
  public static override readonly flags = { days: Flags.integer() };

  public async run(): Promise<void> {
    await this.parse(WithNumber);
  }
}

/** What is printed of a mistake in the flags. */
const mistaken = async (value: string): Promise<string> => {
  const ux = stubSfCommandUx(sinon);
  const { exitCode } = process;
  try {
    await WithNumber.run(['--days', value]);
  } catch {
    // Said before it is thrown.
  } finally {
    process.exitCode = exitCode;
    sinon.restore();
  }
  return ux.logToStderr.args.flat().join('\n');
};

describe('the base of the commands', () => {
  const { CI } = process.env;
  const { isTTY } = process.stdin;
  afterEach(() => {
    sinon.restore();
    if (CI === undefined) delete process.env['CI'];
    else process.env['CI'] = CI;
    process.stdin.isTTY = isTTY;
  });

  it('says at the first Ctrl-C that the step under way is finished, where something may have been written', async () => {
    const { said, stopped } = await run(true);
    expect(stopped).to.equal(true);
    expect(said).to.match(/step that is under way .*finished/);
  });

  it('says nothing of it where nothing was written', async () => {
    expect(await run(false)).to.deep.equal({ said: '', stopped: true });
  });

  it('shows the tab of a mistake in the flags as blanks, and what was typed as escapes', async () => {
    expect(await mistaken('x')).to.match(/Parsing --days *\n +Expected an integer but received: x/);
    expect(await mistaken('x\u001by')).to.include('received: x\\u{1b}y');
  });

  for (const [value, isPerson] of [
    [undefined, true],
    ['', true],
    ['false', true],
    ['True', false],
    ['1', false],
    ['jenkins', false],
  ] as const) {
    it(`CI=${value ?? ' not set'}: there is ${isPerson ? 'somebody' : 'nobody'} to be asked`, async () => {
      process.stdin.isTTY = true;
      if (value === undefined) delete process.env['CI'];
      else process.env['CI'] = value;
      expect(await Answering.run([])).to.equal(isPerson);
    });
  }
});
