/** What came of looking through files. */
import type { DefinitionMistake } from '../definition/definitionMistake.js';
import type { Requirement } from '../kinds/requirement.js';
import type { Place } from '../kinds/ruleReader.js';
import type { FileKind } from './fileKind.js';

/** Why a file was not read at all: `error.<code>` of messages/<bundle>.md, as a refusal has it. */
export type ToldRefusal = {
  readonly bundle: string;
  readonly code: string;
  readonly args: ReadonlyArray<string | readonly string[]>;
};

/** One mistake of a file: in what stands there, or why it is not read. */
export type FileMistake = DefinitionMistake | ToldRefusal;

/** What a file that is as it should be holds, for people: an id, a username, how many of something. */
export type FileContent =
  | { readonly kind: 'definition'; readonly id: string; readonly needs: number; readonly variants: number }
  | { readonly kind: 'projectFile'; readonly integrations: number }
  | { readonly kind: 'waivers'; readonly waivers: number; readonly withoutReason: number }
  | { readonly kind: 'plan'; readonly integration: string; readonly users: number }
  | { readonly kind: 'receipt'; readonly startedAt: string }
  | { readonly kind: 'snapshot'; readonly pluginVersion: string };

/** What a file names of an org. */
export type FileNames = {
  readonly requirements: readonly Requirement[];
  readonly users: ReadonlyArray<{
    readonly username: string;
    /** The org in which the user is meant, as the file names it; null: in every one. */
    readonly org: string | null;
    readonly place: Place;
  }>;
};

/** A file that was looked through. */
export type ValidatedFile = {
  /** As people know it. */
  readonly file: string;
  /** Null where it is none of ours, or could not be read. */
  readonly kind: FileKind | null;
  /** Null where something is wrong with it. */
  readonly content: FileContent | null;
  /** In the order of the file. */
  readonly mistakes: readonly FileMistake[];
  /** What could not be looked up in the org. */
  readonly unknown: readonly DefinitionMistake[];
  /** Without an org: names that look like standard ones misspelt. Left out where there is none. */
  readonly warnings?: readonly DefinitionMistake[];
  /** Null where something is wrong with it, or it names nothing. */
  readonly names: FileNames | null;
  /** Whether an org was asked, but not about what this file names, as it has mistakes. */
  readonly notLookedUp?: boolean;
};

const placeKey = (mistake: FileMistake): string =>
  'place' in mistake
    ? JSON.stringify([mistake.place?.line, mistake.place?.column, mistake.mistake])
    : JSON.stringify([mistake.code, mistake.args]);

/** In which file a mistake is: a definition is read with those that it extends. */
const fileOf = (mistake: FileMistake, read: string): string =>
  'place' in mistake ? (mistake.place?.file.replace(/^\.[\\/]/, '') ?? read) : read;

/** What another file leads to is a definition: one is extended, or named by a project file. */
const kindBehind = (kind: FileKind | null): FileKind | null => (kind === 'projectFile' ? 'definition' : kind);

/**
 * Files with the mistakes that were found while they were read, each told once and at the file in which it is.
 * @param read each file with everything that reading it brought up
 */
export const atTheirFiles = (read: readonly ValidatedFile[]): ValidatedFile[] => {
  const files = new Map<string, ValidatedFile>();
  const told = new Set<string>();
  const add = (one: ValidatedFile, mistake: FileMistake, list: 'mistakes' | 'unknown'): void => {
    const file = fileOf(mistake, one.file);
    const key = `${file} ${placeKey(mistake)}`;
    if (told.has(key)) return;
    told.add(key);
    const before = files.get(file) ?? {
      ...one,
      file,
      kind: kindBehind(one.kind),
      content: null,
      mistakes: [],
      unknown: [],
      names: null,
      notLookedUp: false,
    };
    files.set(file, { ...before, content: null, [list]: [...before[list], mistake] });
  };
  for (const one of read) {
    const before = files.get(one.file);
    files.set(one.file, { ...one, mistakes: before?.mistakes ?? [], unknown: before?.unknown ?? [] });
    for (const mistake of one.mistakes) add(one, mistake, 'mistakes');
    for (const mistake of one.unknown) add(one, mistake, 'unknown');
  }
  return [...files.values()];
};
