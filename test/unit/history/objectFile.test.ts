import { expect } from 'chai';
import {
  blocksOf,
  fieldBlock,
  fieldSourceFile,
  objectBlocks,
  objectFile,
  withFlag,
  withSwitch,
} from '../../../src/history/objectFile.js';

const field = (inner: string): string => `<fields>\n        <fullName>X__c</fullName>\n${inner}    </fields>`;

describe('files of objects and fields', () => {
  const cases: Array<[title: string, before: string, after: string]> = [
    [
      'turns a flag that is there',
      field('        <trackHistory>false</trackHistory>\n        <type>Text</type>\n'),
      field('        <trackHistory>true</trackHistory>\n        <type>Text</type>\n'),
    ],
    [
      'puts a missing one in alphabetical order',
      field('        <label>X</label>\n        <type>Text</type>\n'),
      field('        <label>X</label>\n        <trackHistory>true</trackHistory>\n        <type>Text</type>\n'),
    ],
    [
      'puts a missing one last where nothing follows',
      field('        <label>X</label>\n'),
      field('        <label>X</label>\n        <trackHistory>true</trackHistory>\n'),
    ],
    [
      'leaves one that is right alone, spaces and all',
      field('        <trackHistory> true </trackHistory>\n'),
      field('        <trackHistory> true </trackHistory>\n'),
    ],
    [
      'does not look into other elements',
      field('        <label>&lt;trackHistory&gt;</label>\n        <x><trackHistory>false</trackHistory></x>\n'),
      field(
        '        <label>&lt;trackHistory&gt;</label>\n        <trackHistory>true</trackHistory>\n        <x><trackHistory>false</trackHistory></x>\n',
      ),
    ],
    [
      'keeps CDATA, comments and formulas over several lines',
      field(
        '        <!-- <trackHistory>false</trackHistory> -->\n        <formula><![CDATA[IF(\n  a < b,\n  "</fields>")]]></formula>\n        <type>Text</type>\n',
      ),
      field(
        '        <!-- <trackHistory>false</trackHistory> -->\n        <formula><![CDATA[IF(\n  a < b,\n  "</fields>")]]></formula>\n        <trackHistory>true</trackHistory>\n        <type>Text</type>\n',
      ),
    ],
    [
      'knows an empty element',
      field('        <trackHistory/>\n'),
      field('        <trackHistory>true</trackHistory>\n'),
    ],
    [
      'keeps CRLF and a byte order mark',
      `\uFEFF${field('        <type>Text</type>\n').replace(/\n/g, '\r\n')}`,
      `\uFEFF${field('        <trackHistory>true</trackHistory>\n        <type>Text</type>\n').replace(/\n/g, '\r\n')}`,
    ],
  ];
  for (const [title, before, after] of cases) {
    it(title, () => {
      expect(withFlag(before, 'trackHistory', true)).to.equal(after);
      expect(withFlag(after, 'trackHistory', true), 'a second time').to.equal(after);
    });
  }

  const custom = `<?xml version="1.0" encoding="UTF-8"?>
<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">
    <deploymentStatus>Deployed</deploymentStatus>
    <enableHistory>false</enableHistory>
    <fields>
        <fullName>A__c</fullName>
        <label>A</label>
    </fields>
    <fields>
        <fullName>B__c</fullName>
        <label>B</label>
        <trackHistory>false</trackHistory>
    </fields>
    <label>Thing</label>
    <listViews>
        <fullName>All</fullName>
    </listViews>
    <nameField>
        <label>Name</label>
        <type>Text</type>
    </nameField>
    <pluralLabel>Things</pluralLabel>
</CustomObject>
`;

  it('tells the elements of an object apart', () => {
    expect(blocksOf(custom).map(({ name, fullName }) => `${name} ${fullName}`.trim())).to.deep.equal([
      'deploymentStatus',
      'enableHistory',
      'fields A__c',
      'fields B__c',
      'label',
      'listViews All',
      'nameField',
      'pluralLabel',
    ]);
    expect(blocksOf(custom)[3]?.text).to.match(/^<fields>\n {8}<fullName>B__c[\s\S]*<\/fields>$/);
  });

  it('takes a custom object whole, without what are components of their own, and turns its switch', () => {
    const blocks = objectBlocks('Thing__c', blocksOf(custom), true);
    expect(objectFile(blocks ?? [])).to.equal(`<?xml version="1.0" encoding="UTF-8"?>
<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">
    <deploymentStatus>Deployed</deploymentStatus>
    <enableHistory>true</enableHistory>
    <label>Thing</label>
    <nameField>
        <label>Name</label>
        <trackHistory>true</trackHistory>
        <type>Text</type>
    </nameField>
    <pluralLabel>Things</pluralLabel>
</CustomObject>
`);
  });

  it('takes of a standard object the switch alone', () => {
    expect(objectBlocks('Opportunity', blocksOf(custom))).to.deep.equal(['<enableHistory>true</enableHistory>']);
  });

  it('does not deploy a custom object or field that was not retrieved', () => {
    expect(objectBlocks('Thing__c', [])).to.equal(null);
    expect(fieldBlock([], { field: 'A__c', dataType: 'Text(80)', track: true })).to.equal(null);
  });

  it('gives standard fields that were not retrieved their small shape', () => {
    const shape = (fieldName: string, dataType: string): string | null =>
      fieldBlock([], { field: fieldName, dataType, track: true });
    expect(shape('StageName', 'Picklist')).to.include('<type>Picklist</type>');
    expect(shape('OwnerId', 'Lookup(User)')).to.include('<type>Lookup</type>');
    expect(shape('Amount', 'Currency(16, 2)')).to.not.include('<type>');
  });

  it('makes a source file of a field', () => {
    const block = fieldBlock(blocksOf(custom), { field: 'b__C', dataType: 'Text(80)', track: true });
    expect(fieldSourceFile(block ?? '')).to.equal(`<?xml version="1.0" encoding="UTF-8"?>
<CustomField xmlns="http://soap.sforce.com/2006/04/metadata">
    <fullName>B__c</fullName>
    <label>B</label>
    <trackHistory>true</trackHistory>
</CustomField>
`);
  });

  it('turns the switch in a project file, and nothing else', () => {
    const project = custom.replace(/\n/g, '\r\n');
    expect(withSwitch(project)).to.equal(project.replace('<enableHistory>false', '<enableHistory>true'));
    expect(withSwitch(custom, true)).to.equal(
      custom
        .replace('<enableHistory>false', '<enableHistory>true')
        .replace('        <type>Text</type>', '        <trackHistory>true</trackHistory>\n        <type>Text</type>'),
    );
  });
});
