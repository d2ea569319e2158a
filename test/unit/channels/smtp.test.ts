import tls from 'node:tls';
import type { AddressInfo, Server } from 'node:net';
import { createServer } from 'node:net';
import { expect } from 'chai';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import { sendMessage } from '../../../src/channels/send.js';
import type { ChannelSettings } from '../../../src/monitor/monitorSettings.js';
import { forgetSecrets } from '../../../src/secrets.js';
import { fullMessage, hostile, hostileMessage, lookWith, newsWith } from '../report/monitor/messages.js';
import { certificate, virtualIo } from './receivers.js';

type Mail = { readonly from: string; readonly to: readonly string[]; readonly raw: string; readonly secure: boolean };
type Smtp = Extract<ChannelSettings, { type: 'smtp' }>;

const env = { SMTP_USER: 'monitor', SMTP_PASSWORD: 'correct horse battery' };

/** Header lines, unfolded, before the first empty line. */
const headersOf = ({ raw }: Mail): string[] =>
  (raw.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ').split('\r\n');

describe('sending mail', () => {
  let close: Array<() => Promise<void>> = [];
  const before = tls.getCACertificates('default');
  afterEach(async () => {
    await Promise.all(close.map((one) => one()));
    close = [];
    tls.setDefaultCACertificates(before);
    forgetSecrets();
  });
  const trust = (): void => tls.setDefaultCACertificates([...before, certificate.cert]);

  /** Starts a mail server that takes the login above. */
  const mailServer = async (
    options: SMTPServerOptions = {},
  ): Promise<{ port: number; mails: Mail[]; logins: string[] }> => {
    const mails: Mail[] = [];
    const logins: string[] = [];
    const server = new SMTPServer({
      ...{ ...certificate, authOptional: true, disableReverseLookup: true, closeTimeout: 100 },
      onAuth: ({ username, password }, session, done) => {
        logins.push(`${username}${session.secure ? ' secure' : ''}`);
        if (username === env.SMTP_USER && password === env.SMTP_PASSWORD) done(null, { user: username });
        else done(new Error(`wrong: ${password}`));
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          mails.push({
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            raw: Buffer.concat(chunks).toString('utf8'),
            secure: session.secure,
          });
          done();
        });
      },
      ...options,
    });
    server.on('error', () => undefined);
    const listener = server.listen(0, '127.0.0.1') as Server;
    await new Promise((resolve) => listener.once('listening', resolve));
    close.push(() => new Promise((resolve) => server.close(() => resolve())));
    return { port: (listener.address() as AddressInfo).port, mails, logins };
  };

  const channel = (port: number, more: Partial<Smtp> = {}): Smtp => ({
    ...{ name: 'mail', type: 'smtp', host: 'localhost', port, security: 'startTls' },
    ...{ userFrom: 'SMTP_USER', passwordFrom: 'SMTP_PASSWORD', from: 'sf@acme.com', to: ['team@acme.com'] },
    ...more,
  });

  it('goes by STARTTLS, with a login, as text and HTML, with an id', async () => {
    trust();
    const { port, mails, logins } = await mailServer();
    const { io } = virtualIo(env);
    expect(await sendMessage(fullMessage, [channel(port)], io)).to.deep.equal([
      { name: 'mail', result: 'delivered', messageId: fullMessage.id },
    ]);
    await sendMessage(fullMessage, [channel(port)], io);
    expect(logins).to.deep.equal(['monitor secure', 'monitor secure']);
    const [mail, again] = mails;
    if (!mail || !again) return expect.fail('no mail');
    expect([mail.from, mail.to, mail.secure]).to.deep.equal(['sf@acme.com', ['team@acme.com'], true]);
    expect(headersOf(mail)).to.include.members([
      'Auto-Submitted: auto-generated',
      'MIME-Version: 1.0',
      `X-Sf-Integration-ID: ${fullMessage.id}`,
    ]);
    expect(mail.raw)
      .to.match(/Content-Type: text\/plain/)
      .and.match(/Content-Type: text\/html/);
    const idOf = (one: Mail): string | undefined => headersOf(one).find((line) => line.startsWith('Message-ID:'));
    expect(idOf(mail)).to.match(/^Message-ID: <sf-integration\.[0-9a-f]{40}@acme\.com>$/);
    expect(idOf(again)).to.equal(idOf(mail));
  });

  it('goes by TLS from the beginning', async () => {
    trust();
    const { port, mails } = await mailServer({ secure: true });
    const { io } = virtualIo(env);
    expect((await sendMessage(fullMessage, [channel(port, { security: 'tls' })], io))[0]).to.include({
      result: 'delivered',
    });
    expect(mails[0]?.secure).to.equal(true);
  });

  it('goes in the clear and without a login where the file says so', async () => {
    const { port, mails, logins } = await mailServer({ disabledCommands: ['STARTTLS', 'AUTH'] });
    const plain: Smtp = {
      ...{ name: 'mail', type: 'smtp', host: 'localhost', port, security: 'none' },
      ...{ from: 'sf@acme.com', to: ['team@acme.com'] },
    };
    expect((await sendMessage(fullMessage, [plain], virtualIo({}).io))[0]).to.include({ result: 'delivered' });
    expect([mails.length, mails[0]?.secure, logins]).to.deep.equal([1, false, []]);
  });

  it('sends neither login nor mail to a server without STARTTLS', async () => {
    const { port, mails, logins } = await mailServer({ disabledCommands: ['STARTTLS'] });
    const [delivery] = await sendMessage(fullMessage, [channel(port)], virtualIo(env).io);
    expect(delivery?.result).to.equal('failed');
    expect(delivery?.reason).to.match(/^ETLS/);
    expect([mails, logins]).to.deep.equal([[], []]);
  });

  for (const security of ['tls', 'startTls'] as const)
    it(`sends neither login nor mail where nobody vouches for the certificate (${security})`, async () => {
      const { port, mails, logins } = await mailServer({ secure: security === 'tls' });
      const [delivery] = await sendMessage(fullMessage, [channel(port, { security })], virtualIo(env).io);
      expect(delivery).to.include({ result: 'failed' });
      expect(delivery?.reason).to.match(/^(?:ETLS|ESOCKET|DEPTH_ZERO_SELF_SIGNED_CERT)$/);
      expect([mails, logins]).to.deep.equal([[], []]);
    });

  it('says by a code that the login is wrong, and does not try it again', async () => {
    trust();
    const { port, mails, logins } = await mailServer();
    const { io, pauses } = virtualIo({ ...env, SMTP_PASSWORD: 'a wrong secret of theirs' });
    expect((await sendMessage(fullMessage, [channel(port)], io))[0]).to.deep.equal({
      ...{ name: 'mail', result: 'failed', messageId: fullMessage.id, reason: 'EAUTH 535', permanent: 'channel' },
    });
    expect([mails, logins.length, pauses]).to.deep.equal([[], 1, []]);
  });

  it('names the variable that is not set', async () => {
    const { io } = virtualIo({ SMTP_USER: 'monitor' });
    expect((await sendMessage(fullMessage, [channel(1)], io))[0]).to.include({ reason: 'SMTP_PASSWORD is not set' });
  });

  it('tries again where the server is busy', async () => {
    trust();
    let count = 0;
    const { port, mails } = await mailServer({
      onMailFrom: (_, __, done) => {
        count += 1;
        done(count === 1 ? Object.assign(new Error('busy'), { responseCode: 451 }) : null);
      },
    });
    const { io, pauses } = virtualIo(env);
    expect((await sendMessage(fullMessage, [channel(port)], io))[0]).to.include({ result: 'delivered' });
    expect([mails.length, pauses]).to.deep.equal([1, [1000]]);
  });

  it('has taken a mail that somebody got, and names the addresses that are refused', async () => {
    trust();
    const { port, mails } = await mailServer({
      onRcptTo: ({ address }, _, done) =>
        done(address.startsWith('gone') ? Object.assign(new Error('no such'), { responseCode: 550 }) : null),
    });
    const to = ['gone@acme.com', 'here@acme.com'];
    const [delivery] = await sendMessage(fullMessage, [channel(port, { to })], virtualIo(env).io);
    expect(delivery).to.include({ result: 'delivered', reason: 'refused: gone@acme.com' });
    expect(mails.map((mail) => mail.to)).to.deep.equal([['here@acme.com']]);
    const looks = [
      lookWith({ notify: ['gone@acme.com'], news: [newsWith()] }),
      lookWith({ notify: ['ada@acme.com'], news: [newsWith()] }),
    ];
    const [apart] = await sendMessage({ ...fullMessage, looks }, [channel(port)], virtualIo(env).io);
    expect(apart).to.include({ result: 'delivered', reason: 'refused: gone@acme.com' });
    const [none] = await sendMessage(fullMessage, [channel(port, { to: to.slice(0, 1) })], virtualIo(env).io);
    expect(none).to.include({ result: 'failed', reason: 'EENVELOPE 550', permanent: 'message' });
  });

  it('tries an address again that is busy, and sends nobody the mail twice', async () => {
    trust();
    let count = 0;
    const { port, mails } = await mailServer({
      onRcptTo: ({ address }, _, done) => {
        if (address.startsWith('busy')) count += 1;
        done(address.startsWith('busy') && count < 2 ? Object.assign(new Error('busy'), { responseCode: 451 }) : null);
      },
    });
    const to = ['busy@acme.com', 'here@acme.com'];
    const [delivery] = await sendMessage(fullMessage, [channel(port, { to })], virtualIo(env).io);
    expect(delivery).to.deep.equal({ name: 'mail', result: 'delivered', messageId: fullMessage.id });
    expect(mails.map((mail) => mail.to.join())).to.deep.equal(['here@acme.com', 'busy@acme.com']);
  });

  it('sends everybody what he is told of, the same mail where it is the same', async () => {
    trust();
    const { port, mails } = await mailServer();
    const looks = [
      lookWith({ integration: 'for-all', news: [newsWith()] }),
      lookWith({ integration: 'for-ada', notify: ['ada@acme.com', 'mail'], news: [newsWith()] }),
      lookWith({ integration: 'for-bob', notify: ['bob@acme.com', 'ADA@acme.com'], news: [newsWith()] }),
      lookWith({ integration: 'for-nobody', notify: ['other'], news: [newsWith()] }),
    ];
    const second = channel(port, { name: 'second', to: ['second@acme.com'] });
    await sendMessage({ ...fullMessage, looks }, [channel(port), second], virtualIo(env).io);
    const told = mails
      .map(({ to, raw }) => `${to.join()}: ${[...new Set(raw.match(/for-(?:all|ada|bob|nobody)/g))].join()}`)
      .sort();
    expect(told).to.deep.equal([
      'ada@acme.com: for-ada,for-bob',
      'bob@acme.com: for-bob',
      'second@acme.com: for-all',
      'team@acme.com: for-all,for-ada',
    ]);
  });

  it('sends no mail twice where another one had to be tried again', async () => {
    trust();
    let count = 0;
    const { port, mails } = await mailServer({
      onRcptTo: ({ address }, _, done) => {
        count += 1;
        done(address.startsWith('bob') && count < 4 ? Object.assign(new Error('busy'), { responseCode: 451 }) : null);
      },
    });
    const looks = [
      lookWith({ notify: ['ada@acme.com'], news: [newsWith()] }),
      lookWith({ notify: ['bob@acme.com'], news: [newsWith()] }),
    ];
    const [delivery] = await sendMessage({ ...fullMessage, looks }, [channel(port)], virtualIo(env).io);
    expect(delivery).to.include({ result: 'delivered' });
    expect(mails.map(({ to }) => to.join())).to.deep.equal(['ada@acme.com', 'bob@acme.com']);
  });

  it('gives up on a server that says nothing, and on one that is not there', async () => {
    const world = virtualIo(env);
    const silent = createServer(() => setImmediate(world.expire));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    expect((await sendMessage(fullMessage, [channel(port)], world.io))[0]).to.include({ reason: 'ETIMEDOUT' });
    await new Promise((resolve) => silent.close(resolve));
    expect((await sendMessage(fullMessage, [channel(port)], world.io))[0]).to.include({ reason: 'ECONNREFUSED' });
  });

  it('lets no name add a header, a recipient or a part', async () => {
    trust();
    const { port, mails } = await mailServer();
    for (const text of hostile) await sendMessage(hostileMessage(text), [channel(port)], virtualIo(env).io);
    expect(mails).to.have.length(hostile.length);
    for (const mail of mails) {
      expect(mail.to).to.deep.equal(['team@acme.com']);
      const names = headersOf(mail).map((line) => line.split(':')[0]?.toLowerCase());
      expect([...names].sort()).to.deep.equal(
        [
          ...['auto-submitted', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to'],
          'x-sf-integration-id',
        ].sort(),
      );
      expect(mail.raw.match(/^Content-Type: text\//gm)).to.have.length(2);
    }
  });
});
