import { expect } from 'chai';
import fc from 'fast-check';
import {
  forgetSecrets,
  forgetSecretsOf,
  watchSecrets,
  withoutSecrets,
  withoutSecretsIn,
  withoutSession,
} from '../../src/secrets.js';
import { cpuTimeOf } from '../support/cpuTime.js';

const token = '00D5g0000000GBs!AQc6e78f98c233a8dde310e393e844611fc98f6f98f811e9c50d40851ce48e982c';
const secret = token.slice(16);

describe('taking secrets out of a text', () => {
  beforeEach(forgetSecrets);
  after(forgetSecrets);

  const unknown: Record<string, [given: string, left: string]> = {
    'a session': [`a ${token} b`, 'a (token) b'],
    'a session that was cut off': ['a 00D5g0000000GBs!AQ4…', 'a (token)…'],
    'a session with its ! encoded': ['?x=00D5g0000000GBsEAM%21AQ4.x&y=1', '?x=(token)&y=1'],
    'a session of whose id a broken escape took a part': [
      `a \u0000${token.slice(1)} b`,
      'a \u00000D5g0000000GBs(token) b',
    ],
    'what follows Bearer': ['Authorization: Bearer abc.DEF-123 no', 'Authorization: Bearer (token) no'],
    'a sid': ['frontdoor.jsp?sid=ABCDEF1234567890xyz&x=1', 'frontdoor.jsp?sid=(token)&x=1'],
    'a session of SOAP': ['<sessionId>ABCDEF1234567890xyz</sessionId>', '<sessionId>(token)</sessionId>'],
    'a token in JSON': ['{"access_token":"ABCDEF1234567890xyz","id":1}', '{"access_token":"(token)","id":1}'],
    'a refresh token': ['5Aep861abcdefghijklmnop x', '(token) x'],
    'what follows Basic': ['Authorization: Basic dXNlcjpwYXNzd29yZDE= x', 'Authorization: Basic (token) x'],
    'a JWT': [`x eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.abc-DEF_1 y`, 'x (token) y'],
  };
  for (const [name, [given, left]] of Object.entries(unknown))
    it(`${name}, known or not`, () => expect(withoutSecrets(given)).to.equal(left));

  const harmless = [
    '00D5g0000000GBsEAM',
    'Org http://127.0.0.1:4010 (00D5g0000000GBsEAM), API 68.0',
    'Basic Sales_Users_2024, Basic information, Basic 2024',
    'Bearer authentication is required. OAuth or a password.',
    'picklistValue:Lead.SessionId=Open',
    'sf org display --target-org admin@example.com',
    'userPermission:ManageSessionPermissionSets',
    'The session has expired: log in again.',
  ];
  for (const text of harmless)
    it(`leaves ${text} as it is`, () => {
      watchSecrets(() => [token]);
      expect(withoutSecrets(text)).to.equal(text);
    });

  it('knows a session that was renewed meanwhile, and the one before', () => {
    let now = token;
    watchSecrets(() => [now, undefined]);
    now = '00D5g0000000GBs!BBBBBBBBBBBBccccccccccccDDDDDDDDDDDD';
    expect(withoutSecrets(`x ${secret} y ccccccccccccDDDDDDDDDDDD z`)).to.equal('x (token) y (token) z');
  });

  it('knows those of one connection no more once it is over, and those of others as before', () => {
    const [one, other] = [{}, {}];
    watchSecrets(() => ['AAAAAAAAAAAAaaaaaaaaaaaa'], one);
    watchSecrets(() => ['BBBBBBBBBBBBbbbbbbbbbbbb'], other);
    expect(withoutSecrets('AAAAAAAAAAAAaaaa, then BBBBBBBBBBBBbbbb')).to.equal('(token), then (token)');
    forgetSecretsOf(one);
    expect(withoutSecrets('AAAAAAAAAAAAaaaa, then BBBBBBBBBBBBbbbb')).to.equal('AAAAAAAAAAAAaaaa, then (token)');
  });

  it('leaves what stands around a disguised token as it is', () => {
    watchSecrets(() => [token]);
    const lines = secret.replaceAll(/.{20}/g, '$&\n  ');
    expect(withoutSecrets(`<a href="x%20y">${lines}</a>\n`)).to.equal('<a href="x%20y">(token)</a>\n');
  });

  it('takes only sessions out of a file that people keep', () => {
    watchSecrets(() => [token]);
    expect(withoutSession(`sid=ABCDEF1234567890xyz ${token} ${secret}`)).to.equal(
      'sid=ABCDEF1234567890xyz (token) (token)',
    );
  });

  const base64 = (words: string): string => Buffer.from(words).toString('base64');
  const inBase64: Record<string, string> = {
    'the session': base64(token),
    'its secret half': base64(secret),
    'what a header for Basic holds': base64(`user@example.com:${token}`),
    'one byte before it': base64(`x${secret}`),
    'two bytes before it, and text after': base64(`{"${secret}","x":1}`),
    'a piece of it': base64(secret.slice(13, 40)),
    'the alphabet of addresses': Buffer.from(token).toString('base64url'),
    'lines of 64': base64(`Authorization: Bearer ${token}`).replaceAll(/.{64}/g, '$&\n'),
    'percent-encoded': encodeURIComponent(base64(`?>${token}`)),
  };
  for (const [name, given] of Object.entries(inBase64))
    it(`leaves nothing of a known secret in base64: ${name}`, () => {
      watchSecrets(() => [token]);
      const left = withoutSecrets(`a ${given} b`);
      expect(left).to.include('(token)');
      const runs =
        decodeURIComponent(left)
          .replaceAll('\n', '')
          .match(/[A-Za-z0-9+/_-]{12,}/g) ?? [];
      for (const run of runs)
        for (let from = 0; from < 4; from += 1) {
          const decoded = Buffer.from(run.slice(from), 'base64').toString('latin1');
          for (let at = 0; at + 12 <= secret.length; at += 1)
            expect(decoded.includes(secret.slice(at, at + 12)), `${left}: ${decoded}`).to.equal(false);
        }
    });

  const hex = (words: string): string => Buffer.from(words).toString('hex');
  const inHex: Record<string, string> = {
    'the session': hex(token),
    'in capital letters': hex(`Authorization: Bearer ${token}`).toUpperCase(),
    'a piece of it': hex(secret.slice(13, 40)),
    'with blanks, as in a dump': hex(token).replaceAll(/.{4}/g, '$& '),
    'with colons': hex(token).replaceAll(/..(?!$)/g, '$&:'),
    'with 0x and commas': hex(token).replaceAll(/../g, '0x$&, '),
    'in lines': hex(token).replaceAll(/.{32}/g, '$&\n'),
  };
  for (const [name, given] of Object.entries(inHex))
    it(`leaves nothing of a known secret in hexadecimal: ${name}`, () => {
      watchSecrets(() => [token]);
      const left = withoutSecrets(`a ${given} b`);
      expect(left).to.include('(token)');
      const digits = left.toLowerCase().replaceAll(/0x|[^0-9a-f]/g, '');
      for (let at = 0; at + 12 <= secret.length; at += 1) expect(digits).to.not.include(hex(secret.slice(at, at + 12)));
    });

  it('leaves hexadecimal of other things as it is', () => {
    watchSecrets(() => [token]);
    const text = `sha256:${hex('nothing secret in this digest')} at 10:20:30, 0x41`;
    expect(withoutSecrets(text)).to.equal(text);
  });

  it('leaves base64 of other things as it is', () => {
    watchSecrets(() => [token]);
    const text = `zip ${base64('nothing secret in this archive at all, but a lot of it')}`;
    expect(withoutSecrets(text)).to.equal(text);
  });

  it('goes through data, and changes nothing else in it', () => {
    watchSecrets(() => [token]);
    const data = { a: [1, null, true, { b: `x ${token}`, c: undefined }], d: new Date(0), [secret]: 'key' };
    expect(withoutSecretsIn(data)).to.deep.equal({ ...data, a: [1, null, true, { b: 'x (token)', c: undefined }] });
  });

  it('asks for the secrets of a connection once for a value, however many texts it has', () => {
    let asked = 0;
    watchSecrets(() => {
      asked += 1;
      return [token];
    });
    asked = 0;
    withoutSecretsIn(Array.from({ length: 100 }, (_, at) => ({ text: `a text of some length, number ${at}` })));
    expect(asked).to.equal(1);
  });

  it('leaves no twelve characters in a row of a known secret, wherever and however it stands', () => {
    watchSecrets(() => [token]);
    const disguise = fc.constantFrom<(c: string) => string>(
      (c) => c,
      (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
      (c) => `%25${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
      (c) => `&#${c.charCodeAt(0)};`,
      (c) => `\\u00${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
      (c) => `${c}\u001b[0m`,
      (c) => `${c}\\u{200b}`,
      (c) => `${c}\n`,
    );
    const cut = fc.tuple(fc.nat(secret.length - 12), fc.nat(secret.length));
    const around = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(
        around,
        around,
        cut,
        fc.array(disguise, { minLength: 1, maxLength: 5 }),
        (before, after, at, ways) => {
          const piece = secret.slice(at[0], at[0] + Math.max(12, at[1]));
          const hidden = [...piece].map((c, i) => (ways[i % ways.length] ?? String)(c)).join('');
          const said = withoutSecrets(`${before} ${hidden} ${after}`);
          expect(said).to.include('(token)');
          // What is left of it is less than could be put together again.
          const bare = said.replaceAll(/[^0-9A-Za-z]/g, '');
          for (let i = 0; i + 12 <= piece.length; i += 1) expect(bare).to.not.include(piece.slice(i, i + 12));
        },
      ),
      { numRuns: 300, seed: 10 },
    );
  });

  // What secrets begin with, and what stands before them, over and over: an org may answer with nothing else.
  for (const words of ['sid=', 'authorization:', 'Basic+', 'eyJ-', 'eyJ-eyJ.', '\\', '!AQ', '%2525', '&amp;', '\\u'])
    it(`is not held up by a text that is full of ${JSON.stringify(words)}`, async () => {
      watchSecrets(() => [token]);
      const text = words.repeat(200_000 / words.length);
      const ms = await cpuTimeOf(() => withoutSecrets(text));
      expect(ms).to.be.lessThan(1000);
    });

  it('finds a token behind words that begin as one', () => {
    const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIwMDUifQ.c2lnbmF0dXJl';
    for (const before of ['', 'a-', 'eyJ-', 'x.eyJ-', 'id-eyJabc-'])
      expect(withoutSecrets(`${before}${jwt} b`), before).to.not.include('hbGciOi');
    expect(withoutSecrets(`sid=sid=ABCDEF1234567890xyz`)).to.not.include('1234567890');
  });
});
