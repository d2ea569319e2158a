import { expect } from 'chai';
import type { Entry } from '../../../src/access/entry.js';
import {
  mergeEntries,
  parsePermissionSetFile,
  renderPermissionSetFile,
  unionFiles,
} from '../../../src/metadata/permissionSetFile.js';
import { MetadataFileMistake } from '../../../src/metadata/metadataFileMistake.js';
import { fileWith, retrieved } from '../support/permissionSetFiles.js';

const head = { label: 'Acme integration', description: 'What Acme needs' };
const rewritten = (xml: string): string => renderPermissionSetFile(parsePermissionSetFile(xml));
const union = (a: string, b: string): string =>
  renderPermissionSetFile(unionFiles(parsePermissionSetFile(a), parsePermissionSetFile(b)));
const withEntries = (xml: string, ...entries: Entry[]): string =>
  renderPermissionSetFile(mergeEntries(parsePermissionSetFile(xml), entries, head));

const object = (sobject: string, access: Extract<Entry, { kind: 'object' }>['access']): Entry => ({
  kind: 'object',
  sobject,
  access,
});
const field = (name: string, access: 'read' | 'edit'): Entry => ({
  kind: 'field',
  sobject: 'Account',
  field: name,
  access,
});
const permission = (name: string): Entry => ({ kind: 'userPermission', name });

describe('permission set file', () => {
  it('comes back letter by letter when it is as the platform retrieves it, with every tag (fact H6)', () => {
    expect(rewritten(retrieved)).to.equal(retrieved);
  });

  it('of a new permission set: head, no license, no session activation, all booleans, sorted (facts A17, B3, H5)', () => {
    const entries = [
      permission('ViewSetup'),
      object('Lead', 'read'),
      object('Account', 'edit'),
      permission('ApiEnabled'),
      object('Account', 'read'),
      object('Account', 'viewAllFields'),
      field('Website', 'edit'),
      field('Industry', 'read'),
    ];
    expect(renderPermissionSetFile(mergeEntries(null, entries, head))).to.equal(`<?xml version="1.0" encoding="UTF-8"?>
<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
    <description>What Acme needs</description>
    <fieldPermissions>
        <editable>false</editable>
        <field>Account.Industry</field>
        <readable>true</readable>
    </fieldPermissions>
    <fieldPermissions>
        <editable>true</editable>
        <field>Account.Website</field>
        <readable>true</readable>
    </fieldPermissions>
    <hasActivationRequired>false</hasActivationRequired>
    <label>Acme integration</label>
    <objectPermissions>
        <allowCreate>false</allowCreate>
        <allowDelete>false</allowDelete>
        <allowEdit>true</allowEdit>
        <allowRead>true</allowRead>
        <modifyAllRecords>false</modifyAllRecords>
        <object>Account</object>
        <viewAllFields>true</viewAllFields>
        <viewAllRecords>false</viewAllRecords>
    </objectPermissions>
    <objectPermissions>
        <allowCreate>false</allowCreate>
        <allowDelete>false</allowDelete>
        <allowEdit>false</allowEdit>
        <allowRead>true</allowRead>
        <modifyAllRecords>false</modifyAllRecords>
        <object>Lead</object>
        <viewAllRecords>false</viewAllRecords>
    </objectPermissions>
    <userPermissions>
        <enabled>true</enabled>
        <name>ApiEnabled</name>
    </userPermissions>
    <userPermissions>
        <enabled>true</enabled>
        <name>ViewSetup</name>
    </userPermissions>
</PermissionSet>
`);
  });

  describe('merging entries', () => {
    const flags = (xml: string): string =>
      [...xml.matchAll(/<(allow\w+|modify\w+|view\w+|editable|readable|enabled)>true</g)]
        .map(([, name]) => name)
        .join(' ');
    const account = (...allowed: string[]): string =>
      fileWith(
        `<objectPermissions>${allowed.map((name) => `<${name}>true</${name}>`).join('')}<object>Account</object></objectPermissions>`,
      );
    const website = (editable: boolean, readable: boolean): string =>
      fileWith(
        `<fieldPermissions><editable>${editable}</editable><field>Account.Website</field><readable>${readable}</readable></fieldPermissions>`,
      );
    const cases: [what: string, file: string, entry: Entry, expected: string][] = [
      ['adds an access word', account('allowRead'), object('Account', 'create'), 'allowCreate allowRead'],
      [
        'keeps stronger accesses',
        account('allowRead', 'allowEdit', 'viewAllRecords'),
        object('Account', 'read'),
        'allowEdit allowRead viewAllRecords',
      ],
      [
        'keeps viewAllFields',
        account('allowRead', 'viewAllFields'),
        object('Account', 'read'),
        'allowRead viewAllFields',
      ],
      ['finds the object in any case', account('allowRead'), object('ACCOUNT', 'edit'), 'allowEdit allowRead'],
      ['keeps edit when read is asked', website(true, true), field('Website', 'read'), 'editable readable'],
      ['makes read edit', website(false, true), field('Website', 'edit'), 'editable readable'],
      ['switches a hidden field on', website(false, false), field('Website', 'read'), 'readable'],
      [
        'switches a user permission on',
        fileWith('<userPermissions><enabled>false</enabled><name>ApiEnabled</name></userPermissions>'),
        permission('ApiEnabled'),
        'enabled',
      ],
    ];
    for (const [what, file, entry, expected] of cases) {
      it(what, () => {
        const merged = withEntries(file, entry);
        expect(flags(merged)).to.equal(expected);
        expect(merged.match(/<(objectPermissions|fieldPermissions|userPermissions)>/g)).to.have.length(1);
      });
    }

    it('fills in the booleans that an object permission must have (fact B3)', () => {
      expect(withEntries(account('allowRead')).match(/<(allow\w+|modifyAllRecords|viewAllRecords)>/g)).to.have.length(
        6,
      );
    });

    it('leaves head and license of an existing file as they are', () => {
      const merged = withEntries(retrieved, permission('ApiEnabled'));
      expect(merged).to.include('<license>SalesforceAPIIntegrationPsl</license>');
      expect(merged).to.include('<hasActivationRequired>true</hasActivationRequired>');
      expect(merged).not.to.include(head.label);
      expect(merged).not.to.include(head.description);
    });

    it('gives a file without a label one, and no description that would say that it is ours', () => {
      const merged = withEntries('<PermissionSet/>', permission('ApiEnabled'));
      expect(merged).to.include('<label>Acme integration</label>');
      expect(merged).not.to.include('<description>');
    });
  });

  describe('union', () => {
    const tab = (visibility: string): string =>
      fileWith(`<tabSettings><tab>standard-Account</tab><visibility>${visibility}</visibility></tabSettings>`);
    const cases: [what: string, a: string, b: string, has: string][] = [
      ['tab: Visible before Available', tab('Available'), tab('Visible'), '<visibility>Visible<'],
      ['tab: Available before None', tab('Available'), tab('None'), '<visibility>Available<'],
      [
        'an entry of a tag that nobody knows yet',
        fileWith('<moonAccesses><enabled>false</enabled><moon>Io</moon></moonAccesses>'),
        fileWith('<moonAccesses><enabled>true</enabled><moon>Io</moon></moonAccesses>'),
        '<enabled>true</enabled>\n        <moon>Io</moon>',
      ],
    ];
    for (const [what, a, b, has] of cases) {
      it(`${what}; the order of the files does not matter`, () => {
        expect(union(a, b)).to.include(has).and.to.equal(union(b, a));
        expect(union(a, b).match(/<(tabSettings|moonAccesses)>/g)).to.have.length(1);
      });
    }

    it('keeps entries of an unknown tag apart that are about different things', () => {
      const io = fileWith(
        '<moonAccesses><enabled>true</enabled><moon>Io</moon><of><planet>J</planet></of></moonAccesses>',
      );
      const other = io.replace('<planet>J', '<planet>S');
      expect(union(io, other).match(/<moonAccesses>/g)).to.have.length(2);
      expect(union(io, io)).to.equal(rewritten(io));
    });

    it('keeps all values of an unknown list and of an unknown text', () => {
      const a = fileWith('<moons>Io</moons><moons>Europa</moons><x><y>1st</y><y>2nd</y><z>k</z></x>');
      const b = fileWith('<moons>Titan</moons><moons>Io</moons>');
      expect(union(a, b).match(/<moons>\w+/g)).to.deep.equal(['<moons>Europa', '<moons>Io', '<moons>Titan']);
      expect(union(a, b)).to.match(/<y>1st<\/y>\s+<y>2nd<\/y>\s+<z>k/);
    });

    it('keeps the comments of both, each once', () => {
      const commented = (about: string): string =>
        `<!-- ${about} --><PermissionSet><!-- on --><userPermissions><!-- in --><!-- ${about} in --><enabled>true</enabled><name>ApiEnabled</name></userPermissions><!-- end ${about} --></PermissionSet>`;
      const both = union(commented('a'), commented('b'));
      const comments = [...both.matchAll(/<!-- ([\w ]+) -->/g)].map(([, text]) => text);
      expect(comments).to.deep.equal(['a', 'b', 'on', 'in', 'a in', 'b in', 'end a', 'end b']);
    });

    it('keeps comments and attributes of values and of entries', () => {
      const one = (attribute: string, comment: string): string =>
        fileWith(
          `<userPermissions ${attribute}="1"><!-- ${comment} --><enabled>true</enabled><name>ApiEnabled</name></userPermissions>`,
        );
      const both = union(one('a', 'x'), one('b', 'y'));
      expect(both).to.match(/<userPermissions b="1" a="1">\s*<!-- x -->\s*<!-- y -->\s*<enabled>/);
    });

    const flag = (text: string): string =>
      fileWith(`<userPermissions><enabled>${text}</enabled><name>ApiEnabled</name></userPermissions>`);
    const flags: [a: string, b: string, both: string][] = [
      ['false', 'true', 'true'],
      ['false', ' 1 ', ' 1 '],
      ['0', 'true', 'true'],
      ['true', '1', 'true'],
      ['true', 'maybe', 'true'],
      ['maybe', 'true', 'maybe'],
      ['falsehood', 'true', 'falsehood'],
      ['untrue', 'true', 'untrue'],
      ['false', 'true story', 'false'],
      ['\n  false\n', 'true', 'true'],
    ];
    for (const [a, b, both] of flags) {
      it(`of "${a.trim()}" and "${b.trim()}": "${both.trim()}"`, () =>
        expect(union(flag(a), flag(b))).to.include(`<enabled>${both}</enabled>`));
    }

    it('takes the first of values without stronger and weaker', () => {
      const of = (visibility: string, other: string): string =>
        fileWith(
          `<tabSettings><tab>T</tab><visibility>${visibility}</visibility><other>${other}</other></tabSettings>`,
        );
      const both = union(of('Odd', 'None'), of('Odder', 'Visible'));
      expect(both).to.include('<visibility>Odd</visibility>').and.to.include('<other>None</other>');
      expect(union(of('\tNone', 'x'), of(' Visible ', 'x'))).to.include('<visibility> Visible </visibility>');
    });

    it('merges entries whose key has spaces around it, and entries in an entry', () => {
      const a = '<userPermissions><enabled>false</enabled><name> ApiEnabled\n</name></userPermissions>';
      const b = '<userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>';
      expect(union(fileWith(a), fileWith(b)).match(/<userPermissions>/g)).to.have.length(1);
      const nested = (x: string, y: string): string =>
        fileWith(`<classAccesses><apexClass>A</apexClass><more><x>${x}</x><y>${y}</y></more></classAccesses>`);
      expect(union(nested('true', 'false'), nested('false', 'true'))).to.match(
        /<more>\s*<x>true<\/x>\s*<y>true<\/y>\s*<\/more>/,
      );
    });

    it('keeps both where one has a text and the other elements, and lists of different length', () => {
      const of = (inner: string): string => fileWith(`<classAccesses><apexClass>A</apexClass>${inner}</classAccesses>`);
      const both = union(of('<m>text</m>'), of('<m><n>1</n></m>'));
      expect(both)
        .to.include('<m>text</m>')
        .and.to.match(/<m>\s*<n>1<\/n>\s*<\/m>/);
      expect(union(of('<m><n>1</n></m>'), of('<m>text</m>')).match(/<m>\w*|<n>1/g)).to.have.members([
        '<m>',
        '<n>1',
        '<m>text',
      ]);
      expect(union(of('<m>a</m><m>b</m>'), of('<m>b</m>')).match(/<m>\w/g)).to.have.members(['<m>a', '<m>b']);
      expect(union(of('<m>b</m>'), of('<m>a</m><m>b</m>')).match(/<m>\w/g)).to.have.members(['<m>a', '<m>b']);
      expect(union(of('<m>a</m>'), of('')).match(/<m>\w/g)).to.deep.equal(['<m>a']);
      expect(union(of(''), of('<m>a</m>')).match(/<m>\w/g)).to.deep.equal(['<m>a']);
    });

    it('knows an unknown entry by all it says, in whatever order and with whatever spaces', () => {
      const a = fileWith(
        '<moonAccesses a="1" b="2"><moon> Io </moon><of>J</of><enabled>false</enabled></moonAccesses>',
      );
      const b = fileWith('<moonAccesses b="2" a="1"><enabled>true</enabled><of>J</of><moon>Io</moon></moonAccesses>');
      expect(union(a, b).match(/<moonAccesses /g)).to.have.length(1);
      expect(union(a, b)).to.include('<enabled>true</enabled>');
      expect(union(a, b.replace('b="2"', 'b="3"')).match(/<moonAccesses /g)).to.have.length(2);
    });

    it('takes the label of the first file', () => {
      const [a, b] = [fileWith('<label>A</label>'), fileWith('<label>B</label><license>L</license>')];
      expect(union(a, b)).to.include('<label>A</label>\n    <license>L</license>');
    });
  });

  describe('what people write by hand', () => {
    it('is put in order: tags together, entries by their key with capitals first, children by name (fact H5)', () => {
      const xml = rewritten(
        fileWith(
          '<userPermissions><name>ViewSetup</name><enabled>true</enabled></userPermissions>' +
            '<applicationVisibilities><visible>true</visible><application>standard__Sales</application></applicationVisibilities>' +
            '<userPermissions><name>ApiEnabled</name><enabled>true</enabled></userPermissions>' +
            '<applicationVisibilities><visible>true</visible><application>Warehouse</application></applicationVisibilities>',
        ),
      );
      expect([...xml.matchAll(/<(?:application|name)>(\w+)/g)].map(([, name]) => name)).to.deep.equal([
        'Warehouse',
        'standard__Sales',
        'ApiEnabled',
        'ViewSetup',
      ]);
      expect(xml).to.include('<enabled>true</enabled>\n        <name>ApiEnabled</name>');
    });

    it('keeps comments, attributes and CDATA; a byte order mark and CRLF do no harm', () => {
      const xml = rewritten(
        '\uFEFF<?xml version="1.0"?>\r\n<!-- (c) us -->\r\n<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="urn:x">\r\n' +
          '<!-- for Acme --><userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>' +
          '<description xml:lang="en">a\r\nb <![CDATA[<&amp;>]]> &#x41;</description><!-- end --></PermissionSet>',
      );
      expect(xml).to.equal(`<?xml version="1.0" encoding="UTF-8"?>
<!-- (c) us -->
<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="urn:x">
    <description xml:lang="en">a
b &lt;&amp;amp;&gt; A</description>
    <!-- for Acme -->
    <userPermissions>
        <enabled>true</enabled>
        <name>ApiEnabled</name>
    </userPermissions>
    <!-- end -->
</PermissionSet>
`);
      expect(rewritten(xml)).to.equal(xml);
    });
  });

  it('of an attribute keeps tabs and line breaks, and of a text the spaces', () => {
    const xml = fileWith('<description note="a&#9;b&#10;c&quot;">  x\n</description>');
    expect(rewritten(xml)).to.include('<description note="a&#9;b&#10;c&quot;">  x\n</description>');
    expect(rewritten(rewritten(xml))).to.equal(rewritten(xml));
  });

  it('with spaces and comments around its elements is no mixed content', () => {
    expect(rewritten('<PermissionSet>\n\t <label>L</label> \n<!-- c --></PermissionSet>')).to.include(
      '<label>L</label>',
    );
    expect(rewritten('<PermissionSet> </PermissionSet>\n')).to.match(
      /<PermissionSet xmlns="[^"]+">\n<\/PermissionSet>\n$/,
    );
  });

  describe('hostile text', () => {
    for (const text of [`</label><x a="1">&'`, ']]>', '&lt;!--', 'a\r\nb\tc', '😀 é 漢', '__proto__', '\u202Eabc']) {
      it(`${JSON.stringify(text)} survives as text`, () => {
        const xml = renderPermissionSetFile(mergeEntries(null, [], { label: text, description: text }));
        const texts = parsePermissionSetFile(xml).elements.map((element) => element.text);
        expect(texts).to.deep.equal([text, 'false', text]);
      });
    }

    it('what XML cannot carry is replaced', () => {
      const xml = renderPermissionSetFile(
        mergeEntries(null, [], { label: 'a\u0000\u001B[31m\uD800', description: '' }),
      );
      expect(xml).to.include('<label>a\uFFFD\uFFFD[31m\uFFFD</label>');
    });
  });

  describe('refuses, with line and column,', () => {
    const cases: [what: string, xml: string, code: string, line: number, column: number][] = [
      ['nothing', '', 'BrokenXml', 1, 1],
      ['text', 'hello', 'BrokenXml', 1, 1],
      ['a tag that is not closed', '<PermissionSet>\n  <label>x</labl>\n</PermissionSet>', 'BrokenXml', 2, 11],
      ['a bare &', '<PermissionSet>\n<label>R & D</label></PermissionSet>', 'BrokenXml', 2, 10],
      ['two roots', '<PermissionSet/><PermissionSet/>', 'BrokenXml', 1, 17],
      ['a control character', '<PermissionSet>\n\u0008</PermissionSet>', 'BrokenXml', 2, 1],
      ['another root', '<?xml version="1.0"?>\n<Profile/>', 'WrongRoot', 2, 1],
      ['another namespace', '<PermissionSet xmlns="urn:x"/>', 'WrongRoot', 1, 1],
      ['a DOCTYPE', '<!DOCTYPE PermissionSet SYSTEM "file:///etc/passwd"><PermissionSet/>', 'Doctype', 1, 1],
      [
        'entities of its own',
        '<!DOCTYPE a [<!ENTITY x "y">]>\n<PermissionSet><label>&x;</label></PermissionSet>',
        'Doctype',
        1,
        1,
      ],
      ['an entity that is not one of XML', '<PermissionSet>\n <label>&nbsp;</label></PermissionSet>', 'Entity', 2, 9],
      ['an entity without an end', '<PermissionSet><label>&amp</label></PermissionSet>', 'BrokenXml', 1, 23],
      ['an entity without a name', '<PermissionSet><label>&;</label></PermissionSet>', 'Entity', 1, 23],
      ['a name that objects have', '<PermissionSet><label>&constructor;</label></PermissionSet>', 'Entity', 1, 23],
      ['text behind the root', '<PermissionSet/>\n x', 'BrokenXml', 2, 2],
      ['text before the root', '<?xml version="1.0"?>\nx <PermissionSet/>', 'BrokenXml', 2, 1],
      ['comments alone', '<!-- a -->', 'BrokenXml', 1, 1],
      [
        'a declaration in the middle',
        '<PermissionSet>\n<?xml version="1.0"?></PermissionSet>',
        'ProcessingInstruction',
        2,
        1,
      ],
      ['a number that is no character', '<PermissionSet><label>&#0;</label></PermissionSet>', 'Entity', 1, 23],
      ['a processing instruction', '<PermissionSet>\n<?php x ?></PermissionSet>', 'ProcessingInstruction', 2, 1],
      ['text beside elements', '<PermissionSet><a>\nx<b/></a></PermissionSet>', 'MixedContent', 1, 16],
      ['text in the root', '<PermissionSet>x</PermissionSet>', 'MixedContent', 1, 1],
      ['two labels', '<PermissionSet><label>a</label>\n<label>b</label></PermissionSet>', 'Duplicate', 2, 1],
      [
        'elements without end',
        `<PermissionSet>${'<a>'.repeat(9999)}${'</a>'.repeat(9999)}</PermissionSet>`,
        'BrokenXml',
        1,
        1,
      ],
      ['names that are traps', '<PermissionSet><__proto__/></PermissionSet>', 'BrokenXml', 1, 1],
    ];
    for (const [what, xml, code, line, column] of cases) {
      it(what, () => {
        expect(() => parsePermissionSetFile(xml))
          .to.throw(MetadataFileMistake, new RegExp(`^${line}:${column}: ${code}: `))
          .and.to.include({ name: 'MetadataFileMistake', code, line, column });
      });
    }

    const details: [xml: string, code: string, detail: string][] = [
      ['<PermissionSet><label>&nbsp;</label></PermissionSet>', 'Entity', 'nbsp'],
      ['<PermissionSet><label>R & D</label></PermissionSet>', 'BrokenXml', 'a bare "&"'],
      ['<PermissionSet>\u0008</PermissionSet>', 'BrokenXml', 'a character that XML does not allow'],
      ['<!DOCTYPE a><PermissionSet/>', 'Doctype', 'DOCTYPE'],
      ['<PermissionSet><?php echo 1 ?></PermissionSet>', 'ProcessingInstruction', 'php'],
      ['<PermissionSet><?php?></PermissionSet>', 'ProcessingInstruction', 'php'],
      ['<Profile/>', 'WrongRoot', 'Profile'],
      ['<PermissionSet xmlns="urn:x"/>', 'WrongRoot', 'urn:x'],
      ['<PermissionSet/><PermissionSet/>', 'BrokenXml', 'one root element expected'],
      ['<PermissionSet/> x', 'BrokenXml', 'text behind the root element'],
    ];
    for (const [xml, code, detail] of details) {
      it(`and says what: ${detail}`, () =>
        expect(() => parsePermissionSetFile(xml))
          .to.throw(MetadataFileMistake)
          .and.to.include({ code, detail }));
    }

    const characters: [name: string, text: string | null][] = [
      ['#9', '\t'],
      ['#10', '\n'],
      ['#13', '\r'],
      ['#xD', '\r'],
      ['#X41', null],
      ['#x41', 'A'],
      ['#65', 'A'],
      ['#x20', ' '],
      ['#xD7FF', '\uD7FF'],
      ['#xE000', '\uE000'],
      ['#xFFFD', '\uFFFD'],
      ['#x10000', '\u{10000}'],
      ['#x10FFFF', '\u{10FFFF}'],
      ['#1114111', '\u{10FFFF}'],
      ['amp', '&'],
      ['quot', '"'],
      ['#8', null],
      ['#11', null],
      ['#x1F', null],
      ['#xD800', null],
      ['#xDFFF', null],
      ['#xFFFE', null],
      ['#x110000', null],
      ['#65x', null],
      ['x#65', null],
      ['#', null],
      ['AMP', null],
    ];
    for (const [name, text] of characters) {
      it(`&${name}; is ${text === null ? 'nothing of XML' : JSON.stringify(text)}`, () => {
        const read = (): string | undefined =>
          parsePermissionSetFile(`<PermissionSet><label>&${name};</label></PermissionSet>`).elements[0]?.text;
        if (text === null) expect(read).to.throw(MetadataFileMistake).and.to.include({ code: 'Entity', detail: name });
        else expect(read()).to.equal(text);
      });
    }

    it('but not what only looks like it in comments and CDATA', () => {
      const xml = fileWith('<!-- <!DOCTYPE &x; <?php --><label><![CDATA[<!DOCTYPE &x; <?php]]></label>');
      expect(rewritten(xml)).to.include('&lt;!DOCTYPE &amp;x; &lt;?php</label>');
    });
  });

  describe('has limits, and says where they are passed', () => {
    const mistakeIn = (xml: string): string[] => {
      try {
        parsePermissionSetFile(xml);
      } catch (error) {
        if (error instanceof MetadataFileMistake) return [error.code, error.detail];
        throw error;
      }
      throw new Error('accepted');
    };
    const nested = (depth: number): string => `${'<a>'.repeat(depth)}x${'</a>'.repeat(depth)}`;
    const many = (length: number, element: (i: number) => string): string =>
      Array.from({ length }, (_, i) => element(i)).join('');
    const around = (inner: string): string => fileWith(inner);

    it('four levels of elements', () => {
      expect(rewritten(around(nested(4)))).to.include('<a>x</a>');
      expect(mistakeIn(around(nested(5)))).to.deep.equal(['TooMuch', '4 levels of elements']);
      expect(mistakeIn(around(nested(26)))).to.deep.equal(['TooMuch', '4 levels of elements']);
    });

    it('a hundred elements in one, and a hundred about the same thing', () => {
      const inOne = (length: number): string => around(`<x>${many(length, (i) => `<a${i}>x</a${i}>`)}</x>`);
      expect(rewritten(inOne(100))).to.include('<a99>x</a99>');
      expect(mistakeIn(inOne(101))).to.deep.equal(['TooMuch', '100 elements in one']);
      const same = (length: number): string =>
        around(many(length, (i) => `<tabSettings><tab>T</tab><a${i}>x</a${i}></tabSettings>`));
      expect(rewritten(same(100))).to.include('<a99>x</a99>');
      expect(mistakeIn(same(101))).to.deep.equal(['TooMuch', '100 elements about the same thing']);
    });

    it('what is told apart by all that it says is still told apart', () => {
      const unknown = (inner: string): string => `<future><b><c>${inner}</c></b></future>`;
      const xml = rewritten(around(unknown('1x') + unknown('2x') + unknown('1x')));
      expect(xml.match(/<future>/g)).to.have.length(2);
    });
  });
});
