import { expect } from 'chai';
import { fileKindOf, writtenKindOf } from '../../../src/validate/fileKind.js';
import type { FileKind, WrittenKind } from '../../../src/validate/fileKind.js';

const cases: [what: string, file: string, text: string, kind: FileKind | null][] = [
  ['a definition', 'acme.yml', 'schemaVersion: 1\nid: acme\nlabel: Acme\nrequires: []\n', 'definition'],
  ['a definition in one line', 'acme.yaml', '{ schemaVersion: 1, id: acme, requires: [] }', 'definition'],
  ['YAML that says nothing of itself', 'pipeline.yml', 'on: push\n', 'definition'],
  ['an empty YAML file', 'acme.yml', '', 'definition'],
  ['waivers under another name', 'let-pass.yml', '# why\nwaivers:\n  - id: x\n', 'waivers'],
  ['waivers whose one key is misspelt, by its name', 'integration.waivers.yml', 'waiver:\n  - id: x\n', 'waivers'],
  ['an empty file of waivers, by its name', 'sub/integration.waivers.yml', '# none yet\n', 'waivers'],
  ['a definition with a stray key', 'acme.yml', 'id: acme\nlabel: Acme\nwaivers: []\nrequires: []\n', 'definition'],
  ['a project file', 'x.yml', 'schemaVersion: 1\nintegrations:\n  - definition: acme\n', 'projectFile'],
  ['a project file whose keys are misspelt, by its name', 'integration.config.yml', 'integration: []\n', 'projectFile'],
  ['a plan', 'x.json', '{\n  "schemaVersion": 1,\n  "plannedAt": "now",\n  "adds": []\n}', 'plan'],
  ['a plan without .json', 'reviewed', '{ "definitionHash": "x" }', 'plan'],
  ['a receipt of a grant', 'plan.json', '{\n  "startedAt": "now",\n  "steps": []\n}', 'receipt'],
  ['a receipt of history tracking', 'x.json', '{\n  "kind": "historyTracking",\n  "steps": []\n}', 'receipt'],
  ['a snapshot', 'x.json', '{\n  "snapshotVersion": 1,\n  "snapshot": {}\n}', 'snapshot'],
  ['an empty receipt, by its name', 'receipt.json', '{}\n', 'receipt'],
  ['broken JSON, by what stands before', 'x.json', '{\n  "plannedAt": "now",\n  "adds": [', 'plan'],
  ['broken JSON, by its name', 'my-snapshot.json', '{', 'snapshot'],
  ['JSON of somebody else', 'package.json', '{ "name": "x" }', null],
  ['no text of ours', 'notes.txt', 'Dear all\n', null],
];

describe('the kind of a file', () => {
  for (const [what, file, text, kind] of cases) {
    it(`${what}: ${kind ?? 'none'}`, () => {
      expect(fileKindOf(file, text)).to.equal(kind);
    });
  }
});

describe('the kind of a file that a command wrote', () => {
  const written: [value: unknown, kind: WrittenKind | null][] = [
    [{ schemaVersion: 1, kind: 'setup', startedAt: 'now', grants: [] }, 'receipt'],
    [{ schemaVersion: 1, kind: 'setup', targets: [], grants: [] }, 'plan'],
    [{ snapshotVersion: 1, snapshot: {} }, 'snapshot'],
    [{ name: 'CI of somebody else', steps: [] }, null],
    [{ schemaVersion: 1 }, null],
    [['steps'], null],
    ['steps', null],
    [null, null],
  ];
  for (const [value, kind] of written)
    it(`${JSON.stringify(value)}: ${kind ?? 'none'}`, () => expect(writtenKindOf(value)).to.equal(kind));
});
