/** Comments of a generated definition: where all of it comes from, where each part does, and what is not in it. */
import { entryId, entryKey } from '../../access/entry.js';
import type { Entry } from '../../access/entry.js';
import { setupAccessId } from '../../access/setupAccess.js';
import type { GrantedBy } from '../../access/snapshot.js';
import type { FoundHoldings } from '../../generate/generatedDefinition.js';
import type { HoldingSource } from '../../generate/generateSource.js';
import { draftGroups } from '../../generate/definitionDraft.js';
import { compareKeys, qualifiedName } from '../../platform/names.js';
import type { Status } from '../../kinds/verdict.js';
import { unique } from '../groups.js';
import type { Texts } from '../texts.js';
import { sentencesOf } from '../words.js';
import type { Words } from '../words.js';
import type { DefinitionDraft } from './definitionYaml.js';
import { insteadOfBlanket, notShownLines, usageSentence } from './usageWords.js';

/** Names in one comment about what is not in the file; the others are counted. */
const mostNamed = 40;

const named = (words: Words, type: GrantedBy['type'], name: string): string => words(`source.${type}`, [name]);

/** One source of a permission: a group with those of its members that hold it. */
const originOf = ({ type, name, namespace, through = [], via }: GrantedBy, words: Words): string => {
  const plain = named(words, type, qualifiedName({ name, namespace }));
  const withMembers =
    through.length > 0 ? words('origin.through', [plain, [...through].sort(compareKeys).join(', ')]) : plain;
  return via === undefined ? withMembers : words('origin.via', [withMembers, via]);
};

/**
 * Where an entry comes from. Of a single permission set or profile that is said at the top; of a group its members are told,
 * of a user everything that gives it.
 */
const commentOf = ({ source, findings }: FoundHoldings, entry: Entry, words: Words): string | null => {
  const grantedBy = findings.get(entryKey(entry))?.grantedBy ?? [];
  switch (source.type) {
    case 'User':
      return grantedBy.length === 0
        ? null
        : unique(grantedBy.map((one) => originOf(one, words)))
            .sort(compareKeys)
            .join('; ');
    case 'PermissionSetGroup': {
      const through = unique(grantedBy.flatMap((one) => one.through ?? [])).sort(compareKeys);
      return through.length === 0 ? null : words('origin.members', [through.join(', ')]);
    }
    default:
      return null;
  }
};

const listed = (names: readonly string[], words: Words): string[] => [
  ...names.slice(0, mostNamed).map((name) => `  ${name}`),
  ...(names.length > mostNamed ? [`  ${words('comment.more', [String(names.length - mostNamed)])}`] : []),
];

/** Something that the source holds and the file does not ask for. */
export type Omission = {
  readonly id: string;
  readonly status: Status;
  /** A finding code, or `NOT_A_NAME`. */
  readonly code: string;
  readonly message: string;
};

/** What is left out, with its reason, sorted by id. */
export const omissionsOf = (
  { leftOut, unnameable, schema }: Pick<FoundHoldings, 'leftOut' | 'unnameable' | 'schema'>,
  words: Words,
  texts: Texts,
): Omission[] =>
  [
    ...leftOut.map(({ entry, finding }) => ({
      id: entryId(entry),
      status: finding.status,
      code: finding.code,
      message: sentencesOf(finding, { texts, schema }).message,
    })),
    ...unnameable.map((entry) => ({
      id: entryId(entry),
      status: 'impossible' as const,
      code: 'NOT_A_NAME',
      message: words('omission.NOT_A_NAME'),
    })),
  ].sort((a, b) => compareKeys(a.id, b.id));

/** Rules for apps, as they would stand in the file. */
export const connectedAppRules = (names: readonly string[]): string[] =>
  names.map((name) => `- connectedApp: ${/^[A-Za-z][\w .-]*$/.test(name) ? name : JSON.stringify(name)}`);

/** Rules for permission set licenses, as they would stand in the file. */
export const setLicenseRules = ({ setLicenses }: FoundHoldings): string[] =>
  setLicenses.known
    ? setLicenses.value.map(
        (name) => `- permissionSetLicense: ${/^[A-Za-z]\w*$/.test(name) ? name : JSON.stringify(name)}`,
      )
    : [];

/** What stands at the end of the file: paragraphs, each with a list. */
const endOf = (found: FoundHoldings, words: Words, texts: Texts): string[] => {
  const { connectedApps, notExpressed, source } = found;
  const omissions = omissionsOf(found, words, texts);
  const isUnknown = ({ status }: Omission): boolean => status === 'unknown';
  const lines = (all: readonly Omission[]): string[] => all.map(({ id, message }) => `${id}: ${message}`);
  const lists = [
    { text: words('comment.notShown'), names: found.usage === null ? [] : notShownLines(found.usage) },
    { text: words('comment.insteadOfBlanket'), names: insteadOfBlanket(found) },
    { text: words('comment.setLicenses'), names: setLicenseRules(found) },
    { text: words('comment.connectedApps'), names: connectedAppRules(connectedApps) },
    { text: words('comment.notExpressed'), names: notExpressed.known ? notExpressed.value.map(setupAccessId) : [] },
    { text: words('comment.withoutEffect'), names: lines(omissions.filter((one) => !isUnknown(one))) },
    { text: words('comment.unknown'), names: lines(omissions.filter(isUnknown)) },
  ].filter(({ names }) => names.length > 0);
  const paragraphs = [
    ...(source.type === 'Profile' || source.type === 'User' ? [[words('comment.profileSettings')]] : []),
    ...(notExpressed.known ? [] : [[words('comment.besideUnread', [notExpressed.gap.part, notExpressed.gap.detail])]]),
    ...(found.setLicenses.known
      ? []
      : [[words('comment.setLicensesUnread', [found.setLicenses.gap.part, found.setLicenses.gap.detail])]]),
    ...lists.map(({ text, names }) => [text, ...listed(names, words)]),
  ];
  return paragraphs.flatMap((paragraph, at) => [...(at > 0 ? [''] : []), ...paragraph]);
};

/** What a source is called: a profile has no name beside its label. */
export const sourceWords = ({ type, name, label }: HoldingSource): string[] =>
  type === 'Profile' ? [name] : [name, label];

/** The draft of the file with its comments. */
export const draftOf = (
  found: FoundHoldings,
  { id, label }: { readonly id: string; readonly label: string },
  words: Words,
  texts: Texts,
): DefinitionDraft => {
  const { source, org } = found;
  const place = org.name === null ? org.id : `${org.name} (${org.id})`;
  return {
    id,
    label,
    description: null,
    extends: null,
    variant: null,
    features: [],
    above: [
      words(`comment.madeFrom.${source.type}`, [...sourceWords(source), place]),
      ...(found.usage === null ? [] : [usageSentence(found.usage, words)]),
      words('comment.minimal'),
    ],
    groups: draftGroups(
      found.entries,
      (entry) => commentOf(found, entry, words),
      (of) => ('sobject' in of ? of.sobject : words(`comment.heading.${of.kind}`)),
    ),
    below: endOf(found, words, texts),
  };
};
