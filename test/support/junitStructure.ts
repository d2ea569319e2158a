/**
 * What Jenkins, GitLab and the actions of GitHub take as JUnit XML, written down as a table: the elements, what may stand in
 * them and which attributes they have. It is what the schema of Jenkins' xunit plugin (junit-10.xsd) allows, and stricter where
 * others are: a test case holds one result at most. test/browser/junitSchema.page.ts holds reports against a published schema.
 */
import { expect } from 'chai';
import { XMLParser, XMLValidator } from 'fast-xml-parser';

type Element = {
  readonly children: readonly string[];
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly text?: true;
};

const result: Element = { children: [], required: [], optional: ['type', 'message'], text: true };

const elements: Readonly<Record<string, Element>> = {
  testsuites: { children: ['testsuite'], required: [], optional: ['name', 'time', 'tests', 'failures', 'errors'] },
  testsuite: {
    children: ['properties', 'testcase', 'system-out'],
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['skipped', 'time', 'timestamp', 'id'],
  },
  properties: { children: ['property'], required: [], optional: [] },
  property: { children: [], required: ['name', 'value'], optional: [] },
  testcase: {
    children: ['failure', 'error', 'skipped', 'system-out'],
    required: ['name', 'classname'],
    optional: ['time'],
  },
  failure: result,
  error: result,
  skipped: result,
  'system-out': { children: [], required: [], optional: [], text: true },
};

/** An element as fast-xml-parser gives it in order. */
type Node = Readonly<Record<string, unknown>>;

/** One element: its name, its attributes, what stands in it. */
export type JunitNode = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly JunitNode[];
  readonly text: string;
};

const nodeOf = (node: Node): JunitNode => {
  const name = Object.keys(node).find((key) => key !== ':@') ?? '';
  const inner = node[name] as readonly Node[];
  return {
    name,
    attributes: (node[':@'] ?? {}) as Readonly<Record<string, string>>,
    children: inner.filter((one) => !('#text' in one)).map(nodeOf),
    text: inner.map((one) => String(one['#text'] ?? '')).join(''),
  };
};

/** What the table does not allow in an element itself. Plain comparisons: a report of 10,000 findings has tens of thousands of them. */
const mistakesIn = ({ name, attributes, children, text }: JunitNode): string[] => {
  const element = elements[name];
  if (element === undefined) return ['no such element'];
  const given = Object.keys(attributes);
  return [
    ...element.required.filter((one) => !given.includes(one)).map((one) => `lacks ${one}`),
    ...given.filter((one) => ![...element.required, ...element.optional].includes(one)).map((one) => `has ${one}`),
    ...children.filter((child) => !element.children.includes(child.name)).map((child) => `holds ${child.name}`),
    ...(element.text !== true && text.trim() !== '' ? [`holds the text ${text}`] : []),
    ...(name === 'properties' && children.length === 0 ? ['holds nothing'] : []),
  ];
};

const expectElement = (node: JunitNode): void => {
  const mistakes = mistakesIn(node);
  if (mistakes.length > 0) expect.fail(`${node.name}: ${mistakes.join(', ')}`);
  node.children.forEach(expectElement);
};

const number = (node: JunitNode, attribute: string): number => Number(node.attributes[attribute]);

/** Holds a text against the table, its numbers against what is there, and returns its suites. */
export const expectJunit = (xml: string): readonly JunitNode[] => {
  expect(XMLValidator.validate(xml)).to.equal(true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    preserveOrder: true,
    ignoreDeclaration: true,
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
  });
  const roots = (parser.parse(xml) as readonly Node[]).filter((node) => !('#text' in node)).map(nodeOf);
  expect(roots.map(({ name }) => name)).to.deep.equal(['testsuites']);
  roots.forEach(expectElement);
  const suites = roots.flatMap(({ children }) => children);
  for (const suite of suites) {
    const cases = suite.children.filter(({ name }) => name === 'testcase');
    const results = cases.map(({ children }) => children.map(({ name }) => name).filter((one) => one !== 'system-out'));
    expect(results.filter((one) => one.length > 1)).to.deep.equal([]);
    const counted = (name: string): number => results.filter(([first]) => first === name).length;
    expect([cases.length, counted('failure'), counted('error'), counted('skipped')]).to.deep.equal(
      ['tests', 'failures', 'errors', 'skipped'].map((attribute) => number(suite, attribute)),
    );
    const names = cases.map(({ attributes }) => attributes['name']);
    expect(new Set(names).size, 'names of test cases').to.equal(names.length);
  }
  return suites;
};
