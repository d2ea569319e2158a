/** A definition that is about to be written: what it asks for, in the order in which people read it. */
import type { Level } from '../kinds/requirement.js';
import type { Api } from '../platform/apis.js';
import type { Entry } from '../access/entry.js';
import { compareKeys, keyOf } from '../platform/names.js';
import { objectAccesses } from '../platform/objectAccess.js';
import type { FieldAccess, ObjectAccess } from '../platform/objectAccess.js';

/** A name with a comment of its own; null where none stands beside it. */
export type Named = { readonly name: string; readonly comment: string | null };

/** Things of Setup of which a source has access by their names. */
export const setupKinds = ['customPermission', 'apexClass'] as const;
export type SetupKind = (typeof setupKinds)[number];

/** What may stand beside the kind key. */
export type DraftBeside = {
  readonly because?: string;
  readonly level?: Level;
  /** It counts only for logins with a password. */
  readonly onlyWithPassword?: boolean;
  /** The user must not have it. */
  readonly forbid?: true;
};

/** One rule of the file. `comment` stands above it. */
export type DraftRule = DraftBeside & { readonly comment: string | null } & (
    | {
        readonly kind: 'userPermission' | 'permissionSetLicense' | 'userLicense' | SetupKind;
        readonly names: readonly Named[];
      }
    | { readonly kind: 'object'; readonly sobjects: readonly string[]; readonly access: readonly ObjectAccess[] }
    | { readonly kind: 'field'; readonly names: readonly Named[]; readonly access: FieldAccess }
    | { readonly kind: 'api'; readonly apis: readonly Api[] }
    | { readonly kind: 'historyTracking'; readonly sobject: string; readonly fields: readonly string[] }
  );

/** Rules that belong together: the user permissions, or all about one object. */
export type DraftGroup = { readonly heading: string | null; readonly rules: readonly DraftRule[] };

/** What is told of the entries of a rule; null where nothing is. */
type CommentOf = (entry: Entry) => string | null;

/** The comment that all of them share stands above the rule; where they differ each name has its own. */
const commented = (
  entries: readonly Entry[],
  nameOf: (entry: Entry) => string,
  commentOf: CommentOf,
): { readonly comment: string | null; readonly names: readonly Named[] } => {
  const comments = entries.map(commentOf);
  const [first = null] = comments;
  const isShared = comments.every((one) => one === first);
  return {
    comment: isShared ? first : null,
    names: entries.map((entry, at): Named => ({
      name: nameOf(entry),
      comment: isShared ? null : (comments[at] ?? null),
    })),
  };
};

type FieldEntry = Extract<Entry, { kind: 'field' }>;
type ObjectEntry = Extract<Entry, { kind: 'object' }>;

const fieldRule = (fields: readonly FieldEntry[], access: FieldAccess, commentOf: CommentOf): DraftRule[] => {
  const those = fields.filter((one) => one.access === access).sort((a, b) => compareKeys(a.field, b.field));
  const nameOf = (entry: Entry): string => (entry.kind === 'field' ? `${entry.sobject}.${entry.field}` : '');
  return those.length === 0 ? [] : [{ kind: 'field', access, ...commented(those, nameOf, commentOf) }];
};

/** Words that have the same comment are one rule. */
const objectRules = (sobject: string, words: readonly ObjectEntry[], commentOf: CommentOf): DraftRule[] => {
  const byComment = new Map<string | null, ObjectAccess[]>();
  for (const access of objectAccesses) {
    const entry = words.find((one) => one.access === access);
    if (entry === undefined) continue;
    const comment = commentOf(entry);
    byComment.set(comment, [...(byComment.get(comment) ?? []), access]);
  }
  return [...byComment].map(([comment, access]) => ({ kind: 'object', sobjects: [sobject], access, comment }));
};

/**
 * The rules for these entries: user permissions first, then custom permissions and Apex classes, then object by object with its
 * fields, all sorted by name.
 * @param commentOf what is told of an entry
 * @param headingOf what stands above the rules of an object, or above those of a kind
 */
export const draftGroups = (
  entries: readonly Entry[],
  commentOf: CommentOf,
  headingOf: (of: { readonly sobject: string } | { readonly kind: 'userPermission' | SetupKind }) => string | null,
): DraftGroup[] => {
  const permissions = entries
    .filter((entry): entry is Extract<Entry, { kind: 'userPermission' }> => entry.kind === 'userPermission')
    .sort((a, b) => compareKeys(a.name, b.name));
  const ofObjects = new Map<string, { sobject: string; words: ObjectEntry[]; fields: FieldEntry[] }>();
  for (const entry of entries) {
    if (entry.kind !== 'object' && entry.kind !== 'field') continue;
    const key = keyOf(entry.sobject);
    const group = ofObjects.get(key) ?? { sobject: entry.sobject, words: [], fields: [] };
    ofObjects.set(key, group);
    if (entry.kind === 'object') group.words.push(entry);
    else group.fields.push(entry);
  }
  const permissionRule: DraftRule[] =
    permissions.length === 0
      ? []
      : [
          {
            kind: 'userPermission',
            ...commented(permissions, (entry) => (entry.kind === 'userPermission' ? entry.name : ''), commentOf),
          },
        ];
  return [
    ...(permissionRule.length === 0 ? [] : [{ heading: headingOf({ kind: 'userPermission' }), rules: permissionRule }]),
    ...setupKinds.flatMap((kind): DraftGroup[] => {
      const own = entries
        .flatMap((entry) => (entry.kind === kind ? [entry] : []))
        .sort((a, b) => compareKeys(a.name, b.name));
      const nameOf = (entry: Entry): string => ('name' in entry ? entry.name : '');
      return own.length === 0
        ? []
        : [{ heading: headingOf({ kind }), rules: [{ kind, ...commented(own, nameOf, commentOf) }] }];
    }),
    ...[...ofObjects.values()]
      .sort((a, b) => compareKeys(a.sobject, b.sobject))
      .map(({ sobject, words, fields }) => ({
        heading: headingOf({ sobject }),
        rules: [
          ...objectRules(sobject, words, commentOf),
          ...fieldRule(fields, 'read', commentOf),
          ...fieldRule(fields, 'edit', commentOf),
        ],
      })),
  ];
};
