/** What people type when they are asked step by step, as rules of a definition. */
import { permissionsInRules } from '../platform/dependencyRules.js';
import { keyOf } from '../platform/names.js';
import { accessRestsOn, objectAccesses } from '../platform/objectAccess.js';
import type { ObjectAccess } from '../platform/objectAccess.js';
import { orgWidePermissions } from '../platform/orgWidePermissions.js';
import type { DraftGroup, DraftRule } from './definitionDraft.js';
import { namesOfObject } from './pageVocabulary.js';
import type { PageVocabulary } from './pageVocabulary.js';

/** What was understood of an answer, and what was not: then it is asked again. */
export type Answer<T> = { readonly values: readonly T[]; readonly unknown: readonly string[] };

/** What was asked for in all. */
export type GuidedAnswers = {
  readonly userPermissions: readonly string[];
  readonly objects: ReadonlyArray<{ readonly sobject: string; readonly access: readonly ObjectAccess[] }>;
  /** Objects whose field history must be tracked. */
  readonly history: readonly string[];
};

const parts = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim().replace(/\s+/g, ' '))
    .filter((part) => part !== '');

/** Something custom, by its API name: no table can have it. */
const isCustomName = (text: string): boolean => text.length <= 80 && /^[A-Za-z]\w*__[a-z]+$/i.test(text);

/** User permissions without a label in the tables, which rules of the platform name. */
const permissionsWithoutLabel = [...new Set([...permissionsInRules(), ...orgWidePermissions])];

/** Each part by what is made of it. */
const answerOf = <T>(all: readonly string[], made: (part: string) => T | undefined): Answer<T> => {
  const read = all.map((part) => ({ part, value: made(part) }));
  return {
    values: [...new Set(read.flatMap(({ value }) => (value === undefined ? [] : [value])))],
    unknown: read.flatMap(({ part, value }) => (value === undefined ? [part] : [])),
  };
};

/** What may have been meant by the name of a user permission that is not known. */
export const permissionNames = ({ permissions }: PageVocabulary): string[] => [
  ...permissions.flatMap(({ name, label }) => [label, name]),
  ...permissionsWithoutLabel,
];

/** User permissions by API name or label, with commas between. Another name may be misspelt, or that of an object: it is not understood. */
export const permissionsAnswered = (text: string, { permissions }: PageVocabulary): Answer<string> =>
  answerOf(
    parts(text),
    (part) =>
      permissions.find(({ name, label }) => [keyOf(name), keyOf(label)].includes(keyOf(part)))?.name ??
      permissionsWithoutLabel.find((name) => keyOf(name) === keyOf(part)),
  );

/** Objects by API name or as people call them, with commas between; of those that are not known only custom ones. */
export const objectsAnswered = (text: string, { objects }: PageVocabulary): Answer<string> =>
  answerOf(
    parts(text),
    (part) =>
      objects.find((name) => namesOfObject(name).some((called) => keyOf(called) === keyOf(part))) ??
      (isCustomName(part) ? part : undefined),
  );

/** Words of access, with commas or blanks between; Read where nothing was typed. Words that others bring along are left out. */
export const accessAnswered = (text: string): Answer<ObjectAccess> => {
  const typed = text.split(/[\s,]+/).filter((part) => part !== '');
  const { values, unknown } = answerOf(typed, (part) => objectAccesses.find((word) => keyOf(word) === keyOf(part)));
  const least = objectAccesses.filter(
    (word) => values.includes(word) && !values.some((other) => accessRestsOn[other].includes(word)),
  );
  return { values: typed.length === 0 ? ['read'] : least, unknown };
};

/** The rules for the answers; each `because` is for people to fill in. */
export const guidedGroups = (
  { userPermissions, objects, history }: GuidedAnswers,
  headingOf: (kind: DraftRule['kind']) => string,
): DraftGroup[] => {
  const rules: DraftRule[][] = [
    userPermissions.length === 0
      ? []
      : [
          {
            kind: 'userPermission',
            comment: null,
            names: [...userPermissions].sort().map((name) => ({ name, comment: null })),
          },
        ],
    [...objects]
      .sort((a, b) => (keyOf(a.sobject) < keyOf(b.sobject) ? -1 : 1))
      .map(({ sobject, access }) => ({ kind: 'object', comment: null, sobjects: [sobject], access })),
    [...history].sort().map((sobject) => ({ kind: 'historyTracking', comment: null, sobject, fields: [] })),
  ];
  return rules.flatMap((own) => (own[0] === undefined ? [] : [{ heading: headingOf(own[0].kind), rules: own }]));
};
