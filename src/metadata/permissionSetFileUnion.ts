import { keyOf } from '../platform/names.js';
import { childText, leaf } from './metadataXml.js';
import type { XmlNode } from './metadataXml.js';

/** The child by which the entries of a tag are told apart (fact H6). Tags that are not here are told apart by all they say. */
const keyChildren: Readonly<Record<string, string>> = {
  agentAccesses: 'agentName',
  applicationVisibilities: 'application',
  classAccesses: 'apexClass',
  customMetadataTypeAccesses: 'name',
  customPermissions: 'name',
  customSettingAccesses: 'name',
  emailRoutingAddressAccesses: 'name',
  externalCredentialPrincipalAccesses: 'externalCredentialPrincipal',
  externalDataSourceAccesses: 'externalDataSource',
  fieldPermissions: 'field',
  flowAccesses: 'flow',
  objectPermissions: 'object',
  pageAccesses: 'apexPage',
  recordTypeVisibilities: 'recordType',
  servicePresenceStatusAccesses: 'servicePresenceStatus',
  tabSettings: 'tab',
  userPermissions: 'name',
};

/** Tags that a permission set has once (fact H6; fullName stands in no retrieved file, but may in a hand-written one). */
const once: ReadonlySet<string> = new Set(['description', 'fullName', 'hasActivationRequired', 'label', 'license']);

/** Whether a permission set file has this element at most once. */
export const isSingle = ({ name }: XmlNode): boolean => once.has(name);

/** The booleans that an object permission must have (fact B3). */
const requiredAccesses = ['allowCreate', 'allowDelete', 'allowEdit', 'allowRead', 'modifyAllRecords', 'viewAllRecords'];

/** Code unit order, which is the platform's: `standard__Sales` comes behind `Warehouse`. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isYes = (text: string): boolean => text === 'true' || text === '1';
const isBoolean = (text: string): boolean => isYes(text) || text === 'false' || text === '0';

/** Everything an entry says but its yes and no, as text: what an unknown entry is about. */
const subjectOf = ({ name, attributes, children, text }: XmlNode): string =>
  JSON.stringify([
    name,
    Object.entries(attributes).sort(([a], [b]) => compare(a, b)),
    isBoolean(text.trim()) ? '' : text.trim(),
    children.map(subjectOf).sort(compare),
  ]);

/** What an entry is about, in the spelling of the file. */
const spelledKey = (node: XmlNode): string => {
  if (isSingle(node)) return '';
  const child = Object.hasOwn(keyChildren, node.name) ? keyChildren[node.name] : undefined;
  const key = child === undefined ? undefined : childText(node, child);
  return key ?? subjectOf(node);
};

const mergeKey = (node: XmlNode): string => `${node.name} ${keyOf(spelledKey(node))}`;

/** From nothing to everything. */
const tabVisibilities = ['None', 'Available', 'Visible'];

/** The stronger of two values: yes before no; where neither is stronger, the first. */
const stronger = (a: XmlNode, b: XmlNode): XmlNode => {
  const [first, second] = [a.text.trim(), b.text.trim()];
  if (isBoolean(first) && isBoolean(second)) return isYes(first) ? a : b;
  if (a.name === 'visibility') return tabVisibilities.indexOf(second) > tabVisibilities.indexOf(first) ? b : a;
  return a;
};

const unique = (comments: readonly string[]): string[] => [...new Set(comments)];

const groupsByName = (nodes: readonly XmlNode[]): ReadonlyMap<string, readonly XmlNode[]> => {
  const groups = new Map<string, XmlNode[]>();
  for (const node of nodes) {
    const group = groups.get(node.name);
    if (group) group.push(node);
    else groups.set(node.name, [node]);
  }
  return groups;
};

const only = (nodes: readonly XmlNode[]): XmlNode | undefined => (nodes.length === 1 ? nodes[0] : undefined);

const mergeChildren = (first: readonly XmlNode[], second: readonly XmlNode[]): XmlNode[] => {
  const [allOurs, allTheirs] = [groupsByName(first), groupsByName(second)];
  const names = [...new Set([...allOurs.keys(), ...allTheirs.keys()])].sort(compare);
  return names.flatMap((name) => {
    const [ours = [], theirs = []] = [allOurs.get(name), allTheirs.get(name)];
    const [a, b] = [only(ours), only(theirs)];
    if (a && b) {
      if (a.children.length === 0 && b.children.length === 0) {
        return [{ ...stronger(a, b), comments: unique([...a.comments, ...b.comments]) }];
      }
      if (a.children.length > 0 && b.children.length > 0) return [merged(a, b)];
    }
    // A list of values: all of them, each once.
    return [...new Map([...theirs, ...ours].map((node) => [JSON.stringify(canonicalNode(node)), node])).values()];
  });
};

/** One entry that allows what either allows. */
const merged = (a: XmlNode, b: XmlNode): XmlNode => ({
  ...a,
  attributes: { ...b.attributes, ...a.attributes },
  children: mergeChildren(a.children, b.children),
  comments: unique([...a.comments, ...b.comments]),
});

const canonicalNode = (node: XmlNode): XmlNode => {
  const { name, attributes, text, comments } = node;
  const missing =
    name === 'objectPermissions'
      ? requiredAccesses
          .filter((access) => childText(node, access) === undefined)
          .map((access) => leaf(access, 'false'))
      : [];
  // The sort is stable: elements of one name keep their order.
  const children = [...node.children.map(canonicalNode), ...missing].sort((a, b) => compare(a.name, b.name));
  return { name, attributes, children, text, comments };
};

/** Levels of elements below the root: permission set files have two. */
const maxLevels = 4;

/** Elements in one: those of permission set files have at most nine. */
const maxInOne = 100;

/** Elements about the same thing, as people may have merged files by hand. */
const maxAboutSame = 100;

const levelsOf = ({ children }: XmlNode, most: number): number =>
  most <= 0 ? 1 : 1 + children.reduce((deepest, child) => Math.max(deepest, levelsOf(child, most - 1)), 0);

const hasTooMany = ({ children }: XmlNode): boolean => children.length > maxInOne || children.some(hasTooMany);

/**
 * Looks for what no permission set file has, and what would take minutes to merge.
 * @param fail throws the refusal of that element
 */
export const refuseTooMuch = <Node extends XmlNode>(
  elements: readonly Node[],
  fail: (detail: string, element: Node) => never,
): void => {
  const aboutSame = new Map<string, number>();
  for (const element of elements) {
    if (levelsOf(element, maxLevels) > maxLevels) fail(`${maxLevels} levels of elements`, element);
    if (hasTooMany(element)) fail(`${maxInOne} elements in one`, element);
    const key = mergeKey(element);
    const same = (aboutSame.get(key) ?? 0) + 1;
    aboutSame.set(key, same);
    if (same > maxAboutSame) fail(`${maxAboutSame} elements about the same thing`, element);
  }
};

/**
 * Elements as the platform retrieves them: tags in alphabetical order and together, entries in the order of their keys,
 * children in alphabetical order, every thing once (facts B3, H5). Entries about the same thing become one that allows
 * what any of them allows; of values without stronger and weaker, such as labels, the first stays.
 */
export const canonicalElements = (elements: readonly XmlNode[]): XmlNode[] =>
  unionOfCanonical(elements.map(canonicalNode));

/** The same of elements that are as the platform retrieves them, each by itself: those of several files. */
export const unionOfCanonical = (elements: readonly XmlNode[]): XmlNode[] => {
  const byKey = new Map<string, { element: XmlNode; spelled: string; key: string }>();
  for (const element of elements) {
    const spelled = spelledKey(element);
    const key = `${element.name} ${keyOf(spelled)}`;
    const held = byKey.get(key);
    if (held) held.element = merged(held.element, element);
    else byKey.set(key, { element, spelled, key });
  }
  return [...byKey.values()]
    .sort((a, b) => compare(a.element.name, b.element.name) || compare(a.spelled, b.spelled) || compare(a.key, b.key))
    .map(({ element }) => element);
};
