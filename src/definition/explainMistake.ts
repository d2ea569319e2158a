/** A mistake as the tokens of its sentence in `messages/definition.md`. */
import { isAuditField } from '../platform/readOnlyFields.js';
import { isStandardObject } from '../platform/standardObjects.js';
import { unseenCharacters } from '../platform/unseen.js';
import { exampleLine } from './exampleOf.js';
import { formatPlace } from './definitionMistake.js';
import type { Place } from '../kinds/ruleReader.js';
import type { ToldSlip } from './foundSlip.js';
import type { Container, DefinitionMistake, Mistake, MistakeCode } from './definitionMistake.js';

/** Looks up a text of `messages/definition.md`. */
export type Words = (key: string, tokens?: string[]) => string;

/** Key and tokens for `messages.createError(key, tokens, actionTokens, …)`. */
export type Explanation = {
  readonly key: `error.${MistakeCode}`;
  readonly tokens: string[];
  readonly actionTokens: string[];
};

const longest = 60;
const longestPath = 300;
const longestReason = 200;

/** What comes from a file or the command line is shown short and without anything that a terminal would obey. */
const quoted = (text: string, limit = longest): string => {
  // Twice the length is more than is shown, however many of the characters count as two.
  const visible = text.slice(0, 2 * limit + 2).replace(unseenCharacters, '\uFFFD');
  const characters = Array.from(visible);
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : visible;
};

/** A place with the name of its file made harmless. */
const shownPlace = (place: Place): string => formatPlace({ ...place, file: quoted(place.file, longestPath) });

const list = (names: readonly string[]): string => names.map((name) => quoted(name)).join(', ');

/** The end of a sentence: the names that may have been meant, or nothing but the full stop. */
const tail = (names: readonly string[], words: Words): string =>
  names.length === 0 ? '.' : words('tail.nearest', [names.map((name) => quoted(name)).join(` ${words('tail.or')} `)]);

const partOf = (container: Container, kind: string | null, words: Words): string =>
  container === 'rule' && kind === null
    ? words('part.anyRule')
    : words(`part.${container}`, kind === null ? [] : [kind]);

/** What to do about a key that is missing. */
const addKey = ({ container, key }: Extract<Mistake, { code: 'MissingKey' }>, words: Words): string => {
  const example = exampleLine(container, key);
  return example === undefined ? words('key.add') : words('key.add.example', [example]);
};

type Tokens = { readonly tokens: string[]; readonly actionTokens?: string[] };

/** A slip in its own sentence; what is none of those that are known, in the words of the parser. */
const slipTokens = (reason: string, slip: ToldSlip | null, words: Words): Tokens => {
  if (slip === null) {
    const said = quoted(reason.replace(/\s+/g, ' ').replace(/\.$/, ''), longestReason);
    return { tokens: [words('yaml.unknown', [said])], actionTokens: [words('yaml.unknown.do')] };
  }
  const shown = (texts: readonly string[]): string[] => texts.map((text) => quoted(text, longestReason));
  return {
    tokens: [words(`yaml.${slip.slip}`, shown(slip.tokens))],
    actionTokens: [words(`yaml.${slip.slip}.do`, shown(slip.advice))],
  };
};

const tokensOf = (mistake: Mistake, words: Words): Tokens => {
  switch (mistake.code) {
    case 'UnknownDefinition':
      return { tokens: [quoted(mistake.name), tail(mistake.nearest, words)] };
    case 'DefinitionOutsideProject':
      return { tokens: [quoted(mistake.name), quoted(mistake.path, longestPath)], actionTokens: [mistake.path] };
    case 'AmbiguousAlias':
      return { tokens: [quoted(mistake.name), list(mistake.known)] };
    case 'SeveralDefinitions':
      return { tokens: [quoted(mistake.name, longestPath)] };
    case 'UnknownVariant':
    case 'UnknownFeature':
    case 'UnknownParameter':
      return {
        tokens: [mistake.id, quoted(mistake.name), tail(mistake.nearest, words)],
        actionTokens: [list(mistake.known)],
      };
    case 'NoVariants':
      return { tokens: [mistake.id, quoted(mistake.name)] };
    case 'FileNotFound':
    case 'NotAFile':
    case 'NotUtf8':
    case 'NotADefinition':
    case 'NotOurFile':
    case 'WaiversNotFound':
      return { tokens: [quoted(mistake.path, longestPath)] };
    case 'FileUnreadable':
      return { tokens: [quoted(mistake.path, longestPath), mistake.reason] };
    case 'FileTooLarge':
      return { tokens: [quoted(mistake.path, longestPath), String(mistake.limit)] };
    case 'NotInOrg':
      return {
        tokens: [
          quoted(mistake.org, longestPath),
          words(`what.${mistake.what}`),
          quoted(mistake.name, longestReason),
          tail(mistake.nearest, words),
        ],
        actionTokens: [words(`notInOrg.${notInOrgAdvice(mistake)}`)],
      };
    case 'UnfitInOrg':
      return {
        tokens: [
          quoted(mistake.org, longestPath),
          words(`what.${mistake.what}`),
          quoted(mistake.name, longestReason),
          words(`unfit.${mistake.why}`),
        ],
        actionTokens: [words(`unfit.${mistake.why}.do`)],
      };
    case 'LooksMisspelt':
      return {
        tokens: [words(`what.${mistake.what}`), quoted(mistake.name, longestReason), tail(mistake.nearest, words)],
      };
    case 'NobodyEdits':
      return {
        tokens: [
          quoted(mistake.name, longestReason),
          words(`nobodyEdits.${isAuditField(mistake.name.split('.').at(-1) ?? '') ? 'audit' : 'kept'}`),
        ],
      };
    case 'NotLookedUp':
      return {
        tokens: [
          words(`what.${mistake.what}`),
          quoted(mistake.name, longestReason),
          mistake.reason === '' ? '' : ` (${quoted(mistake.reason, longestReason)})`,
        ],
      };
    case 'BrokenYaml':
      return slipTokens(mistake.reason, mistake.slip, words);
    case 'TooDeep':
    case 'TooManyParts':
    case 'TooManyPatterns':
    case 'ExtendsTooLong':
    case 'ExtendsTooLarge':
      return { tokens: [String(mistake.limit)] };
    case 'TooManyObjects':
      return { tokens: [quoted(mistake.org, longestPath), quoted(mistake.id), String(mistake.limit)] };
    case 'DuplicateKey':
    case 'KeyOfAnyOf':
    case 'ForbidWith':
      return { tokens: [quoted(mistake.key)] };
    case 'Alias':
    case 'Anchor':
    case 'Tag':
      return { tokens: [quoted(mistake.name)], actionTokens: [quoted(mistake.typed, longestReason)] };
    case 'PluginTooOld':
      return { tokens: [quoted(mistake.needed), mistake.ours] };
    case 'SchemaVersion':
      return { tokens: [quoted(mistake.found), mistake.supported] };
    case 'MissingKey':
      return {
        tokens: [partOf(mistake.container, mistake.kind, words), mistake.key],
        actionTokens: [addKey(mistake, words)],
      };
    case 'UnknownKey':
      if (mistake.ruleAbove !== undefined)
        return {
          tokens: [quoted(mistake.key), partOf(mistake.container, mistake.kind, words), words('key.ofRule')],
          actionTokens: [words('key.indent', [String(mistake.ruleAbove.line), String(mistake.ruleAbove.blanks)])],
        };
      return {
        tokens: [quoted(mistake.key), partOf(mistake.container, mistake.kind, words), tail(mistake.nearest, words)],
        actionTokens: [words('key.known', [list(mistake.known)])],
      };
    case 'WrongValue':
      return {
        tokens: [
          quoted(mistake.key),
          words(`expected.${mistake.expected}`),
          quoted(mistake.value),
          tail(mistake.nearest ?? [], words),
        ],
        actionTokens: [words(`tip.${mistake.tip.tip}`, [quoted(mistake.tip.typed, longestReason)])],
      };
    case 'UnknownWord':
      return {
        tokens: [quoted(mistake.word), quoted(mistake.key), tail(mistake.nearest, words)],
        actionTokens: [
          mistake.list === undefined
            ? words('word.known', [list(mistake.known)])
            : words('tip.list', [quoted(mistake.list, longestReason)]),
        ],
      };
    case 'FieldShape':
      return { tokens: [quoted(mistake.value)] };
    case 'TooLong':
    case 'TooMany':
      return { tokens: [quoted(mistake.key), String(mistake.limit)] };
    case 'DuplicateEntry':
      return { tokens: [quoted(mistake.value), mistake.key] };
    case 'IdNotFileName':
      return { tokens: [mistake.id, quoted(mistake.fileName)] };
    case 'NoKindKey':
      return { tokens: [tail(mistake.nearest, words)], actionTokens: [list(mistake.known)] };
    case 'ReservedKindKey':
      return { tokens: [quoted(mistake.key), tail(mistake.nearest, words)] };
    case 'TwoKindKeys':
      return { tokens: [mistake.first, mistake.second] };
    case 'KeyOutOfPlace':
      return {
        tokens: [mistake.key, mistake.kind, mistake.belongs.join(', ')],
        actionTokens: [
          mistake.rule === null ? words('elsewhere') : words('elsewhere.rule', [quoted(mistake.rule, longestReason)]),
        ],
      };
    case 'EditableOnlyOfName':
      return { tokens: [quoted(mistake.name)] };
    case 'MinimumOutsideAccess':
      return { tokens: [mistake.word] };
    case 'DuplicateName':
      return { tokens: [quoted(mistake.name), quoted(mistake.first, longestPath)] };
    case 'RequiredAndForbidden':
      return { tokens: [mistake.id, mistake.forbidden, quoted(mistake.first, longestPath)] };
    case 'FromProfileAtLooserLevel':
      return { tokens: [mistake.id, quoted(mistake.first, longestPath)] };
    case 'TwoVariants':
      return { tokens: [quoted(mistake.definition), quoted(mistake.variant)] };
    case 'NoFeatures':
    case 'NoParameters':
      return { tokens: [quoted(mistake.definition), quoted(mistake.name)] };
    case 'SecretInFile':
    case 'NotAVariable':
      return { tokens: [mistake.key] };
    case 'PasswordInClear':
      return { tokens: [quoted(mistake.host)] };
    case 'NobodySendsMail':
      return { tokens: [quoted(mistake.address)] };
    case 'TwoDefaultVariants':
      return { tokens: [mistake.first, mistake.second] };
    case 'OmitMatchesNothing':
      return { tokens: [quoted(mistake.id), tail(mistake.nearest, words)] };
    case 'ExtendsVariant':
      return { tokens: [quoted(mistake.id), quoted(mistake.variant)] };
    case 'ExtendsFeature':
      return { tokens: [quoted(mistake.id), quoted(mistake.feature)] };
    case 'ExtendsCycle':
      return { tokens: [mistake.chain.map((file) => quoted(file, longestPath)).join(' → ')] };
    case 'ManyDocuments':
      return { tokens: [], actionTokens: [words(mistake.isBehindEnd ? 'documents.end' : 'documents.begin')] };
    case 'BrokenJson':
    case 'EditedPlan':
    case 'EmptyFile':
    case 'NoWaiversKey':
    case 'TabIndent':
    case 'KeyNotText':
    case 'NothingRequired':
    case 'NestedAnyOf':
    case 'AllOfOutOfPlace':
    case 'AnyOfWithoutName':
    case 'InferredRequired':
    case 'NoDefaultVariant':
    case 'OmitWithoutExtends':
      return { tokens: [] };
  }
};

/** Codes that are about what was asked for: where no line of a file asks for it, their sentences begin without a place. */
const ofTheName: readonly MistakeCode[] = [
  'UnknownVariant',
  'NoVariants',
  'UnknownFeature',
  'NoFeatures',
  'UnknownParameter',
  'NoParameters',
];

/** What to do about a name that an org does not have. One that is like another is misspelt, and nothing to be passed over. */
const notInOrgAdvice = ({ what, name, nearest }: Extract<Mistake, { code: 'NotInOrg' }>): string => {
  if (what === 'user') return 'user';
  if (nearest.length > 0) return 'misspelt';
  if (what === 'object' && isStandardObject(name)) return 'feature';
  // As a check says it.
  if (what === 'permissionSetLicense') return 'license';
  return what === 'profile' || what === 'userLicense' ? 'shown' : 'name';
};

/**
 * Key and tokens of the sentence about a mistake. The first token of every sentence is the place with a colon and a
 * space behind it, or nothing where there is none.
 */
export const explainMistake = (
  { mistake, place }: Pick<DefinitionMistake, 'mistake' | 'place'>,
  words: Words,
): Explanation => {
  const { tokens, actionTokens } = tokensOf(mistake, words);
  const where =
    place === null || (ofTheName.includes(mistake.code) && place.line === undefined) ? '' : `${shownPlace(place)}: `;
  return { key: `error.${mistake.code}`, tokens: [where, ...tokens], actionTokens: actionTokens ?? [] };
};
