/** Starts the process that serves the embedded orgs, and talks to it. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CallName, Calls, Opened, OrgOptions, Reply, Taken } from './orgHost.js';

/** An org in the other process. */
export type RemoteOrg = {
  key: string;
  url: string;
  /** Objects of every kind in its schema. */
  objects: number;
  tokenFor: (username: string) => string;
  remember: (state: string) => Promise<void>;
  restore: (state: string) => Promise<void>;
  begin: (latencyMs: number) => Promise<void>;
  take: () => Promise<Taken>;
};

export type Orgs = {
  open: (key: string, options: OrgOptions) => Promise<RemoteOrg>;
  close: () => Promise<void>;
};

const host = fileURLToPath(new URL('./orgHost.ts', import.meta.url));

/** Starts the process. Every call rejects with what went wrong there, and when it has ended. */
export const startOrgs = (): Orgs => {
  const child = fork(host, { execArgv: ['--import', 'tsx'], serialization: 'advanced' });
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
  let calls = 0;
  child.on('message', (reply: Reply) => {
    const one = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('error' in reply) one?.reject(new Error(reply.error));
    else one?.resolve(reply.answer);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code) => {
      for (const { reject } of waiting.values())
        reject(new Error(`The process of the orgs ended with ${String(code)}`));
      waiting.clear();
      resolve();
    });
  });
  const call = <K extends CallName>(
    name: K,
    key: string,
    more: Omit<Calls[K], 'answer'>,
  ): Promise<Calls[K]['answer']> => {
    calls += 1;
    const id = calls;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve: (answer) => resolve(answer as Calls[K]['answer']), reject });
      child.send({ id, name, key, ...more });
    });
  };
  return {
    open: async (key, options) => {
      const { url, tokens, objects }: Opened = await call('open', key, { options });
      return {
        key,
        url,
        objects,
        tokenFor: (username) => {
          const token = tokens[username];
          if (token === undefined) throw new Error(`${username} was not named among the logins of ${key}`);
          return token;
        },
        remember: async (state) => void (await call('remember', key, { state })),
        restore: async (state) => void (await call('restore', key, { state })),
        begin: async (latencyMs) => void (await call('begin', key, { latencyMs })),
        take: () => call('take', key, {}),
      };
    },
    close: async () => {
      child.disconnect();
      await ended;
    },
  };
};
