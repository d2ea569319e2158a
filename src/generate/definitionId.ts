/** Ids of definitions. */

/** Longest id that a definition may have. */
const longestId = 60;

/** What stands for a name of which no letter or digit is left. */
const fallback = 'integration';

/** Whether it can be the id of a definition: kebab-case, not longer than allowed. */
export const isDefinitionId = (text: string): boolean =>
  text.length <= longestId && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);

/** The id that a name suggests, in kebab-case: `HG_Insights` → `hg-insights`, `acmeSync` → `acme-sync`. */
export const definitionIdFor = (name: string): string => {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  const kebab = words.slice(0, longestId).replace(/^-+|-+$/g, '');
  return kebab === '' ? fallback : kebab;
};
