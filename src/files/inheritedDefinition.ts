/** Reads the file of a definition and those that it extends. */
import { basename, dirname, isAbsolute, join } from 'node:path';
import { maxRequirements } from '../definition/definitionSchema.js';
import { DefinitionMistake } from '../definition/definitionMistake.js';
import type { MistakeCode } from '../definition/definitionMistake.js';
import { parseReference } from '../definition/definitionReference.js';
import { extendDefinition } from '../definition/extendDefinition.js';
import type { Definition } from '../definition/extendDefinition.js';
import type { DefinitionFile, ParseOptions } from '../definition/definitionOfTree.js';
import type { Place } from '../kinds/ruleReader.js';
import { findDefinition, identity } from './findDefinition.js';
import type { Found, Link, LoadContext } from './findDefinition.js';
import { parseOnce } from './parseOnce.js';
import { readDefinitionFile } from './readDefinitionFile.js';

const maxExtends = 10;

/** Bytes of all files of one definition together. */
const maxExtendsSize = 2_000_000;

/** The mark of a definition: no key file, list of users or other thing with secrets has such a line. */
const looksLikeDefinition = (text: string): boolean => /^\uFEFF?[{ ]*["']?schemaVersion["']?\s*:/m.test(text);

/** Mistakes whose sentences hold nothing of the file. */
const withoutContent: readonly MistakeCode[] = [
  'EmptyFile',
  'ManyDocuments',
  'MissingKey',
  'TabIndent',
  'TooDeep',
  'TooManyParts',
];

/**
 * Parses a file. A repository may name any file of the machine after `extends`, so of one that is no definition nothing
 * is shown.
 * @throws DefinitionMistake
 */
const parsed = async (text: string, options: ParseOptions, builtInId: string | null): Promise<DefinitionFile> => {
  try {
    return await parseOnce(text, options, builtInId);
  } catch (error) {
    if (!(error instanceof DefinitionMistake) || looksLikeDefinition(text)) throw error;
    if ([error, ...error.others].every(({ code }) => withoutContent.includes(code))) throw error;
    const { file } = options;
    throw new DefinitionMistake({ code: 'NotADefinition', path: file }, error.place ?? { file });
  }
};

/** What the files that extend this one take up together: it is limited while they are read, and not when all are there. */
type Extent = { readonly bytes: number; readonly size: number; readonly parts: number };

/**
 * The definition of a file that was found, with everything that it inherits.
 * @param chain the files that extend it, the first of them first
 * @param place where it is referred to; null where a person named it
 * @throws DefinitionMistake for every mistake in the file and those that it extends
 */
export const definitionOf = async (
  found: Found,
  chain: readonly Link[],
  context: LoadContext,
  place: Place | null,
  above: Extent = { bytes: 0, size: 0, parts: 0 },
): Promise<Definition> => {
  const self: Link = { identity: await identity(found.path), file: found.file };
  const links = [...chain, self];
  if (chain.some((link) => link.identity === self.identity)) {
    const mistake = { code: 'ExtendsCycle', chain: links.map(({ file }) => file) } as const;
    throw new DefinitionMistake(mistake, place ?? { file: found.file });
  }
  if (links.length > maxExtends) {
    throw new DefinitionMistake({ code: 'ExtendsTooLong', limit: maxExtends }, place ?? { file: found.file });
  }
  const text = await readDefinitionFile(found.path, found.file, place);
  const bytes = above.bytes + Buffer.byteLength(text);
  if (bytes > maxExtendsSize) {
    throw new DefinitionMistake({ code: 'ExtendsTooLarge', limit: maxExtendsSize }, place);
  }
  const { pluginVersion, mostMistakes } = context;
  const options = { file: found.file, pluginVersion, partsAbove: above.parts, mostMistakes };
  const file = await parsed(text, options, found.builtIn ? basename(found.path, '.yml') : null);
  const size = above.size + file.size;
  const parts = above.parts + file.parts;
  if (size > maxRequirements) {
    throw new DefinitionMistake({ code: 'TooMany', key: 'requires', limit: maxRequirements }, place);
  }
  if (!file.extends) return extendDefinition(file, null);

  const reference = parseReference(file.extends.reference);
  const name = reference.type === 'id' ? reference.id : reference.path;
  if (reference.variant !== null) {
    throw new DefinitionMistake({ code: 'ExtendsVariant', id: name, variant: reference.variant }, file.extends.place);
  }
  const [feature] = reference.features;
  if (feature !== undefined) {
    throw new DefinitionMistake({ code: 'ExtendsFeature', id: name, feature }, file.extends.place);
  }
  // What is built in rests on what is built in, whatever a project calls its own.
  const nearBy = found.builtIn ? { ...context, own: [] } : context;
  const base = await findDefinition(name, reference.type, dirname(found.path), nearBy, file.extends.place, links);
  // shown like the file that refers to it, so that both are found from the same folder
  const isNear = !base.builtIn && reference.type === 'path' && !isAbsolute(name);
  const shownBase = isNear ? { ...base, file: join(dirname(found.file), name) } : base;
  return extendDefinition(
    file,
    await definitionOf(shownBase, links, context, file.extends.place, { bytes, size, parts }),
  );
};
