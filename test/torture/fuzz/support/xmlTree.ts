/** XML as a tree that can hold what a parser would not make, and changes to it that know its structure. */
import { hostileKeys, hostileTexts, levels } from './hostile.js';
import type { Change } from './mutations.js';

export type XmlTree = {
  readonly name: string;
  /** As written, with a space before it where it is not empty. */
  readonly attributes: string;
  readonly children: readonly XmlTree[];
  /** As written; of an element with children, what stands before them. */
  readonly text: string;
};

/** Reads XML as programs write it: elements and text, no comments or CDATA. Out: the declaration and the root. */
export const readXml = (source: string): { readonly head: string; readonly root: XmlTree } => {
  const head = /^(?:\uFEFF)?(?:<\?[^>]*\?>\s*)?/.exec(source)?.[0] ?? '';
  type Open = { name: string; attributes: string; children: XmlTree[]; text: string };
  const outside: Open = { name: '', attributes: '', children: [], text: '' };
  const open: Open[] = [outside];
  for (const [token] of source.slice(head.length).matchAll(/<[^>]+>|[^<]+/g)) {
    const within = open.at(-1) ?? outside;
    const [, close, name, attributes = '', empty] = /^<(\/?)([^\s/>]+)([^>]*?)(\/?)>$/.exec(token) ?? [];
    if (name === undefined) within.text += within.children.length > 0 && token.trim() === '' ? '' : token.trim();
    else if (close === '/') open.pop();
    else {
      const element: Open = { name, attributes: attributes.trimEnd(), children: [], text: '' };
      within.children.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  const [root] = outside.children;
  if (root === undefined) throw new Error('No element.');
  return { head, root };
};

export const writeXml = ({ name, attributes, children, text }: XmlTree): string =>
  `<${name}${attributes}>${text}${children.map(writeXml).join('')}</${name}>`;

/** The same with lines and indents, as people and the platform write files. */
export const writeXmlLines = ({ name, attributes, children, text }: XmlTree, indent = ''): string =>
  children.length === 0
    ? `${indent}<${name}${attributes}>${text}</${name}>\n`
    : `${indent}<${name}${attributes}>${text}\n${children.map((child) => writeXmlLines(child, `${indent}    `)).join('')}${indent}</${name}>\n`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const leaf = (name: string, text = ''): XmlTree => ({ name, attributes: '', children: [], text });

/** Element names that a parser or an object may trip over. */
const names = [
  '__proto__',
  'constructor',
  'toString',
  'length',
  '$',
  '_',
  'x',
  'a:b',
  'xsi:nil',
  'fullName',
  'fields',
  '1',
  'ns:ns:x',
  'Ä',
];

/** Text of an element as it stands in a file: escaped, raw, in CDATA, with references. */
const textFor = (what: number): string => {
  const text = hostileTexts[what % hostileTexts.length] ?? '';
  const ways = [
    escaped(text),
    escaped(text),
    text,
    `<![CDATA[${text}]]>`,
    '&unknown;',
    '&z;',
    '&#0;',
    '&#x110000;',
    '&',
    '<!-- c -->',
    '<?php x ?>',
    `${escaped(text)}<b/>`,
  ];
  return ways[Math.floor(what / hostileTexts.length) % ways.length] ?? text;
};

export type ChangedXml = { readonly root: XmlTree; readonly broken: boolean };

type Operation = (element: XmlTree, child: number, what: number) => ChangedXml | null;

const withChildren = (element: XmlTree, children: readonly XmlTree[], broken: boolean): ChangedXml => ({
  root: { ...element, children },
  broken,
});

const isWord = (text: string): boolean => /^(true|false|-?\d+(\.\d+)?)$/.test(text);

const operations: readonly Operation[] = [
  // other text; of a switch or a number something that is none
  (element, _child, what) => {
    const text = textFor(what);
    return {
      root: { ...element, text, children: [] },
      broken: element.children.length > 0 || (isWord(element.text) && !isWord(text)),
    };
  },
  (element, _child, what) => {
    const text = textFor(what);
    return element.children.length > 0
      ? null
      : { root: { ...element, text }, broken: isWord(element.text) && !isWord(text) };
  },
  (element) =>
    element.text === 'true' || element.text === 'false'
      ? { root: { ...element, text: element.text === 'true' ? 'false' : 'true' }, broken: false }
      : null,
  // a child gone, twice, last, called otherwise, another one's
  ({ children, ...element }, child) =>
    children.length === 0
      ? null
      : withChildren(
          { ...element, children },
          children.filter((_, i) => i !== child % children.length),
          true,
        ),
  ({ children, ...element }, child) =>
    children.length === 0
      ? null
      : withChildren(
          { ...element, children },
          children.filter((_, i) => i !== child % children.length),
          true,
        ),
  ({ children, ...element }, child) => {
    const one = children[child % Math.max(1, children.length)];
    return one === undefined ? null : withChildren({ ...element, children }, [...children, one], false);
  },
  ({ children, ...element }, child, what) =>
    children.length === 0
      ? null
      : withChildren(
          { ...element, children },
          children.map((one, i) =>
            i === child % children.length ? { ...one, name: names[what % names.length] ?? 'x' } : one,
          ),
          true,
        ),
  ({ children, ...element }) =>
    children.length < 2 ? null : withChildren({ ...element, children }, [...children].reverse(), false),
  (element) => ({ root: leaf(element.name), broken: element.children.length > 0 || isWord(element.text) }),
  ({ children, ...element }, _child, what) =>
    withChildren(
      { ...element, children },
      [...children, leaf(names[what % names.length] ?? 'x', textFor(what))],
      false,
    ),
  ({ children, ...element }, _child, what) =>
    withChildren(
      { ...element, children },
      [leaf(names[what % names.length] ?? 'x', textFor(what)), ...children],
      false,
    ),
  ({ children, ...element }, child) => {
    const one = children[child % Math.max(1, children.length)];
    return one === undefined
      ? null
      : withChildren(
          { ...element, children },
          Array.from({ length: 400 }, () => one),
          false,
        );
  },
  // deeper, shallower
  (element) => ({ root: { ...element, text: `${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}` }, broken: false }),
  (element, _child, what) => ({
    root: { ...leaf(names[what % names.length] ?? 'x'), children: [element] },
    broken: true,
  }),
  (element) => ({ root: { ...element, children: [element], text: '' }, broken: true }),
  // attributes
  (element, _child, what) => ({
    root: { ...element, attributes: ` ${(hostileKeys[what % hostileKeys.length] ?? 'a').slice(0, 9)}="x"` },
    broken: false,
  }),
  (element) => ({ root: { ...element, attributes: ' xsi:nil="true" xsi:type="x" a="1" a="2"' }, broken: false }),
  (element) => ({ root: { ...element, attributes: ` xmlns="urn:${'x'.repeat(2000)}"` }, broken: false }),
  // comments and text beside elements
  (element) => ({ root: { ...element, text: `<!-- ${'-'.repeat(30)} -->${element.text}` }, broken: false }),
  (element) => ({ root: { ...element, text: `<!---->\n`.repeat(20_000) + element.text }, broken: false }),
  (element) => ({ root: { ...element, text: `${element.text}stray text` }, broken: false }),
  (element) => ({ root: { ...element, text: `${' '.repeat(300_000)}${element.text}` }, broken: false }),
];

/** Changes XML at one place. */
export const mutateXml = (root: XmlTree, change: Change): ChangedXml => {
  const operate = (element: XmlTree): ChangedXml =>
    operations[change.how % operations.length]?.(element, change.child, change.what) ?? {
      root: { ...element, text: textFor(change.what), children: [] },
      broken: true,
    };
  const walk = (element: XmlTree, [step, ...rest]: readonly number[]): ChangedXml => {
    if (step === undefined || element.children.length === 0) return operate(element);
    const at = step % element.children.length;
    const inner = element.children[at];
    if (inner === undefined) return operate(element);
    const changed = walk(inner, rest);
    return withChildren(
      element,
      element.children.map((child, i) => (i === at ? changed.root : child)),
      changed.broken,
    );
  };
  return walk(root, change.steps);
};

export const mutateXmlAll = (root: XmlTree, changes: readonly Change[]): ChangedXml =>
  changes.reduce<ChangedXml>(
    (before, change) => {
      const next = mutateXml(before.root, change);
      return { root: next.root, broken: before.broken || next.broken };
    },
    { root, broken: false },
  );

const laughs = Array.from(
  { length: 9 },
  (_, i) => `<!ENTITY ${'abcdefghi'[i] ?? ''} "${`&${'zabcdefgh'[i] ?? ''};`.repeat(10)}">`,
).join('');

/** What may stand before the root: declarations, DOCTYPEs with bombs and with addresses of files, nothing good. */
export const xmlHeads: readonly string[] = [
  `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY z "z">${laughs}]>`,
  `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY z "${'A'.repeat(50_000)}">]>`,
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY z SYSTEM "file:///etc/passwd">]>',
  '<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p">%p;]>',
  '<?xml version="1.1"?>',
  '<?xml version="1.0" encoding="UTF-16"?>',
  '<?xml version="1.0" encoding="ISO-8859-1" standalone="no"?>',
  '<?xml-stylesheet href="x"?>',
  '\n\n<?xml version="1.0"?>',
  '<!-- before --><!-- and more -->\n',
  'text before',
  '<other/>',
  '',
];
