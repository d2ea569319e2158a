/** Rules with `{{name}}` in them: what is read once it is known what a parameter stands for. */
import type { ParameterSubject } from '../kinds/parameter/parameterKind.js';
import { requirementId } from '../kinds/requirementId.js';
import { atLeast } from '../kinds/requirement.js';
import type { Level } from '../kinds/requirement.js';
import type { Place } from '../kinds/ruleReader.js';
import type { Atom } from './atoms.js';
import { DefinitionMistake } from './definitionMistake.js';
import { isKindKey } from './definitionSchema.js';
import type { ParameterValues } from './filling.js';
import { nearest } from '../kinds/nearest.js';
import { without } from './omitted.js';
import { readRule } from './readRule.js';
import type { MapEntry, MapNode, ScalarNode, TreeNode } from './tree.js';

/** A value of a parameter that stands in a file. */
export type PlacedValue = { readonly value: string; readonly place: Place };

/** What only the customer knows. */
export type Parameter = {
  readonly name: string;
  readonly label: string;
  readonly of: ParameterSubject;
  readonly example: string;
  /** What a definition fills in; null where none does. */
  readonly values: readonly PlacedValue[] | null;
};

/** A rule that is read when its parameters are filled in. */
export type Template = {
  readonly node: MapNode;
  /** The variant or feature in which it stands; null for both where it is a common rule. */
  readonly variant: string | null;
  readonly feature: string | null;
  /** Keys of the ids that definitions omit from what it becomes. */
  readonly omitted: ReadonlySet<string>;
};

const mark = /^\{\{\s*(\S{1,60}?)\s*\}\}$/;

/** The parameter for which a value stands; null where it is a value of its own. */
const parameterIn = (node: TreeNode): string | null =>
  node.type === 'scalar' && typeof node.value === 'string' ? (mark.exec(node.value)?.[1] ?? null) : null;

/** The parameters of a rule, each with its place, as often as it names them. */
export const parametersIn = (node: TreeNode): Array<{ readonly name: string; readonly place: Place }> => {
  const name = parameterIn(node);
  if (name !== null) return [{ name, place: node.place }];
  if (node.type === 'list') return node.items.flatMap(parametersIn);
  return node.type === 'map' ? node.entries.flatMap(({ value }) => parametersIn(value)) : [];
};

type Values = (name: string) => readonly ScalarNode[];

/** A list with the values in place of the marks; what is left without any value is left out. */
const filledItems = (items: readonly TreeNode[], values: Values): TreeNode[] =>
  items.flatMap((item): TreeNode[] => {
    const name = parameterIn(item);
    if (name !== null) return [...values(name)];
    const filled = filledNode(item, values);
    return filled === null ? [] : [filled];
  });

const filledValue = (node: TreeNode, values: Values): TreeNode | null => {
  const name = parameterIn(node);
  if (name === null) return filledNode(node, values);
  const items = values(name);
  const [first] = items;
  if (first === undefined) return null;
  return items.length === 1 ? first : { type: 'list', items, place: node.place };
};

/** Null where a mark leaves nothing: half a rule would ask for something else. */
const filledNode = (node: TreeNode, values: Values): TreeNode | null => {
  if (node.type === 'list') {
    const items = filledItems(node.items, values);
    return items.length === 0 && node.items.length > 0 ? null : { ...node, items };
  }
  if (node.type === 'scalar') return node;
  const entries = node.entries.map((entry): MapEntry | null => {
    const value = filledValue(entry.value, values);
    return value === null ? null : { ...entry, value };
  });
  return entries.includes(null) ? null : { ...node, entries: entries.filter((entry) => entry !== null) };
};

const atomsWith = ({ node }: Template, values: Values): readonly Atom[] => {
  const filled = filledNode(node, values);
  return filled === null ? [] : readRule(filled);
};

const scalar = ({ value, place }: PlacedValue): ScalarNode => ({ type: 'scalar', value, place });

/** Where a value is told to stand that no file holds. */
const ofTheRun = (name: string): Place => ({ file: `{{${name}}}` });

/** What each parameter stands for: what the run says, or else a definition; undefined where nobody does. */
export const valuesFor =
  (parameters: readonly Parameter[], given: ParameterValues = {}) =>
  (name: string): readonly PlacedValue[] | undefined => {
    const said = Object.hasOwn(given, name) ? given[name] : undefined;
    if (said) return said.map((value) => ({ value, place: ofTheRun(name) }));
    return parameters.find((parameter) => parameter.name === name)?.values ?? undefined;
  };

type Known = ReturnType<typeof valuesFor>;

/**
 * What a rule asks for with the values that are known; without those that are not.
 * @throws DefinitionMistake for a value that cannot stand there
 */
export const filledAtoms = (template: Template, known: Known): readonly Atom[] =>
  without(
    atomsWith(template, (name) => (known(name) ?? []).map(scalar)),
    template.omitted,
  );

/**
 * The rule with the examples of its parameters: whether it is one at all. What is omitted is in it too: that somebody omits what is
 * the example says nothing of what the parameter stands for.
 * @param declared where parameters are declared whose examples are not told at the marks
 * @throws DefinitionMistake
 */
export const exampleAtoms = (
  template: Template,
  parameters: readonly Parameter[],
  declared: ReadonlyMap<string, Place> = new Map(),
): readonly Atom[] =>
  atomsWith(template, (name) => {
    const parameter = parameters.find((one) => one.name === name);
    const mark = parametersIn(template.node).find((one) => one.name === name);
    const place = declared.get(name) ?? mark?.place ?? template.node.place;
    return parameter ? [scalar({ value: parameter.example, place })] : [];
  });

/** Nothing that waits for somebody to fill it in can fail a check. */
const atMostRecommended = (level: Level): Level => (atLeast(level, 'recommended') ? 'recommended' : level);

/** What a rule still waits for: one need for each parameter that nobody has filled in. */
export const missingParameters = (template: Template, parameters: readonly Parameter[], known: Known): Atom[] =>
  parametersIn(template.node).flatMap(({ name, place }): Atom[] => {
    const parameter = parameters.find((one) => one.name === name);
    if (!parameter || known(name) !== undefined) return [];
    const [like] = exampleAtoms(template, parameters);
    // A choice is called the same whatever stands in it: where it is omitted, nothing waits.
    if (!like || (like.requirement.need.kind === 'anyOf' && without([like], template.omitted).length === 0)) return [];
    const { label, of, example } = parameter;
    const need = { kind: 'parameter', name, label, of, example } as const;
    const { level, because, phase } = like.requirement;
    return [
      {
        ...like,
        place,
        requirement: {
          id: requirementId(need),
          need,
          level: atMostRecommended(level),
          because,
          ifPresent: false,
          inferred: false,
          forbid: false,
          ...(phase === undefined ? {} : { phase }),
          places: [place],
        },
      },
    ];
  });

/** Refuses a rule whose mark names no parameter. @throws DefinitionMistake */
export const checkMarks = (template: Template, parameters: readonly Parameter[], id: string): void => {
  const known = parameters.map(({ name }) => name);
  for (const { name, place } of parametersIn(template.node))
    if (!known.includes(name))
      throw new DefinitionMistake(
        known.length === 0
          ? { code: 'NoParameters', definition: id, name }
          : { code: 'UnknownParameter', id, name, known, nearest: nearest(name, known) },
        place,
      );
};

/** Whether a rule is to be read later: whether a mark stands in it, but for what is written for people. */
export const isTemplate = (node: TreeNode): node is MapNode =>
  node.type === 'map' && node.entries.some(({ key }) => isKindKey(key)) && parametersIn(node).length > 0;
