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

const expectElement = ({ name, attributes, children, text }: JunitNode): void => {
  const element = elements[name];
  if (element === undefined) throw new Error(`no element ${name}`);
  const given = Object.keys(attributes);
  expect(given, name).to.include.members([...element.required]);
  expect([...element.required, ...element.optional], name).to.include.members(given);
  expect(element.children, name).to.include.members(children.map((child) => child.name));
  if (element.text !== true) expect(text.trim(), name).to.equal('');
  if (name === 'properties') expect(children, name).to.not.be.empty;
  children.forEach(expectElement);
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
