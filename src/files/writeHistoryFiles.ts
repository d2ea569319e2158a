import { keyOf } from '../platform/names.js';
import { expectRoot, withFlag } from '../metadata/elementText.js';
import {
  fieldBlock,
  fieldSourceFile,
  isNameField,
  objectBlocks,
  objectFile,
  withSwitch,
} from '../metadata/objectFile.js';
import { definedOn } from '../platform/fieldHistory.js';
import type { HistoryChange } from '../history/historyChange.js';
import type { Definitions } from '../history/historyParts.js';
import { inFile, projectFileRefusal } from '../metadata/projectFileRefusal.js';
import { sourceDirectory, sourceFile } from './sourceDirectory.js';
import { writeProjectText } from './writeProjectText.js';
import { readProjectText } from './writeProjectFile.js';

export type WrittenHistoryFile = {
  readonly sobject: string;
  readonly field?: string;
  readonly path: string;
  readonly result: 'created' | 'merged' | 'unchanged';
};

type Prepared = WrittenHistoryFile & { readonly content: string };

/** The file as it is to be: the project's with the flag set, or one made from what the org holds. */
const prepared = async (
  path: string,
  about: Pick<WrittenHistoryFile, 'sobject' | 'field'>,
  edit: (text: string) => string,
  create: () => string | null,
): Promise<Prepared> => {
  const existing = await readProjectText(path);
  if (existing === null) {
    const content = create();
    if (content === null)
      throw projectFileRefusal('OrgContentUnreadable', about.field ?? about.sobject, 'NOT_RETRIEVED');
    return { ...about, path, result: 'created', content };
  }
  try {
    expectRoot(existing, about.field === undefined ? 'CustomObject' : 'CustomField');
    const content = edit(existing);
    return { ...about, path, result: content === existing ? 'unchanged' : 'merged', content };
  } catch (error) {
    throw inFile(error, path);
  }
};

/**
 * Writes object and field files of source format into a DX project. What the project has stays as it is but for the
 * flags; what it lacks is taken whole from the org (fact F8).
 * @param definitionsOf what the org has; called once it is known where to write
 * @throws Refusal, and what `definitionsOf` rejects with; nothing is written then, but for a disk that fails in the middle
 */
export const writeHistoryFiles = async (
  { action, switches, fields }: HistoryChange,
  definitionsOf: () => Promise<Definitions>,
  directory: string,
): Promise<WrittenHistoryFile[]> => {
  const source = await sourceDirectory(directory);
  const definitions = await definitionsOf();
  const blocksIn = (sobject: string): Parameters<typeof fieldBlock>[0] => definitions.get(keyOf(sobject)) ?? [];
  const track = action === 'enable';
  const all: Prepared[] = [];
  const named = fields.filter(({ sobject, field }) => isNameField(sobject, field)).map(({ sobject }) => sobject);
  for (const sobject of new Set([...switches, ...named])) {
    const nameFlag = named.includes(sobject) ? track : undefined;
    all.push(
      await prepared(
        await sourceFile(source, 'objects', sobject, `${sobject}.object-meta.xml`),
        { sobject },
        (text) => withSwitch(text, nameFlag),
        () => {
          const blocks = objectBlocks(sobject, blocksIn(sobject), { enableHistory: true, nameField: nameFlag });
          return blocks === null ? null : objectFile(blocks);
        },
      ),
    );
  }
  for (const { sobject, field, dataType } of fields.filter((one) => !isNameField(one.sobject, one.field))) {
    all.push(
      await prepared(
        await sourceFile(source, 'objects', definedOn(sobject, field), 'fields', `${field}.field-meta.xml`),
        { sobject, field },
        (text) => withFlag(text, 'trackHistory', track),
        () => {
          const block = fieldBlock(blocksIn(definedOn(sobject, field)), { field, dataType, track });
          return block === null ? null : fieldSourceFile(block);
        },
      ),
    );
  }
  for (const { path, content, result } of all) if (result !== 'unchanged') await writeProjectText(path, content);
  return all.map(({ sobject, field, path, result }) => ({
    sobject,
    ...(field === undefined ? {} : { field }),
    path,
    result,
  }));
};
