/** A draft of a definition as the text of its file. The YAML library writes all of it: what comes from an org stays a value. */
import { Document, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Node } from 'yaml';
import type { DraftGroup, DraftRule, Named } from '../../generate/definitionDraft.js';
import { visible } from '../visible.js';
import { wrap } from '../layout.js';

/** What stands in a file besides its rules. */
export type DraftHead = {
  readonly id: string;
  readonly label: string;
  readonly description: string | null;
  readonly extends: string | null;
  /** The inherited variant that is the default here; null for that of what it extends. */
  readonly variant: string | null;
  /** The inherited features that every use has here. */
  readonly features: readonly string[];
};

/** A definition with the comments of its file: above the whole, and below it. */
export type DefinitionDraft = DraftHead & {
  readonly above: readonly string[];
  readonly groups: readonly DraftGroup[];
  readonly below: readonly string[];
};

/** Columns of a line of comments. */
const width = 110;

/** Comments take no character that ends a line, or that nobody sees: the rest of it would be YAML. */
const line = (text: string): string => ` ${visible(text)}`.trimEnd();

/** Paragraphs of a comment, broken into lines; an indented one keeps its indentation. */
const comment = (paragraphs: readonly string[]): string =>
  paragraphs
    .flatMap((paragraph) => {
      const [, indent = '', text = ''] = /^(\s*)(.*)$/su.exec(paragraph) ?? [];
      return wrap(visible(text), width - indent.length).map((one) => line(`${indent}${one}`));
    })
    .join('\n');

const withComment = <N extends Node>(node: N, paragraphs: readonly string[]): N => {
  if (paragraphs.length > 0) node.commentBefore = comment(paragraphs);
  return node;
};

/** One name is written as it is, several as a list: in one line where none has a comment and they are words of access. */
const nameList = (names: readonly Named[]): Node => {
  const [only] = names;
  const scalars = names.map(({ name, comment: beside }) => {
    const scalar = new Scalar(name);
    if (beside !== null) scalar.comment = line(beside);
    return scalar;
  });
  if (only !== undefined && names.length === 1) return new Scalar(only.name);
  const list = new YAMLSeq<Scalar>();
  list.items = scalars;
  return list;
};

const words = (access: readonly string[]): Node => {
  const list = new YAMLSeq<Scalar>();
  list.items = access.map((word) => new Scalar(word));
  list.flow = true;
  return list;
};

const ruleNode = (rule: DraftRule): YAMLMap => {
  const node = new YAMLMap();
  switch (rule.kind) {
    case 'userPermission':
    case 'permissionSetLicense':
    case 'userLicense':
    case 'customPermission':
    case 'apexClass':
      node.set(rule.kind, nameList(rule.names));
      break;
    case 'object':
      node.set('object', nameList(rule.sobjects.map((name) => ({ name, comment: null }))));
      // What stands there without the key.
      if (rule.access.join() !== 'read') node.set('access', words(rule.access));
      break;
    case 'field':
      node.set('field', nameList(rule.names));
      if (rule.access !== 'read') node.set('access', words([rule.access]));
      break;
    case 'api':
      node.set('api', rule.apis.length === 1 ? rule.apis[0] : words(rule.apis));
      break;
    case 'historyTracking':
      node.set('historyTracking', rule.sobject);
      if (rule.fields.length > 0) node.set('fields', words(rule.fields));
      break;
  }
  if (rule.forbid) node.set('forbid', true);
  if (rule.level !== undefined) node.set('level', rule.level);
  if (rule.onlyWithPassword === true) node.set('when', { authentication: 'usernamePassword' });
  if (rule.because !== undefined) node.set('because', rule.because);
  return node;
};

/** The rules of a group, with an empty line above all groups but the first. */
const groupNodes = ({ heading, rules }: DraftGroup, group: number): YAMLMap[] =>
  rules.map((rule, at) => {
    const above = [
      ...(at === 0 && heading !== null ? [heading] : []),
      ...(rule.comment === null ? [] : [rule.comment]),
    ];
    const node = withComment(ruleNode(rule), above);
    if (at === 0 && group > 0) node.spaceBefore = true;
    return node;
  });

/** The text of the file, ending in a line break; the same draft is always the same text. */
export const definitionYaml = ({
  id,
  label,
  description,
  extends: base,
  variant,
  features,
  above,
  groups,
  below,
}: DefinitionDraft): string => {
  const root = new YAMLMap();
  root.set('schemaVersion', 1);
  root.set('id', id);
  root.set('label', label);
  if (description !== null) root.set('description', description);
  if (base !== null) root.set('extends', base);
  if (variant !== null) root.set('variants', { [variant]: { default: true } });
  if (features.length > 0)
    root.set('features', Object.fromEntries(features.map((feature) => [feature, { default: true }])));
  const rules = new YAMLSeq<YAMLMap>();
  rules.items = groups.flatMap(groupNodes);
  if (rules.items.length > 0) root.set('requires', rules);
  // Maps and lists among the values become nodes.
  const document = new Document();
  document.contents = document.createNode(root) as YAMLMap;
  if (above.length > 0) document.commentBefore = comment(above);
  if (below.length > 0) document.comment = comment(below);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
};
