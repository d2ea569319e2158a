import { expect } from 'chai';
import { answerElements } from '../../../src/metadata/answerElements.js';
import { MetadataFileMistake } from '../../../src/metadata/metadataFileMistake.js';
import type { XmlNode } from '../../../src/metadata/metadataXml.js';
import { permissionSetFileOf, renderPermissionSetFile } from '../../../src/metadata/permissionSetFile.js';
import { projectFileRefusal } from '../../../src/metadata/projectFileRefusal.js';

/** Elements in short: `name text`, or `name(children)`. */
const short = (nodes: readonly XmlNode[]): string[] =>
  nodes.map(({ name, text, children }) =>
    children.length > 0 ? `${name}(${short(children).join(' ')})` : `${name} ${text}`,
  );

describe('elements of an answer of readMetadata', () => {
  const elements = (body: unknown): string[] | null => {
    const found = answerElements(body);
    return found && short(found);
  };

  it('are those of the component, without its name', () => {
    const record = { fullName: 'Sync', label: 'A label', hasActivationRequired: false, nothing: 0 };
    expect(elements(record)).to.deep.equal(['label A label', 'hasActivationRequired false', 'nothing 0']);
    expect(elements([record, { fullName: 'Other' }])).to.deep.equal(elements(record));
  });

  it('carry no attributes and no comments, and no text beside children', () => {
    expect(answerElements({ fullName: 'Sync', a: { $: { type: 'x' }, b: 1 } })).to.deep.equal([
      {
        name: 'a',
        attributes: {},
        text: '',
        comments: [],
        children: [{ name: 'b', attributes: {}, text: '1', comments: [], children: [] }],
      },
    ]);
  });

  it('come once for each of a list, lists in lists too', () => {
    const fieldPermissions = [{ field: 'Account.Site', editable: 'true' }, [{ field: 'Account.Fax' }]];
    expect(elements({ fullName: 'Sync', fieldPermissions })).to.deep.equal([
      'fieldPermissions(field Account.Site editable true)',
      'fieldPermissions(field Account.Fax)',
    ]);
  });

  it('leave out what was not there: empty texts, nulls, records and lists without anything in them', () => {
    const empty = { a: '', b: null, c: undefined, d: {}, e: [], f: [''], g: { $: { type: 'x' } }, h: { i: { j: '' } } };
    expect(elements({ fullName: 'Sync', ...empty })).to.deep.equal([]);
  });

  it('keep a fullName of what is inside', () => {
    expect(elements({ fullName: 'Sync', part: { fullName: 'Inner' } })).to.deep.equal(['part(fullName Inner)']);
  });

  for (const [is, body] of Object.entries({
    nothing: undefined,
    null: null,
    text: 'Sync',
    'an empty list': [],
    'a list of lists': [[{ fullName: 'Sync' }]],
    'a record without anything in it': { $: { type: 'PermissionSet' } },
    'an empty name': { fullName: '', label: 'A' },
    'a name that is no text': { fullName: { _: 'Sync' }, label: 'A' },
  }))
    it(`are none where the answer is ${is}: there is no such component`, () => {
      expect(answerElements(body)).to.equal(null);
    });

  const nested = (depth: number): unknown => (depth === 0 ? 'deep' : { level: nested(depth - 1) });

  it('are gone into deeper than any file may be, and no further', () => {
    const levelsOf = (nodes: readonly XmlNode[]): number =>
      nodes.length === 0 ? 0 : 1 + Math.max(...nodes.map(({ children }) => levelsOf(children)));
    expect(levelsOf(answerElements({ fullName: 'Sync', a: nested(7) }) ?? [])).to.equal(8);
    expect(levelsOf(answerElements({ fullName: 'Sync', a: nested(50) }) ?? [])).to.equal(10);
  });

  it('make a permission set, or are refused where they are more than one has', () => {
    const file = permissionSetFileOf(answerElements({ fullName: 'Sync', label: 'A', description: 'B' }) ?? []);
    expect(renderPermissionSetFile(file)).to.match(/<description>B<\/description>\s*<label>A<\/label>/);
    expect(() => permissionSetFileOf(answerElements({ fullName: 'Sync', a: nested(50) }) ?? []))
      .to.throw(MetadataFileMistake, '1:1: TooMuch: 4 levels of elements')
      .and.to.include({ code: 'TooMuch', line: 1, column: 1 });
  });
});

describe('refusals of metadata files', () => {
  it('name file, line and column, and what is the matter', () => {
    const mistake = new MetadataFileMistake('Entity', 'nbsp', { line: 3, column: 7 });
    expect(mistake).to.deep.include({ bundle: 'projectFile', code: 'Entity', args: ['3:7', 'nbsp'] });
    expect(mistake.in('a/b.xml')).to.deep.include({
      bundle: 'projectFile',
      code: 'Entity',
      args: ['a/b.xml:3:7', 'nbsp'],
    });
  });

  it('say where alone, where there is nothing more to say', () => {
    expect(projectFileRefusal('Duplicate', 'a.xml:1:1').args).to.deep.equal(['a.xml:1:1']);
    expect(projectFileRefusal('Duplicate', 'a.xml:1:1', 'label')).to.deep.include({
      bundle: 'projectFile',
      args: ['a.xml:1:1', 'label'],
    });
  });
});
