/** What event logs tell of the use of a user, in words, and as rules that people can put back. */
import { entryId, entryKey } from '../../access/entry.js';
import type { Entry } from '../../access/entry.js';
import type { FoundHoldings } from '../../generate/generatedDefinition.js';
import type { UsedObject } from '../../generate/usage/gatherCalls.js';
import { compareKeys, keyOf } from '../../platform/names.js';
import { objectAccesses, withWhatItRestsOn } from '../../platform/objectAccess.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { Words } from '../words.js';
import type { GenerateDefinitionResult } from './generateResult.js';

type OfUser = NonNullable<FoundHoldings['usage']>;

/** The sentence about the logs: what was left out, or why nothing was. */
export const usageSentence = ({ since, told }: OfUser, words: Words): string =>
  told.known
    ? words('usage.known', [told.from, told.to])
    : words('usage.unknown', [since, words(`usage.${told.code}`, [...told.args])]);

/** A rule for an object in one line. */
const objectRule = (sobject: string, access: readonly ObjectAccess[]): string =>
  access.join() === 'read' ? `- object: ${sobject}` : `- { object: ${sobject}, access: [${access.join(', ')}] }`;

/** Entries of objects as rules, one for each object. */
const objectRules = (entries: readonly Entry[]): string[] => {
  const words = new Map<string, { sobject: string; access: Set<ObjectAccess> }>();
  for (const entry of entries) {
    if (entry.kind !== 'object') continue;
    const one = words.get(keyOf(entry.sobject)) ?? { sobject: entry.sobject, access: new Set<ObjectAccess>() };
    words.set(keyOf(entry.sobject), one);
    one.access.add(entry.access);
  }
  return [...words.values()]
    .sort((a, b) => compareKeys(a.sobject, b.sobject))
    .map(({ sobject, access }) =>
      objectRule(
        sobject,
        objectAccesses.filter((word) => access.has(word)),
      ),
    );
};

/** What no log shows as used: objects as rules, and fields by their ids. */
export const notShownLines = ({ notShown }: OfUser): string[] => [
  ...objectRules(notShown),
  ...notShown.filter(({ kind }) => kind !== 'object').map((entry) => entryId(entry)),
];

/** What was done, as far as it is told; Read is in all of it. */
const accessOf = ({ operations }: UsedObject): readonly ObjectAccess[] =>
  operations === 'any' ? ['read', 'create', 'edit', 'delete'] : operations;

/**
 * Rules for what was used of objects where a permission over all of them stands in the definition instead: whoever wants to do
 * without that needs these.
 */
export const insteadOfBlanket = ({ entries, findings, usage }: FoundHoldings): string[] => {
  if (usage?.told.known !== true) return [];
  const asked = new Set(
    entries.flatMap((entry) =>
      entry.kind === 'object' ? withWhatItRestsOn(entry.access).map((access) => entryKey({ ...entry, access })) : [],
    ),
  );
  return usage.told.used.flatMap((one) => {
    const { sobject } = one;
    // What is held, comes by itself, and is not asked for. Some objects have no permissions of their own.
    const access = accessOf(one).filter((word) => {
      const id = entryKey({ kind: 'object', sobject, access: word });
      return findings.has(id) && !asked.has(id);
    });
    return access.length === 0 ? [] : [objectRule(sobject, access)];
  });
};

/** The part of the `--json` result. */
export const usageJson = (usage: OfUser, words: Words): NonNullable<GenerateDefinitionResult['usage']> => {
  const { since, told, notShown } = usage;
  const ids = notShown.map((entry) => entryId(entry)).sort(compareKeys);
  if (!told.known)
    return { since, known: false, code: told.code, message: usageSentence(usage, words), used: [], notShown: ids };
  const used = told.used.map(({ sobject, operations }) => ({
    sobject,
    access: operations === 'any' ? null : [...operations],
  }));
  return { since, known: true, from: told.from, to: told.to, used, notShown: ids };
};
