/** Words that people write in place of those of a closed list: labels of Setup, and everyday words. */
import { nearest } from '../kinds/nearest.js';
import { flagLabel, userFlags } from '../platform/userFlags.js';

/** Only letters and digits, small: `View All`, `view_all` and `viewAll` are the same. */
const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, '');

/** What is meant by a word; more than one where people say one word for several. Each counts only where it can stand. */
const called: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    // access to objects and fields, as Setup and vendors' pages say it
    view: ['read'],
    readonly: ['read'],
    query: ['read'],
    visible: ['read'],
    insert: ['create'],
    add: ['create'],
    new: ['create'],
    upsert: ['create', 'edit'],
    update: ['edit'],
    write: ['edit'],
    modify: ['edit'],
    editable: ['edit'],
    readwrite: ['edit'],
    readedit: ['edit'],
    remove: ['delete'],
    viewall: ['viewAllRecords'],
    viewalldata: ['viewAllRecords'],
    readall: ['viewAllRecords'],
    modifyall: ['modifyAllRecords'],
    modifyalldata: ['modifyAllRecords'],
    editall: ['modifyAllRecords'],
    viewallfields: ['viewAllFields'],
    crud: ['read', 'create', 'edit', 'delete'],
    cred: ['read', 'create', 'edit', 'delete'],
    full: ['read', 'create', 'edit', 'delete'],
    all: ['read', 'create', 'edit', 'delete'],
    // levels
    must: ['required'],
    mandatory: ['required'],
    needed: ['required'],
    critical: ['required'],
    should: ['recommended'],
    suggested: ['recommended'],
    may: ['optional'],
    nicetohave: ['optional'],
    // interfaces
    bulkapi: ['bulk', 'bulk2'],
    bulkv2: ['bulk2'],
    bulkapi20: ['bulk2'],
    bulk20: ['bulk2'],
    bulkapi2: ['bulk2'],
    sosl: ['search'],
    // ways to log in
    oauth2: ['oauth'],
    oauth20: ['oauth'],
    jwt: ['oauth'],
    password: ['usernamePassword'],
    // phases
    installation: ['install'],
    setup: ['install', 'connect'],
  }),
);

/**
 * The words of a closed list that may have been meant, best first.
 * @param known that can stand there
 */
export const wordsMeant = (word: string, known: readonly string[]): string[] => {
  const wanted = plain(word);
  const meant = (called.get(wanted) ?? []).filter((one) => known.includes(one));
  if (meant.length > 0) return [...meant];
  const boxes = userFlags.filter((flag) => known.includes(flag) && plain(flagLabel(flag)) === wanted);
  if (boxes.length > 0) return boxes;
  // "Read" in place of `read`, or "REST API" in place of `rest`: what it is stands behind its name.
  const bare = wanted.replace(/(?:api|access|permission|records?)$/, '');
  const behind = known.filter((one) => plain(one) === bare);
  return behind.length > 0 ? behind : nearest(word, known);
};

/** Words that each say several at once; others may mean one or the other. */
const together: ReadonlySet<string> = new Set(['upsert', 'crud', 'cred', 'full', 'all']);

/** What stands in a list in place of a word: all that it says, or what it may best have been meant as. None where no word is like it. */
export const wordsInPlaceOf = (word: string, known: readonly string[]): readonly string[] => {
  const meant = wordsMeant(word, known);
  return together.has(plain(word)) ? meant : meant.slice(0, 1);
};
