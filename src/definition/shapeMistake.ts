/** What a schema validation found, as mistakes of ours at their places in the file. */
import type { z } from 'zod';
import { DefinitionMistake } from './definitionMistake.js';
import { blankInValue } from './blankSlip.js';
import { asOneMistake } from './mistakeCollector.js';
import { expectations } from '../kinds/ruleShapes.js';
import type { Container, Mistake } from './definitionMistake.js';
import type { Expectation } from '../kinds/ruleShapes.js';
import type { Place } from '../kinds/ruleReader.js';
import { ruleAbove as ruleAboveOf } from './keyOfRuleAbove.js';
import { keysMeant } from './keysMeant.js';
import { wordsInPlaceOf, wordsMeant } from './wordsMeant.js';
import {
  fieldsCalled,
  objectsCalled,
  permissionsCalled,
  setLicensesLabeled,
} from '../platform/labels/namesOfLabels.js';
import { entryOf, nodeAt, toValue } from './tree.js';
import { spellings } from './respell.js';
import type { Validation } from './respell.js';
import type { TreeNode } from './tree.js';
import { severalIn } from './namesInText.js';
import { kebabTip, shapeTip } from './shapeTip.js';
import type { ShapeTip } from './shapeTip.js';
import { slipOfText } from './missingBlank.js';

type Issue = z.core.$ZodIssue;

/** A rule with thousands of wrong entries has more issues than anybody reads. */
const mostIssues = 100;
const mostKeys = 20;

type Found = {
  readonly mistake: Mistake;
  readonly place: Place;
  /** In which a key is missing, or not known. */
  readonly part?: TreeNode;
};

/** A part of a file, and the keys that may stand in it. */
export type FilePart = { readonly container: Container; readonly known: readonly string[] };

/** What a file is made of: into which part a path leads; and of a rule its kind. */
export type FileShape = {
  readonly partAt: (path: readonly PropertyKey[]) => FilePart;
  readonly kind: string | null;
  /** What a value is told to stand under that has no key above it. */
  readonly key: string;
  /** Whether a value may be a secret. */
  readonly hidesValues?: boolean;
};

/** A value as a sentence can quote it. */
export const shown = (value: unknown): string => {
  if (value === null || value === undefined) return '(empty)';
  if (Array.isArray(value)) return '(list)';
  if (typeof value === 'object') return '(map)';
  return String(value);
};

const typeWords: Readonly<Record<string, Expectation>> = {
  string: 'text',
  array: 'list',
  object: 'map',
  record: 'map',
  boolean: 'boolean',
  number: 'number',
};

const isExpectation = (word: string): word is Expectation => (expectations as readonly string[]).includes(word);

/** The key under which a value stands: the last text of its path. */
const keyOf = (path: readonly PropertyKey[], fallback: string): string =>
  String(path.filter((part) => typeof part === 'string').at(-1) ?? fallback);

/** Of "one or a list of them", or "this or a map", the branch that the author meant: the one that takes what is there. */
const unfold = (issue: Issue): Issue[] => {
  if (issue.code !== 'invalid_union') return [issue];
  const [first] = issue.errors;
  // Which branch is meant stands under one key, and none has this word there: that is the mistake.
  if (!first) return [issue];
  // That it is no word of a closed list is said of lists and maps too.
  const isOfOtherType = ({ path, code }: Issue): boolean =>
    path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
  // Where none takes it, the first is what most files have.
  const branch = issue.errors.find((issues) => !issues.some(isOfOtherType)) ?? first;
  return branch.flatMap((inner) => unfold({ ...inner, path: [...issue.path, ...inner.path] } as Issue));
};

const textOf = (node: TreeNode): string => shown(node.type === 'scalar' ? node.value : node.type === 'list' ? [] : {});

/**
 * That a value has to be something else, or why YAML takes it for what it is: `api:rest` is a text, and `#1` nothing at all.
 * @param key under which it stands
 * @param tip what to type in its place
 */
export const wrongShape = (
  node: TreeNode,
  key: string,
  expected: Expectation,
  tip: ShapeTip = shapeTip({ node, key, expected }),
): Mistake => {
  const value = textOf(node);
  const told = node.type === 'scalar' ? node.slip : undefined;
  const slip =
    told ?? blankInValue(value) ?? (expected === 'map' || expected === 'source' ? slipOfText(value) : undefined);
  return slip ? { code: 'BrokenYaml', reason: '', slip } : { code: 'WrongValue', key, value, expected, tip };
};

/** A name of a variant, a feature or a parameter that none can have. */
export const wrongPartName = (part: string, name: string, expected: Expectation = 'kebab'): Mistake => ({
  code: 'WrongValue',
  key: part,
  value: name,
  expected,
  tip: expected === 'kebab' ? kebabTip(name) : { tip: 'correct', typed: '' },
});

/** Keys under which several words of a closed list can stand. */
const listsOfWords: ReadonlySet<string> = new Set(['access', 'minimum', 'api']);

/** A word that is none of a closed list; several in one text are each looked at. */
const unknownWord = (key: string, word: string, known: readonly string[]): Mistake => {
  const several = listsOfWords.has(key) ? severalIn(word) : undefined;
  const meant = several?.map((one) => wordsInPlaceOf(one, known));
  return meant?.every((words) => words.length > 0)
    ? { code: 'UnknownWord', key, word, known, nearest: [], list: `${key}: [${[...new Set(meant.flat())].join(', ')}]` }
    : { code: 'UnknownWord', key, word, known, nearest: wordsMeant(word, known) };
};

/** Files that commands write: nobody types them. */
const writtenContainers: ReadonlySet<Container> = new Set<Container>(['plan', 'receipt', 'snapshot', 'writtenPart']);

/** Names whose label stands where a name belongs. */
const namesCalled = (expected: Expectation, value: string): string[] => {
  if (expected === 'sobject' || expected === 'sobjectPattern') return objectsCalled(value);
  if (expected === 'fieldPattern' || expected === 'fieldName') return fieldsCalled(value);
  if (expected === 'licenseName') return setLicensesLabeled(value);
  return expected === 'apiName' ? permissionsCalled(value) : [];
};

const found = (issue: Issue, root: TreeNode, shape: FileShape): readonly Found[] => {
  const { partAt, kind, key: outermost, hidesValues = false } = shape;
  const path = issue.path;
  const node = nodeAt(root, path);
  // All that stands under the key: the list of which this may be an item.
  const keyAt = path.findLastIndex((part) => typeof part === 'string');
  const above = nodeAt(root, path.slice(0, keyAt + 1));
  const key = keyOf(path, outermost);
  const isWritten = writtenContainers.has(partAt(path).container);
  // The rules of a variant beside its name, and not below it, are told to be one.
  const isBesideName =
    key === 'requires' && node.type === 'list' && ['variants', 'features'].includes(String(path.at(-2) ?? ''));
  const tipFor = (expected: Expectation): ShapeTip =>
    isBesideName
      ? { tip: 'belowName', typed: '' }
      : isWritten
        ? { tip: 'written', typed: '' }
        : shapeTip({ node, key, expected, above, hidesValues });
  const value = textOf(node);
  const at = (mistake: Mistake): readonly Found[] => [{ mistake, place: node.place }];
  const wrong = (expected: Expectation): readonly Found[] => at(wrongShape(node, key, expected, tipFor(expected)));
  const parent = nodeAt(root, path.slice(0, -1));
  const last = path.at(-1);
  if (typeof last === 'string' && parent.type === 'map' && !entryOf(parent, last)) {
    const { container } = partAt(path.slice(0, -1));
    return [{ mistake: { code: 'MissingKey', key: last, container, kind }, place: parent.place, part: parent }];
  }
  // Before anything that would show the value: it may be a secret.
  if (issue.message === 'secretInFile') return at({ code: 'SecretInFile', key });
  if (issue.message === 'variableName') return at({ code: 'NotAVariable', key });
  switch (issue.code) {
    case 'unrecognized_keys': {
      const { container, known } = partAt(path);
      return issue.keys.slice(0, mostKeys).map((unknown) => {
        const above = container === 'definition' ? ruleAboveOf(root, unknown, known) : undefined;
        const nearest = above ? [] : keysMeant(unknown, container, known);
        return {
          mistake: {
            ...{ code: 'UnknownKey', key: unknown, container, kind, known, nearest },
            ...(above ? { ruleAbove: above } : {}),
          },
          place: entryOf(node, unknown)?.keyPlace ?? node.place,
          part: node,
        };
      });
    }
    // The key of a record itself, and not what stands under it.
    case 'invalid_key': {
      const place = (parent.type === 'map' ? entryOf(parent, String(last))?.keyPlace : undefined) ?? node.place;
      const part = keyOf(path.slice(0, -1), outermost);
      const [why] = issue.issues;
      if (why?.code === 'too_big')
        return [{ mistake: { code: 'TooLong', key: part, limit: Number(why.maximum) }, place }];
      const expected = why && isExpectation(why.message) ? why.message : 'text';
      return [{ mistake: wrongPartName(part, String(last), expected), place }];
    }
    case 'invalid_type':
      return wrong(isExpectation(issue.message) ? issue.message : (typeWords[issue.expected] ?? 'text'));
    case 'invalid_value':
    case 'invalid_union': {
      if (isExpectation(issue.message)) return wrong(issue.message);
      if (node.type !== 'scalar' || node.slip) return wrong('text');
      const known = issue.code === 'invalid_value' ? issue.values : 'options' in issue ? issue.options : undefined;
      return at(unknownWord(key, value, known?.map(String) ?? []));
    }
    case 'too_big': {
      // A number is not too long: what it has to be is told.
      if (isExpectation(issue.message)) return wrong(issue.message);
      const limit = Number(issue.maximum);
      return at(issue.origin === 'array' ? { code: 'TooMany', key, limit } : { code: 'TooLong', key, limit });
    }
    default: {
      if (issue.message === 'fieldPattern' || issue.message === 'fieldName') {
        // one dot and something on both sides: the characters are wrong, not the shape
        if (!/^[^.]+\.[^.]+$/.test(value) && severalIn(value) === undefined)
          return at({ code: 'FieldShape', key, value });
      }
      const expected = isExpectation(issue.message) ? issue.message : 'text';
      const near = namesCalled(expected, value);
      const tip = tipFor(expected);
      const [first] = near;
      // A label can have a comma and an "and" of its own.
      return at({
        ...{ code: 'WrongValue', key, value, expected, nearest: near },
        tip: first === undefined ? tip : { tip: 'apiName', typed: above === node ? `${key}: ${first}` : first },
      });
    }
  }
};

/** A key that is missing only because it was misspelt: the misspelt one is told. */
const isMisspelt = ({ mistake, part }: Found, all: readonly Found[]): boolean =>
  mistake.code === 'MissingKey' &&
  all.some(
    (other) =>
      other.part === part && other.mistake.code === 'UnknownKey' && other.mistake.nearest.includes(mistake.key),
  );

/**
 * Throws what validation found: the first mistake, in the order of the file, with the others. What stands below a misspelt key is
 * looked at as under the key that was meant.
 *
 * @param validation by which that is looked at; without it such parts are passed over
 * @param most how many mistakes are told; default: as many as an error may hold
 * @throws DefinitionMistake always
 */
export const throwIssues = (
  issues: readonly Issue[],
  root: TreeNode,
  shape: FileShape,
  most?: number,
  validation?: Validation,
): never => {
  const foundIn = (some: readonly Issue[], tree: TreeNode): Found[] =>
    some
      .slice(0, Math.max(most ?? 0, mostIssues))
      .flatMap(unfold)
      .flatMap((issue) => found(issue, tree, shape));
  const rounds = [foundIn(issues, root)];
  if (validation)
    for (const tree of spellings(root, validation, shape.partAt).slice(1))
      rounds.push(foundIn(validation(toValue(tree)), tree));
  const told = rounds.flatMap((all) => all.filter((one) => !isMisspelt(one, all)));
  throw asOneMistake(
    told.map(({ mistake, place }) => new DefinitionMistake(mistake, place)),
    most,
  );
};
