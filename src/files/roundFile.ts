/** The record of a run about many orgs, beside the looks that it keeps. */
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { roundRecordSchema } from '../monitor/roundRecord.js';
import type { RoundRecord } from '../monitor/roundRecord.js';
import { shardOfFolder } from '../monitor/shard.js';
import type { Shard } from '../monitor/shard.js';
import { Refusal } from '../refusal.js';
import { readJsonFile, replaceJsonFile } from './jsonFile.js';

const name = 'round.json';

/** The record in a folder; null where there is none. @throws Refusal for one that cannot be read */
export const readRound = async (folder: string): Promise<RoundRecord | null> => {
  try {
    return await readJsonFile(join(folder, name), roundRecordSchema);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'file.missing') return null;
    throw error;
  }
};

/** The record with which a run may go on; null where there is none, or one that is damaged: then it begins anew. */
export const roundToGoOnWith = async (folder: string): Promise<RoundRecord | null> => {
  try {
    return await readRound(folder);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
};

/** Writes the record, whole or not at all. @throws Refusal */
export const writeRound = (folder: string, record: RoundRecord): Promise<void> =>
  replaceJsonFile(join(folder, name), record);

/** The folders of shards in a folder, sorted; empty where there are none. */
export const shardFolders = async (folder: string): Promise<string[]> => {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((one) => shardOfFolder(one) !== null)
    .sort()
    .map((one) => join(folder, one));
};

/**
 * The folders in which orgs of a part may have been kept when they were shared out another way, or not at all.
 * @param folder of the part, or of all orgs
 */
export const formerFolders = async (folder: string, shard: Shard | null): Promise<string[]> => {
  if (shard === null) return shardFolders(folder);
  const above = dirname(folder);
  const parts = await shardFolders(above);
  return [above, ...parts.filter((part) => shardOfFolder(basename(part))?.of !== shard.of)];
};

/** A round that was kept, and where. */
export type KeptRound = { readonly folder: string; readonly record: RoundRecord };

/**
 * The rounds kept in folders: each that of a run, or with those of shards in it.
 * @throws Refusal for a folder that holds none
 */
export const keptRounds = async (folders: readonly string[]): Promise<KeptRound[]> => {
  const found: KeptRound[] = [];
  for (const folder of [...new Set(folders)]) {
    const below = await shardFolders(folder);
    const places = below.length === 0 ? [folder] : below;
    const before = found.length;
    for (const place of places) {
      const record = await readRound(place);
      if (record !== null) found.push({ folder: place, record });
    }
    if (found.length === before) throw new Refusal('integration.monitor', 'noRound', [folder]);
  }
  return found;
};
