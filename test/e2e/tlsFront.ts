/** An org by https, as `sf org login sfdx-url` wants it: that login puts `https://` in front of what the secret names. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export type TlsFront = {
  /** Host and port, without a protocol. */
  readonly host: string;
  /** The file of the certificate, for NODE_EXTRA_CA_CERTS. */
  readonly certificate: string;
  readonly close: () => Promise<void>;
};

/** Serves what an org answers by https on the loopback interface. Needs openssl, which makes the certificate. */
export const startTlsFront = async (org: string): Promise<TlsFront> => {
  const folder = await mkdtemp(join(tmpdir(), 'tls-front-'));
  const key = join(folder, 'key.pem');
  const certificate = join(folder, 'certificate.pem');
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1'],
    ...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', certificate],
  ]);
  const server = createServer({ key: await readFile(key), cert: await readFile(certificate) }, (incoming, response) => {
    const { method, headers, url = '/' } = incoming;
    const outgoing = request(`${org}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', (error) => response.destroy(error));
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    certificate,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
};
