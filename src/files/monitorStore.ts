/** What the monitor keeps between looks, as files of one folder: a state for each org and integration. */
import { createHash } from 'node:crypto';
import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { isStateOf, monitorStateSchema, shortOrgId, stateVersion } from '../monitor/monitorState.js';
import type { MonitorState, StateOwner } from '../monitor/monitorState.js';
import { withOneMore, withoutConfirmed } from '../monitor/outbox.js';
import type { Confirmed } from '../monitor/outbox.js';
import { Refusal } from '../refusal.js';
import { withoutSecretsIn } from '../secrets.js';
import { withLock } from './fileLock.js';
import type { LockWait } from './fileLock.js';
import { refusalOfFileError } from './fileRefusal.js';
import { isTooDeep } from './jsonDepth.js';
import { replaceJsonFile } from './jsonFile.js';
import { readTextFile } from './readTextFile.js';

/** Largest state that is read: a thousand users with a thousand needs each stay below it. */
const maxBytes = 200_000_000;
const ending = '.state.json';
const journalName = 'confirmed.json';

/** Why a state cannot be compared with. `foreign`: it is of another org or integration. */
export const unfitReasons = ['damaged', 'older', 'newer', 'foreign'] as const;
export type UnfitReason = (typeof unfitReasons)[number];

/** A state that was not used, and where it is now; null while it stays where it was. */
export type UnfitState = { readonly path: string; readonly why: UnfitReason; readonly keptAs: string | null };

/** What there is of an org and integration. */
export type FoundState = { readonly state: MonitorState | null; readonly unfit: UnfitState | null };

/** Something of all states, by the names of their files, and the states that could not be used. */
export type AllOf<T> = { readonly states: ReadonlyMap<string, T>; readonly unfit: readonly UnfitState[] };

export type MonitorStore = {
  /** Refuses a folder that cannot be written, before anything is looked at. @throws Refusal */
  readonly prepare: () => Promise<void>;
  /** Reads without waiting for anybody. @throws Refusal where the file cannot be read, or is of a newer version */
  readonly read: (owner: StateOwner) => Promise<FoundState>;
  /**
   * Reads, changes and writes as one step that no other run comes into. What is no state of theirs is kept aside first.
   * @throws Refusal, also for a state of a newer version; what `change` throws
   */
  readonly change: (
    owner: StateOwner,
    change: (state: MonitorState | null, unfit: UnfitReason | null) => Promise<MonitorState>,
  ) => Promise<FoundState>;
  /** Does something while no other run of this folder does it. @throws Refusal; what `work` throws */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  /** All states, by the names of their files, and those that could not be used. @throws Refusal */
  readonly all: () => Promise<AllOf<MonitorState>>;
  /**
   * What is wanted of all states, each of which is let go before the next one is read: those of hundreds of orgs need not be
   * held at once. @param of makes it of a state; null where nothing of it is wanted @throws Refusal
   */
  readonly each: <T>(of: (state: MonitorState) => T | null) => Promise<AllOf<T>>;
  /**
   * Strikes off what a channel has confirmed. First it is written down in one file, so that a run which is killed on the way
   * through several states tells nobody twice. Only within `alone`. @throws Refusal
   */
  readonly confirm: (confirmed: Confirmed) => Promise<void>;
  /** Counts that a channel has refused for good what these states hold of a run. Only within `alone`. @throws Refusal */
  readonly countRefusal: (refused: Confirmed) => Promise<void>;
  /** Counts that a channel has put off what these states hold of a run. Only within `alone`. @throws Refusal */
  readonly countPutOff: (putOff: Confirmed) => Promise<void>;
  /** Finishes what a killed run had begun to strike off. Only within `alone`. @throws Refusal */
  readonly finishConfirming: () => Promise<void>;
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The name of the file of a state: readable, and different for each org and integration also where file names do not tell
 * capitals from small letters, as ids of orgs do.
 */
export const stateFileName = ({ orgId, integration }: StateOwner): string => {
  const plain = integration.replace(/[^\w-]/g, '_').slice(0, 60);
  const org = shortOrgId(orgId).replace(/\W/g, '_');
  return `${org}-${plain}-${sha256(`${shortOrgId(orgId)}\n${integration}`).slice(0, 8)}${ending}`;
};

/** A run's message: the same for the same part of what it found, so that a receiver can leave what it has already. */
export const messageIdOf = (run: string, files: readonly string[]): string =>
  `${run}.${sha256(files.join('\n')).slice(0, 8)}`;

const envelope = z.object({
  kind: z.literal('monitorState'),
  schemaVersion: z.int(),
  digest: z.string(),
  state: z.unknown(),
});

const digestOf = (state: unknown): string => `sha256:${sha256(JSON.stringify(state))}`;

/** The state in a text, or why it is none. */
const stateIn = (text: string, isOwn: (state: MonitorState) => boolean): MonitorState | UnfitReason => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'damaged';
  }
  const outer = envelope.safeParse(value);
  if (!outer.success) return 'damaged';
  const { schemaVersion, digest, state } = outer.data;
  if (schemaVersion !== stateVersion) return schemaVersion > stateVersion ? 'newer' : 'older';
  if (isTooDeep(state) || digest !== digestOf(state)) return 'damaged';
  const parsed = monitorStateSchema.safeParse(state);
  if (!parsed.success) return 'damaged';
  return isOwn(parsed.data) ? parsed.data : 'foreign';
};

const exists = async (path: string): Promise<boolean> => (await lstat(path).catch(() => null)) !== null;

/** Reads a state. @throws Refusal for a file that is there and cannot be read */
const readAt = async (path: string, isOwn: (state: MonitorState) => boolean): Promise<FoundState> => {
  if (!(await exists(path))) return { state: null, unfit: null };
  let text: string;
  try {
    text = await readTextFile(path, maxBytes);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'file.notUtf8')
      return { state: null, unfit: { path, why: 'damaged', keptAs: null } };
    throw error;
  }
  const found = stateIn(text, isOwn);
  return typeof found === 'string'
    ? { state: null, unfit: { path, why: found, keptAs: null } }
    : { state: found, unfit: null };
};

/** Gives a file another name that nothing has. @returns the name @throws Refusal */
const keepAside = async (path: string, on: Disk): Promise<string> => {
  let number = 1;
  while (await exists(`${path}.kept-aside-${number}`)) number += 1;
  const aside = `${path}.kept-aside-${number}`;
  await on.rename(path, aside).catch((error: unknown) => {
    throw refusalOfFileError(error, aside, 'unwritable');
  });
  return aside;
};

const writeAt = async (path: string, state: MonitorState, on: Disk): Promise<void> => {
  const kept = withoutSecretsIn(state);
  await on.write(path, {
    kind: 'monitorState',
    schemaVersion: stateVersion,
    digest: digestOf(kept),
    state: kept,
  });
};

const journalSchema = z.array(z.object({ run: z.string(), channel: z.string(), files: z.array(z.string()) }));

/** What was written down as confirmed; nothing where that cannot be read: a channel is told twice rather than never. */
const journalIn = async (path: string): Promise<z.output<typeof journalSchema>> => {
  try {
    return journalSchema.parse(JSON.parse(await readTextFile(path, maxBytes)));
  } catch {
    return [];
  }
};

const ownerIn = ({ org, integration }: MonitorState): StateOwner => ({ orgId: org.id, integration });

/** How files are written: whole or not at all. */
export type Disk = {
  readonly write: (path: string, value: unknown) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
};

const disk: Disk = { write: replaceJsonFile, rename, remove: (path) => rm(path, { force: true }) };

/** When a state was last looked at. */
const lastLook = ({ looks }: MonitorState): string =>
  looks
    .map(({ at }) => at)
    .sort()
    .at(-1) ?? '';

/**
 * The states below a folder.
 * @param wait for other runs that write there
 * @param on another disk, in a test
 * @param former folders in which a state may lie that is not here yet, as orgs were shared out another way before: it is
 * gone on with, and taken over where it is changed
 */
export const openMonitorStore = (
  folder: string,
  wait: LockWait,
  on: Disk = disk,
  former: readonly string[] = [],
): MonitorStore => {
  const journal = join(folder, journalName);
  const pathOf = (owner: StateOwner): string => join(folder, stateFileName(owner));
  const readNamed = (file: string): Promise<FoundState> =>
    readAt(join(folder, file), (state) => stateFileName(ownerIn(state)) === file);
  const rewrite = async (of: Confirmed, change: (state: MonitorState) => MonitorState): Promise<void> => {
    for (const file of of.files.filter((name) => name === basename(name) && name.endsWith(ending))) {
      const path = join(folder, file);
      await withLock(path, wait, async () => {
        const { state } = await readNamed(file);
        if (state) await writeAt(path, change(state), on);
      });
    }
  };
  /** Where the newest of the states lies that former folders have of an org; null where none has. */
  const formerPath = async (owner: StateOwner): Promise<string | null> => {
    let [newest, last]: [string | null, string] = [null, ''];
    for (const other of former) {
      const path = join(other, stateFileName(owner));
      const { state } = await readAt(path, (found) => isStateOf(found, owner));
      if (state !== null && lastLook(state) > last) [newest, last] = [path, lastLook(state)];
    }
    return newest;
  };
  /** Where the state of an org is to be read. */
  const placeOf = async (owner: StateOwner): Promise<string> => {
    const own = pathOf(owner);
    return former.length === 0 || (await exists(own)) ? own : ((await formerPath(owner)) ?? own);
  };
  /** Brings a former state here. It is moved, so that no org is kept twice and nothing is sent twice. @throws Refusal */
  const takeOver = async (owner: StateOwner): Promise<void> => {
    const [own, from] = [pathOf(owner), await placeOf(owner)];
    if (from === own) return;
    await withLock(from, wait, async () => {
      if (await exists(from))
        await on.rename(from, own).catch((error: unknown) => {
          throw refusalOfFileError(error, own, 'unwritable');
        });
    });
  };
  /** What a newer version keeps would be lost to it with a new baseline. */
  const readOwn = async (owner: StateOwner): Promise<FoundState> => {
    const found = await readAt(await placeOf(owner), (state) => isStateOf(state, owner));
    if (found.unfit?.why === 'newer') throw new Refusal('integration.monitor', 'stateNewer', [found.unfit.path]);
    return found;
  };
  const each = async <T>(of: (state: MonitorState) => T | null): Promise<AllOf<T>> => {
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(ending)).sort();
    const states = new Map<string, T>();
    const unfit: UnfitState[] = [];
    for (const name of names) {
      const found = await readNamed(name);
      const wanted = found.state === null ? null : of(found.state);
      if (wanted !== null) states.set(name, wanted);
      if (found.unfit) unfit.push(found.unfit);
    }
    return { states, unfit };
  };
  const strike = (confirmed: Confirmed): Promise<void> =>
    rewrite(confirmed, (state) => withoutConfirmed(state, confirmed));
  return {
    prepare: async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
        throw refusalOfFileError(error, folder, 'unwritable');
      });
      const probe = join(folder, `.writable-${process.pid}.json`);
      await on.write(probe, {});
      await on.remove(probe);
    },
    read: readOwn,
    change: (owner, change) => {
      const path = pathOf(owner);
      return withLock(path, wait, async () => {
        await takeOver(owner);
        const { state, unfit } = await readOwn(owner);
        const next = await change(state, unfit?.why ?? null);
        const aside = unfit === null ? null : { ...unfit, keptAs: await keepAside(path, on) };
        await writeAt(path, next, on);
        return { state: next, unfit: aside };
      });
    },
    alone: (work) => withLock(join(folder, 'delivery'), wait, work),
    all: () => each((state) => state),
    each,
    confirm: async (confirmed) => {
      if (confirmed.files.length > 1) await on.write(journal, [confirmed]);
      await strike(confirmed);
      if (confirmed.files.length > 1) await on.remove(journal);
    },
    countRefusal: (refused) => rewrite(refused, (state) => withOneMore(state, refused, 'refusals')),
    countPutOff: (putOff) => rewrite(putOff, (state) => withOneMore(state, putOff, 'putOff')),
    finishConfirming: async () => {
      for (const confirmed of await journalIn(journal)) await strike(confirmed);
      await on.remove(journal);
    },
  };
};
