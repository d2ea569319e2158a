import type { GrantedBy } from '../../access/snapshot.js';
import { dateTime } from '../dateTime.js';
import { permissionLabel } from '../needName.js';
import type { Vocabulary } from '../needName.js';
import { fill, given, sentence } from '../texts.js';
import { visible } from '../visible.js';
import type { DocumentSource } from './reportDocument.js';

/**
 * A source as a tree: what is assigned to the user, below it the members of a group that carry it, below these the
 * permission that implies it.
 * @throws Error where messages/finding.md lacks a section
 */
export const sourceTree = (source: GrantedBy, vocabulary: Vocabulary): DocumentSource => {
  const said = (key: string, name: string): string =>
    visible(fill(sentence(`source.${key}`, vocabulary.texts), given({ name })));
  const { type, namespace, through = [], via, expiresAt } = source;
  const name = namespace === null ? source.name : `${namespace}__${source.name}`;
  const implied: DocumentSource[] =
    via === undefined ? [] : [{ text: said('via', permissionLabel(via, vocabulary)), below: [] }];
  const until = expiresAt === undefined ? [] : [said('until', dateTime(expiresAt))];
  return {
    text: [said(type, name), ...until].join(', '),
    below: through.length === 0 ? implied : through.map((one) => ({ text: said('through', one), below: implied })),
  };
};

/** A tree in one line: `permission set group Sync, through permission set Base`. */
export const sourceLine = ({ text, below }: DocumentSource): string =>
  [text, ...(below.length === 0 ? [] : [below.map(sourceLine).join('; ')])].join(', ');
