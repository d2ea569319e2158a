/** Everything that a check has read, in a file: so that it can be checked again without the org. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ReadingScope } from '../access/readingScope.js';
import type { AccessSnapshot, UserNotFound } from '../access/snapshot.js';
import { fromPlainJson, toPlainJson } from '../access/snapshotJson.js';
import { fillingOf } from '../definition/filling.js';
import { fillingShape } from '../definition/fillingShape.js';
import type { Filling } from '../definition/filling.js';
import { authentications } from '../kinds/requirement.js';
import type { Authentication } from '../kinds/requirement.js';
import { Refusal } from '../refusal.js';
import { withoutSecretsIn } from '../secrets.js';
import { createJsonFile, readJsonFile } from './jsonFile.js';

/** A snapshot of 40 MB is one of thousands of users; it is read whole. */
export const maxSnapshotBytes = 200_000_000;

/** Changes with the shape of a snapshot: one of another version is refused, never guessed at. */
const snapshotVersion = 1;

/** The shape of a file with a snapshot; what was read is not looked into. */
export const snapshotFileSchema = z.object({
  snapshotVersion: z.number(),
  pluginVersion: z.string(),
  integrations: z.array(z.string()),
  pairs: z.array(z.object({ authentication: z.enum(authentications), users: z.array(z.int()) })).optional(),
  /** What was filled in, for each of the integrations; left out where nothing was. */
  fillings: z.array(z.object(fillingShape)).optional(),
  authentication: z.enum(authentications),
  apiCalls: z.int(),
  runnerLacks: z.array(z.string()),
  notFound: z.array(
    z.object({
      username: z.string(),
      code: z.enum(['USER_NOT_FOUND', 'USER_AMBIGUOUS']),
      meant: z.array(z.string()),
    }),
  ),
  scope: z.record(z.string(), z.unknown()),
  snapshot: z.record(z.string(), z.unknown()),
  digest: z.string(),
});

/** What a check has read, and for what. */
export type SavedSnapshot = {
  /** How the definitions were named. */
  readonly integrations: readonly string[];
  /**
   * How each of them logs in, and for whom it was checked: places in the list of users of the snapshot. Left out where all
   * were checked for all, and log in alike.
   */
  readonly pairs?:
    | ReadonlyArray<{ readonly authentication: Authentication; readonly users: readonly number[] }>
    | undefined;
  /** What parameters of each of them were filled in with; left out where none were. */
  readonly fillings?: readonly Filling[] | undefined;
  readonly authentication: Authentication;
  readonly apiCalls: number;
  readonly runnerLacks: readonly string[];
  /** Of several usernames those that led to no user. */
  readonly notFound: readonly UserNotFound[];
  readonly scope: ReadingScope;
  readonly snapshot: AccessSnapshot;
};

const digestOf = (content: Omit<z.output<typeof snapshotFileSchema>, 'digest'>): string =>
  `sha256:${createHash('sha256').update(JSON.stringify(content)).digest('hex')}`;

/** Writes a snapshot to a file that does not exist yet, for its owner alone. @throws Refusal */
export const saveSnapshot = (path: string, saved: SavedSnapshot, pluginVersion: string): Promise<void> => {
  const content = withoutSecretsIn({
    snapshotVersion,
    pluginVersion,
    integrations: [...saved.integrations],
    ...(saved.pairs === undefined
      ? {}
      : { pairs: saved.pairs.map(({ authentication, users }) => ({ authentication, users: [...users] })) }),
    ...(saved.fillings === undefined ? {} : { fillings: saved.fillings.map(fillingOf) }),
    authentication: saved.authentication,
    apiCalls: saved.apiCalls,
    runnerLacks: [...saved.runnerLacks],
    notFound: saved.notFound.map(({ username, code, meant }) => ({ username, code, meant: [...meant] })),
    scope: toPlainJson(saved.scope) as Record<string, unknown>,
    snapshot: toPlainJson(saved.snapshot) as Record<string, unknown>,
  });
  return createJsonFile(path, { ...content, digest: digestOf(content) }, maxSnapshotBytes);
};

/**
 * Reads a saved snapshot.
 * @throws Refusal where the file is none, was made by a version of this plugin that read other things, or was changed
 */
export const readSnapshot = async (path: string): Promise<SavedSnapshot> => {
  const { digest, ...content } = await readJsonFile(path, snapshotFileSchema, 'snapshot', maxSnapshotBytes);
  if (content.snapshotVersion !== snapshotVersion)
    throw new Refusal('failure', 'snapshotVersion', [path, content.pluginVersion]);
  if (digest !== digestOf(content)) throw new Refusal('failure', 'snapshotChanged', [path]);
  return {
    integrations: content.integrations,
    ...(content.pairs === undefined ? {} : { pairs: content.pairs }),
    ...(content.fillings === undefined ? {} : { fillings: content.fillings }),
    authentication: content.authentication,
    apiCalls: content.apiCalls,
    runnerLacks: content.runnerLacks,
    notFound: content.notFound,
    scope: fromPlainJson(content.scope) as ReadingScope,
    snapshot: fromPlainJson(content.snapshot) as AccessSnapshot,
  };
};
