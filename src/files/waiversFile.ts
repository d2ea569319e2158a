import { Refusal } from '../refusal.js';
import { parseWaivers } from '../waivers/parseWaivers.js';
import type { Waiver } from '../waivers/waiver.js';
import { refusalOfFileError } from './fileRefusal.js';
import { readTextFile } from './readTextFile.js';
import { writeAtomically } from './writeAtomically.js';

const maxBytes = 1_000_000;

/** A file of waivers as it was read. */
export type WaiversFile = { readonly path: string; readonly text: string; readonly waivers: readonly Waiver[] };

/**
 * Reads a file of waivers.
 * @param path as people know it, relative to the working directory
 * @param mayBeMissing a file that is not there is one without a waiver
 * @throws Refusal; DefinitionMistake with line and column of every mistake in it
 */
export const readWaiversFile = async (path: string, mayBeMissing: boolean): Promise<WaiversFile> => {
  const text = await readTextFile(path, maxBytes).catch((error: unknown) => {
    if (mayBeMissing && error instanceof Refusal && error.code === 'file.missing') return '';
    throw error;
  });
  return { path, text, waivers: parseWaivers(text, path) };
};

/** Puts a new text in the place of a file of waivers, whole or not at all. @throws Refusal */
export const writeWaiversFile = async (path: string, text: string): Promise<void> => {
  await writeAtomically(path, text, 'follow').catch((error: unknown) => {
    throw refusalOfFileError(error, path, 'unwritable');
  });
};
