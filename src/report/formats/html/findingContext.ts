import type { DocumentGroup, DocumentItem } from '../../document/reportDocument.js';
import type { Words } from '../../words.js';

/** What all findings of a page are shown with. */
export type PageContext = {
  readonly words: Words;
  /** The address of the org, to which alone they may link. */
  readonly instanceUrl: string;
  /** The place of each object among those that the page filters by. */
  readonly objects: ReadonlyMap<string, number>;
  /** There are so many findings that each takes as little of a browser as it can. */
  readonly isLong: boolean;
};

/** The same, with the group of a finding. */
export type FindingContext = PageContext & {
  readonly group: DocumentGroup;
  readonly byId: ReadonlyMap<string, DocumentItem>;
};

/** With more findings than this a page is long. */
const mostOfShort = 2000;

/** Whether a page with so many findings is long. */
export const isLongWith = (findings: number): boolean => findings > mostOfShort;
