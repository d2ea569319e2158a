import { ux as oclifUx } from '@oclif/core/ux';
import { stubSfCommandUx } from '@salesforce/sf-plugins-core';
import { expect } from 'chai';
import sinon from 'sinon';
import { IntegrationCommand } from '../../src/cli/integrationCommand.js';
import { failureCodes } from '../../src/failureCode.js';
import { OrgFailure } from '../../src/org/failure.js';

let toThrow: Error = new Error('nothing');
let writesFirst = false;

class Failing extends IntegrationCommand<void> {
  public static override readonly enableJsonFlag = true;

  public async run(): Promise<void> {
    await this.parse(Failing);
    if (writesFirst) this.onWrite();
    throw toThrow;
  }
}

type Thrown = { name: string; message: string; exitCode: number; actions?: string[]; oclif?: { exit?: number } };

describe('a command that fails', () => {
  const sandbox = sinon.createSandbox();
  let json: () => Record<string, unknown>;
  let errors: () => string;

  beforeEach(() => {
    const ux = stubSfCommandUx(sandbox);
    const stdout = sandbox.stub(oclifUx, 'stdout');
    json = () => JSON.parse(String(stdout.args[0]?.[0])) as Record<string, unknown>;
    errors = () => ux.logToStderr.args.flat().join('\n');
  });
  afterEach(() => {
    sandbox.restore();
    process.exitCode = 0;
    writesFirst = false;
  });

  const fail = async (error: Error, ...argv: string[]): Promise<Thrown> => {
    toThrow = error;
    try {
      await Failing.run(argv, import.meta.url);
    } catch (thrown) {
      expect(process.exitCode).to.equal((thrown as Thrown).exitCode);
      expect((thrown as Thrown).oclif?.exit).to.equal((thrown as Thrown).exitCode);
      return thrown as Thrown;
    }
    throw new Error('it did not fail');
  };

  const exitCodes: Record<string, number> = { GAVE_UP_WAITING: 69, INTERRUPTED: 130 };
  for (const code of failureCodes) {
    it(`${code}: exit code ${exitCodes[code] ?? 2}, one sentence, a next step`, async () => {
      const error = await fail(new OrgFailure(code, ['first.example', 'second', 'third', 'fourth', 'fifth']));
      expect(error.exitCode).to.equal(exitCodes[code] ?? 2);
      expect(error.message)
        .to.match(/^\S[^\n]*$/)
        .and.not.match(/%s|undefined|[A-Z]+_[A-Z]+/);
      if (code !== 'INTERRUPTED') expect(error.actions?.join('')).to.match(/\w/);
      expect(errors())
        .to.include(error.message)
        .and.not.match(/^\s+at /m);
    });
  }

  it('shows what an org says without what a terminal would obey', async () => {
    const error = await fail(new OrgFailure('REFUSED', ['CODE', '\u001b[31mred\u202E']));
    expect(error.message).to.not.match(/[\p{Cc}\u202E]/u);
  });

  it('has its own exit code, whatever sf makes of the words', async () => {
    const gack = 'An unexpected error occurred. ErrorId: 1186247213-40301 (-1497187462)';
    expect((await fail(new OrgFailure('SERVER_UNAVAILABLE', [gack]))).exitCode).to.equal(2);
    sandbox.restore();
    stubSfCommandUx(sandbox);
    expect((await fail(new TypeError('x is not a function'))).exitCode).to.equal(2);
  });

  describe('over a defect of its own', () => {
    const stumble = (): Error => {
      try {
        return (JSON.parse('null') as { x: Error }).x;
      } catch (error) {
        return error as Error;
      }
    };

    it('says so and where, not in the words of the program, and what was not sent', async () => {
      const error = await fail(Object.assign(stumble(), { message: 'Bearer 00Dsecret is not iterable' }));
      expect(error).to.include({ name: 'UnexpectedError', exitCode: 2 });
      expect(error.message)
        .to.match(/^\S[^\n]*TypeError[^\n]*$/)
        .and.include('before it sent anything')
        .and.not.match(/secret|iterable/);
      expect(error.actions?.join()).to.include('report');
      expect(errors()).to.not.match(/secret|iterable|^\s+at /m);
    });

    it('names the place in this plugin', async () => {
      const stack =
        'TypeError: x\n    at JSON.parse (<anonymous>)\n    at y (file:///home/me/plugin/lib/org/read/rows.js:12:3)\n';
      const error = await fail(Object.assign(new TypeError('x'), { stack }));
      expect(error.message).to.include('(TypeError, org/read/rows.js:12)');
    });

    it('never says that nothing was changed once something was sent', async () => {
      writesFirst = true;
      const error = await fail(new RangeError('Maximum call stack size exceeded'));
      expect(error).to.include({ name: 'UnexpectedError', exitCode: 68 });
      expect(error.message)
        .to.include('a part of the changes may be there')
        .and.not.match(/nothing|call stack/i);
      expect(error.actions).to.have.length.greaterThan(1);
    });

    for (const [name, one] of [
      ['URIError', new URIError('URI malformed')],
      ['an error of a library', Object.assign(new Error('No such thing'), { name: 'NoSuchThing' })],
    ] as const)
      it(`neither where it is ${name}`, async () => {
        writesFirst = true;
        const error = await fail(one);
        expect(error.exitCode).to.equal(68);
        expect(error.message).to.include('a part of the changes may be there');
      });
  });

  it('shows the words of other errors without what a terminal would obey', async () => {
    expect((await fail(new Error('\u001b[31mred\nand more'))).message).to.equal('\\u{1b}[31mred\nand more');
  });

  it('gives JSON with the exit code, and without stack and cause', async () => {
    const error = await fail(new OrgFailure('SERVER_UNAVAILABLE', ['1186247213-40301 (-1497187462)']), '--json');
    expect(json()).to.include({ name: error.name, message: error.message, exitCode: 2, status: 2 });
    expect(json()).to.not.have.any.keys('stack', 'cause');
  });
});
