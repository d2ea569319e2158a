import { isMap, isSeq, parseDocument, YAMLMap, YAMLSeq } from 'yaml';
import type { Waiver } from './waiver.js';

/** What a new file begins with. */
const beginning = '# What may stay as it is, and why. An entry without a reason waives nothing.\nwaivers: []\n';

/**
 * The text of a file of waivers with new entries at its end, whose reasons are empty: people have to write them. What stands
 * there already stays as it is, comments among it.
 * @param text empty for a new file; one that `parseWaivers` has accepted
 */
export const addWaivers = (text: string, added: ReadonlyArray<Pick<Waiver, 'id' | 'user' | 'integration'>>): string => {
  const document = parseDocument(text.trim() === '' ? beginning : text, { schema: 'core' });
  if (!isMap(document.contents)) document.contents = document.createNode({}) as unknown as typeof document.contents;
  const found = document.get('waivers');
  const list = isSeq(found) ? found : new YAMLSeq();
  if (!isSeq(found)) document.set('waivers', list);
  // An empty list is written in brackets: entries of several keys would all stand on one line.
  if (list.items.length === 0) list.flow = false;
  for (const { id, user, integration } of added) {
    const entry = document.createNode({
      id,
      ...(user === null ? {} : { user }),
      ...(integration === null ? {} : { integration }),
      reason: '',
    });
    if (entry instanceof YAMLMap) list.add(entry);
  }
  return document.toString({ lineWidth: 0 });
};
