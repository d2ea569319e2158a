/**
 * Metadata files of a DX project, and its sfdx-project.json, that are damaged in every way. Each is refused in one sentence
 * and left alone, or it gets what was wanted and loses nothing.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import IntegrationGrant from '../../../src/commands/integration/grant.js';
import IntegrationHistoryTracking from '../../../src/commands/integration/history-tracking.js';
import { runCommand } from '../../support/commandRun.js';
import { makeDefinitions } from '../../support/definitions.js';
import type { Definitions } from '../../support/definitions.js';
import { changesBetween, noChanges } from '../../support/orgState.js';
import { openWorld } from '../../support/world.js';
import type { World } from '../../support/world.js';
import { torture } from '../support/torture.js';
import { anyDamage, damaged, fileForms, placeForm } from './support/damage.js';
import { toJson, toNode } from './support/document.js';
import { expectFileRefusal, expectHarmless, refusalOf, within } from './support/harmless.js';
import { anyChange, mutateAll } from './support/mutations.js';
import { wholeState } from './support/remember.js';
import { mutateXmlAll, readXml, writeXmlLines, xmlHeads } from './support/xmlTree.js';

const admin = 'admin@example.com';
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = 'http://soap.sforce.com/2006/04/metadata';

/** A file of the project: where it is, what it holds, and what it holds once the command is through. */
type Target = {
  readonly path: string;
  readonly content: string;
  readonly command: 'grant' | 'history';
  readonly gets: RegExp | null;
};

const flag = (name: string): RegExp => new RegExp(`<${name}>\\s*(true|1)\\s*</${name}>`);

const targets: readonly Target[] = [
  {
    path: 'permissionsets/Integration_project.permissionset-meta.xml',
    command: 'grant',
    gets: /<field>Account\.Industry<\/field>/,
    content: `${declaration}<PermissionSet xmlns="${namespace}">
    <applicationVisibilities>
        <application>standard__Sales</application>
        <visible>true</visible>
    </applicationVisibilities>
    <description>A &amp; B</description>
    <fieldPermissions>
        <editable>false</editable>
        <field>Account.Website</field>
        <readable>true</readable>
    </fieldPermissions>
    <hasActivationRequired>false</hasActivationRequired>
    <label>Project</label>
    <objectPermissions>
        <allowCreate>false</allowCreate>
        <allowDelete>false</allowDelete>
        <allowEdit>false</allowEdit>
        <allowRead>true</allowRead>
        <modifyAllRecords>false</modifyAllRecords>
        <object>Account</object>
        <viewAllRecords>false</viewAllRecords>
    </objectPermissions>
    <userPermissions>
        <enabled>true</enabled>
        <name>RunReports</name>
    </userPermissions>
</PermissionSet>
`,
  },
  {
    path: 'objects/Opportunity/Opportunity.object-meta.xml',
    command: 'history',
    gets: flag('enableHistory'),
    content: `${declaration}<CustomObject xmlns="${namespace}">
    <actionOverrides>
        <actionName>View</actionName>
        <type>Default</type>
    </actionOverrides>
    <enableFeeds>false</enableFeeds>
    <enableHistory>false</enableHistory>
    <sharingModel>Private</sharingModel>
</CustomObject>
`,
  },
  {
    path: 'objects/Opportunity/fields/Amount.field-meta.xml',
    command: 'history',
    gets: flag('trackHistory'),
    content: `${declaration}<CustomField xmlns="${namespace}">
    <fullName>Amount</fullName>
    <inlineHelpText>What it is worth.</inlineHelpText>
    <required>false</required>
    <type>Currency</type>
</CustomField>
`,
  },
  {
    path: 'objects/Region__c/Region__c.object-meta.xml',
    command: 'history',
    gets: flag('enableHistory'),
    content: `${declaration}<CustomObject xmlns="${namespace}">
    <deploymentStatus>Deployed</deploymentStatus>
    <label>Region</label>
    <nameField>
        <label>Region Name</label>
        <trackHistory>false</trackHistory>
        <type>Text</type>
    </nameField>
    <pluralLabel>Regions</pluralLabel>
    <sharingModel>ReadWrite</sharingModel>
</CustomObject>
`,
  },
  {
    path: 'sfdx-project.json',
    command: 'history',
    gets: null,
    content: JSON.stringify(
      { packageDirectories: [{ path: 'force-app', default: true }], sourceApiVersion: '66.0' },
      null,
      2,
    ),
  },
];

const target = fc.nat({ max: targets.length - 1 });
const anyCase = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('structure' as const),
      target,
      changes: fc.array(anyChange, { minLength: 1, maxLength: 3 }),
      head: fc.option(fc.nat({ max: xmlHeads.length - 1 }), { freq: 4 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('text' as const),
      target,
      damages: fc.array(anyDamage, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('file' as const), target, form: fc.constantFrom(...fileForms) }),
  },
);
type Case = typeof anyCase extends fc.Arbitrary<infer T> ? T : never;

const contentOf = (one: Exclude<Case, { kind: 'file' }>, { path, content }: Target): string | Buffer => {
  if (one.kind === 'text') return damaged(content, one.damages);
  if (path.endsWith('.json')) return toJson(mutateAll(toNode(JSON.parse(content)), one.changes).node);
  const { head, root } = readXml(content);
  return `${one.head === null ? head : (xmlHeads[one.head] ?? '')}${writeXmlLines(mutateXmlAll(root, one.changes).root)}`;
};

/** Every file below a folder with its content, links and folders by name alone. */
const listing = async (folder: string): Promise<Record<string, string>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const all = entries.map(async (entry): Promise<[string, string]> => {
    const path = join(entry.parentPath, entry.name);
    return [path, entry.isFile() ? (await readFile(path)).toString('latin1').slice(0, 2_000_000) : ''];
  });
  return Object.fromEntries(await Promise.all(all));
};

/** All but the flags of field history, white space aside. */
const nested = /<(trackHistory|enableHistory)[^<>]*>\s*</;
const withoutFlags = (text: string): string =>
  text.replace(/<(trackHistory|enableHistory)(?:\s[^<>]*)?(?:\/>|>[^<]*<\/\1\s*>)/g, '').replace(/\s+/g, '');

describe('damaged files of a project', function () {
  this.timeout(0);
  let world: World;
  let definitions: Definitions;
  let reference: string;
  let folder: string;

  before(async () => {
    world = await openWorld({}, admin);
    definitions = await makeDefinitions();
    reference = await definitions.define('project', [
      { object: 'Account', access: ['read', 'edit'] },
      { field: ['Account.Industry', 'Account.Website'], access: ['edit'] },
    ]);
  });
  after(async () => {
    await world.close();
    await definitions.remove();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fuzz-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const argvOf = ({ command, path }: Target): readonly string[] => {
    if (command === 'grant') return ['-o', admin, '-u', 'viewer@example.com', '-i', reference];
    const fields = path.includes('Region') ? ['Region__c.Name'] : ['Opportunity.Amount'];
    return ['-o', admin, ...fields.flatMap((field) => ['--field', field]), '--enable'];
  };

  torture(
    import.meta.url,
    'are refused in one sentence and left alone, or get what was wanted',
    { short: 20, long: 450 },
    anyCase,
    async (one) => {
      const own = targets[one.target];
      if (own === undefined) throw new Error('no such file');
      await rm(folder, { recursive: true, force: true });
      const place = join(folder, own.path);
      await mkdir(dirname(place), { recursive: true });
      const path =
        one.kind === 'file' && one.form !== 'below a file' && one.form !== 'long name'
          ? await placeForm(one.form, dirname(place), own.path.split('/').at(-1) ?? '', own.content)
          : place;
      if (one.kind !== 'file') await writeFile(path, contentOf(one, own));
      const before = { org: wholeState(world.org.org), files: await listing(folder) };
      const run = (): ReturnType<typeof runCommand> =>
        runCommand(world.org, own.command === 'grant' ? IntegrationGrant : IntegrationHistoryTracking, [
          ...argvOf(own),
          '--output-dir',
          folder,
        ]);
      const ran = await within(6, run);
      expectHarmless(ran.text);
      expect(changesBetween(before.org, wholeState(world.org.org)), 'in the org').to.deep.equal(noChanges);
      const error = refusalOf(ran);
      const files = await listing(folder);
      if (error !== undefined) {
        // A package directory that cannot be made is named itself.
        expectFileRefusal(ran, error, own.gets === null ? folder : (own.path.split('/').at(-1) ?? ''));
        expect(files, 'the project').to.deep.equal(before.files);
        return;
      }
      expect(ran.exitCode).to.be.oneOf([0, 1, 3]);
      if (own.gets === null) return;
      const text = await readFile(path, 'utf8');
      expect(text).to.match(own.gets);
      expect(readXml(text.replace(/<!--[\s\S]*?-->/g, '')).root.name, 'the root').to.equal(
        readXml(own.content).root.name,
      );
      expect(XMLValidator.validate(text.replace(/^\uFEFF/, ''))).to.equal(true);
      const old = before.files[path];
      if (own.command === 'history' && one.kind !== 'file' && old !== undefined && !nested.test(old)) {
        const was = Buffer.from(old, 'latin1').toString('utf8');
        expect(withoutFlags(text), 'all but the flag').to.equal(withoutFlags(was));
      }
      const again = await run();
      expect(refusalOf(again)?.message, 'the same again').to.equal(undefined);
      expect(await listing(folder), 'nothing more to do').to.deep.equal(files);
    },
  );
});
