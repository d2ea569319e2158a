import type { MetadataTree, MetadataValue } from '../model/orgModel.js';

/** Whether a part of a component is an element with parts of its own. */
export const isTree = (value: MetadataValue | undefined): value is MetadataTree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The elements of a list; none where there is no list. */
export const treesOf = (value: MetadataValue | undefined): MetadataTree[] =>
  Array.isArray(value) ? value.filter(isTree) : [];

/** A part that is a text; blank where it is none. */
export const textIn = (tree: MetadataTree | undefined, name: string): string => {
  const value = tree?.[name];
  return typeof value === 'string' ? value : '';
};

/** Whether the operations of a duplicate rule hold an alert. */
export const hasAlert = (operations: MetadataValue | undefined): boolean =>
  Array.isArray(operations) && operations.includes('Alert');
