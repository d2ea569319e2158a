import { expect } from 'chai';
import { blocksOf, expectRoot, withFlag } from '../../../src/metadata/elementText.js';
import {
  fieldBlock,
  fieldSourceFile,
  isNameField,
  objectBlocks,
  objectFile,
  withSwitch,
} from '../../../src/metadata/objectFile.js';

const field = (inner: string): string => `<fields>\n        <fullName>X__c</fullName>\n${inner}    </fields>`;

const on = { enableHistory: true };

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
      'puts it behind fullName, whatever the alphabet says, and in front of the comment of what follows',
      '<fields>\n    <fullName>z</fullName>\n    <!-- one\n      two -->\n    <!-- three --> <type>Text</type>\n</fields>',
      '<fields>\n    <fullName>z</fullName>\n    <trackHistory>true</trackHistory>\n    <!-- one\n      two -->\n    <!-- three --> <type>Text</type>\n</fields>',
    ],
    [
      'leaves a comment alone in which an end tag stands',
      field('        <trackHistory>false</trackHistory><!-- was <trackHistory>true</trackHistory> -->\n'),
      field('        <trackHistory>true</trackHistory><!-- was <trackHistory>true</trackHistory> -->\n'),
    ],
    [
      'leaves the end tag of the element alone that stands in a last comment',
      '<fields>\n    <label>X</label>\n</fields>\n<!-- </fields> -->',
      '<fields>\n    <label>X</label>\n    <trackHistory>true</trackHistory>\n</fields>\n<!-- </fields> -->',
    ],
    [
      'knows an end tag with a space',
      field('        <trackHistory>false</trackHistory >\n        <type>Text</type>\n'),
      field('        <trackHistory>true</trackHistory>\n        <type>Text</type>\n'),
    ],
    [
      'knows an empty element with attributes',
      field('        <trackHistory xmlns:x="a>b" x:nil=\'/>\' />\n        <type>Text</type>\n'),
      field('        <trackHistory>true</trackHistory>\n        <type>Text</type>\n'),
    ],
    [
      'knows one as good as true',
      field('    <trackHistory>1</trackHistory>\n'),
      field('    <trackHistory>1</trackHistory>\n'),
    ],
    [
      'takes neither what only begins nor what only ends like it for true',
      field('    <trackHistory>true1</trackHistory>\n'),
      field('    <trackHistory>true</trackHistory>\n'),
    ],
    [
      'fills an element that has nothing in it',
      '<fields></fields>',
      '<fields>\n    <trackHistory>true</trackHistory>\n</fields>',
    ],
    [
      'opens an element that is empty',
      '<?xml version="1.0"?>\n<fields xmlns="urn:x" />\n',
      '<?xml version="1.0"?>\n<fields xmlns="urn:x">\n    <trackHistory>true</trackHistory>\n</fields>\n',
    ],
    [
      'keeps all on one line where it is so',
      '<fields><label>X</label><type>Text</type></fields>',
      '<fields><label>X</label><trackHistory>true</trackHistory>\n<type>Text</type></fields>',
    ],
    [
      'indents with tabs where the file does',
      '<fields>\n\t<label>X</label>\n</fields>',
      '<fields>\n\t<label>X</label>\n\t<trackHistory>true</trackHistory>\n</fields>',
    ],
    [
      'keeps a byte order mark that is none',
      field('        <label>a\uFEFF</label>\n'),
      field('        <label>a\uFEFF</label>\n        <trackHistory>true</trackHistory>\n'),
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

  const offs: [title: string, before: string, after: string][] = [
    ['turns it off', '<trackHistory>true</trackHistory>', '<trackHistory>false</trackHistory>'],
    ['turns 1 off', '<trackHistory>1</trackHistory>', '<trackHistory>false</trackHistory>'],
    ['leaves what is off alone', '<trackHistory> false </trackHistory>', '<trackHistory> false </trackHistory>'],
    ['leaves 0 alone', '<trackHistory>0</trackHistory>', '<trackHistory>0</trackHistory>'],
    ['says it where nothing is said', '<trackHistory></trackHistory>', '<trackHistory>false</trackHistory>'],
    ['says it where it is missing', '', '<trackHistory>false</trackHistory>'],
  ];
  for (const [title, before, after] of offs) {
    const around = (flag: string): string => (flag === '' ? field('') : field(`        ${flag}\n`));
    it(title, () => expect(withFlag(around(before), 'trackHistory', false)).to.equal(around(after)));
  }

  it('puts the switch of an object behind its fullName', () => {
    expect(
      withSwitch('<CustomObject>\n    <fullName>Thing__c</fullName>\n    <label>T</label>\n</CustomObject>\n'),
    ).to.equal(
      '<CustomObject>\n    <fullName>Thing__c</fullName>\n    <enableHistory>true</enableHistory>\n    <label>T</label>\n</CustomObject>\n',
    );
  });

  it('refuses a flag that is there twice: nobody can say which one counts', () => {
    const twice = field('        <trackHistory>false</trackHistory>\n        <trackHistory>true</trackHistory>\n');
    expect(() => withFlag(twice, 'trackHistory', true)).to.throw('Duplicate: trackHistory');
  });

  it('refuses the file of something else', () => {
    const object = objectFile(['<enableHistory>true</enableHistory>']);
    expect(() => expectRoot(object, 'CustomObject')).to.not.throw();
    expect(() => expectRoot(object, 'CustomField')).to.throw('WrongRoot: CustomObject');
    expect(() => expectRoot('<html><body/></html>', 'CustomObject')).to.throw('WrongRoot: html');
    expect(() => expectRoot('<CustomObject xmlns="urn:x"/>', 'CustomObject')).to.throw('WrongRoot: urn:x');
  });

  it('opens the empty file that a project has of an object', () => {
    const empty =
      '<?xml version="1.0" encoding="UTF-8"?>\n<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"/>\n';
    expect(withSwitch(empty, true)).to.equal(objectFile(['<enableHistory>true</enableHistory>']));
  });

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
    const blocks = objectBlocks('Thing__c', blocksOf(custom), { enableHistory: true, nameField: true });
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

  it('tells them apart by their own end tags, not by those in comments and CDATA', () => {
    const parts = blocksOf(
      '\uFEFF<r>\r\n<a>1</a><!-- </a> -->\r<b><fullName> x </fullName><y><![CDATA[</b>]]></y></b ><!-- </b></r> -->\n<c/><d x="/"></d></r>',
    );
    expect(parts.map(({ text }) => text)).to.deep.equal([
      '<a>1</a>',
      '<b><fullName> x </fullName><y><![CDATA[</b>]]></y></b >',
      '<c/>',
      '<d x="/"></d>',
    ]);
    expect(parts.map(({ fullName }) => fullName)).to.deep.equal(['', 'x', '', '']);
  });

  it('leaves the name alone where nobody asks for it', () => {
    const blocks = blocksOf(custom);
    const nameField = blocks.find(({ name }) => name === 'nameField')?.text;
    expect(objectBlocks('Thing__c', blocks, on)).to.include(nameField);
    expect(objectBlocks('Thing__c', blocks, { enableHistory: true, nameField: false })?.join()).to.include(
      '<trackHistory>false</trackHistory>',
    );
  });

  const switchPlaces: [title: string, elements: string[], expected: string[]][] = [
    ['behind fullName', ['fullName', 'label'], ['fullName', 'enableHistory', 'label']],
    ['first', ['label', 'pluralLabel'], ['enableHistory', 'label', 'pluralLabel']],
    ['last', ['deploymentStatus', 'description'], ['deploymentStatus', 'description', 'enableHistory']],
    ['once', ['description', 'enableHistory', 'label'], ['description', 'enableHistory', 'label']],
  ];
  for (const [title, elements, expected] of switchPlaces) {
    it(`the switch of a custom object: ${title}`, () => {
      const blocks = elements.map((name) => ({ name, fullName: '', text: `<${name}>true</${name}>`, at: 0 }));
      expect(objectBlocks('Thing__c', blocks, on)).to.deep.equal(expected.map((name) => `<${name}>true</${name}>`));
    });
  }

  it('the name of a custom object is no field of its file (fact F10)', () => {
    const cases: [sobject: string, field: string, expected: boolean][] = [
      ['Thing__c', 'Name', true],
      ['Knowledge__kav', 'name', true],
      ['Thing__c', 'Title__c', false],
      ['Account', 'Name', false],
    ];
    for (const [sobject, name, expected] of cases)
      expect(isNameField(sobject, name), `${sobject}.${name}`).to.equal(expected);
  });

  it('takes of a standard object the switch alone', () => {
    expect(objectBlocks('Opportunity', blocksOf(custom), on)).to.deep.equal(['<enableHistory>true</enableHistory>']);
  });

  it('does not deploy a custom object or field that was not retrieved', () => {
    expect(objectBlocks('Thing__c', [], on)).to.equal(null);
    expect(fieldBlock([], { field: 'A__c', dataType: 'string', track: true })).to.equal(null);
  });

  it('gives standard fields that were not retrieved their small shape', () => {
    const shape = (fieldName: string, dataType: string): string | null =>
      fieldBlock([], { field: fieldName, dataType, track: true });
    expect(shape('StageName', 'picklist')).to.equal(
      '<fields>\n        <fullName>StageName</fullName>\n        <trackHistory>true</trackHistory>\n        <type>Picklist</type>\n    </fields>',
    );
    expect(shape('OwnerId', 'reference')).to.include('<type>Lookup</type>');
    expect(shape('Amount', 'currency')).to.equal(
      '<fields>\n        <fullName>Amount</fullName>\n        <trackHistory>true</trackHistory>\n    </fields>',
    );
    for (const dataType of ['multipicklist', 'string', '', 'Auswahlliste']) {
      expect(shape('Levels', dataType), dataType).to.not.include('<type>');
    }
    const off = fieldBlock([], { field: 'Amount', dataType: 'currency', track: false });
    expect(off).to.include('<trackHistory>false</trackHistory>');
  });

  it('makes nothing of a name that is none', () => {
    for (const name of ['A b', '1st', 'A<b', '']) {
      expect(fieldBlock([], { field: name, dataType: 'picklist', track: true }), name).to.equal(null);
    }
  });

  it('does not take a list view for the field of its name', () => {
    const block = fieldBlock(blocksOf(custom), { field: 'All', dataType: 'picklist', track: true });
    expect(block).to.match(/^<fields>\n {8}<fullName>All<\/fullName>/);
  });

  it('keeps what is text in the source file of a field', () => {
    const formula = '<![CDATA["<fields>\n" & "</fields>\n    x" & "\n</fields>"]]>';
    expect(fieldSourceFile(`<fields><formula>${formula}</formula></fields>`)).to.equal(
      `<?xml version="1.0" encoding="UTF-8"?>\n<CustomField xmlns="http://soap.sforce.com/2006/04/metadata">\n<formula>${formula}</formula>\n</CustomField>\n`,
    );
  });

  it('makes a source file of a field', () => {
    const block = fieldBlock(blocksOf(custom), { field: 'b__C', dataType: 'string', track: true });
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
    expect(withSwitch('<CustomObject>\n    <label>T</label>\n</CustomObject>\n', true)).to.equal(
      '<CustomObject>\n    <enableHistory>true</enableHistory>\n    <label>T</label>\n</CustomObject>\n',
    );
    expect(withSwitch(`\uFEFF${project}`, true)).to.equal(`\uFEFF${withSwitch(custom, true).replace(/\n/g, '\r\n')}`);
    expect(withSwitch(custom, true)).to.equal(
      custom
        .replace('<enableHistory>false', '<enableHistory>true')
        .replace('        <type>Text</type>', '        <trackHistory>true</trackHistory>\n        <type>Text</type>'),
    );
  });
});
