import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { expect } from 'chai';
import { parse as parseYaml } from 'yaml';
import { describeDefinition, listDefinitions } from '../../../src/report/describe/describeDefinition.js';
import { listBuiltIn } from '../../../src/files/loadDefinition.js';
import { definitionJsonSchema } from '../../../src/definition/definitionJsonSchema.js';
import { generatedSchemas, schemasFolder } from '../../../tools/schemas.js';
import { withRules } from './helpers.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const compile = (file: string): ValidateFunction => {
  const schema: unknown = JSON.parse(generatedSchemas().get(file) ?? 'null');
  return new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema as object);
};

describe('generated JSON Schemas', () => {
  it('are what is committed (npm run schemas)', async () => {
    for (const [file, content] of generatedSchemas()) {
      expect(await readFile(join(schemasFolder, file), 'utf8'), file).to.equal(content);
    }
  });

  it('accept every built-in definition and the example', async () => {
    const validate = compile('integration-definition.schema.json');
    const folders = ['integrations', 'test/fixtures/definitions'];
    const files = (
      await Promise.all(
        folders.map(async (folder) => (await readdir(join(root, folder))).map((name) => join(folder, name))),
      )
    ).flat();
    expect(files.length).to.be.greaterThan(4);
    for (const file of files) {
      const valid = validate(parseYaml(await readFile(join(root, file), 'utf8')));
      expect(valid, `${file}: ${JSON.stringify(validate.errors)}`).to.equal(true);
    }
  });

  it('refuse what the loader refuses', () => {
    const validate = compile('integration-definition.schema.json');
    const accepts = (...rules: string[]): boolean => validate(parseYaml(withRules(...rules))) === true;
    expect(accepts('  - { object: Lead, access: [read], because: Why. }')).to.equal(true);
    expect(accepts('  - { anyOf: [{ object: Lead }], name: a }')).to.equal(true);
    expect(accepts('  - { anyOf: [{ allOf: [{ object: Lead }, { api: rest }], because: Why. }], name: a }')).to.equal(
      true,
    );
    expect(accepts('  - { field: [Lead.mk_*], access: edit, editableOnly: true }')).to.equal(true);
    expect(accepts('  - { userPermission: ApiEnabled, on: profile }', '  - { object: ["*", acme__*] }')).to.equal(true);
    for (const rule of [
      '{ userPermission: ApiEnabled, on: permissionSet }',
      '{ allOf: [{ object: Lead }] }',
      '{ anyOf: [{ allOf: [{ allOf: [{ object: Lead }] }] }], name: a }',
      '{ object: Lead, acces: [read] }',
      '{ object: Lead, access: [reed] }',
      '{ object: Lead, field: Lead.Email }',
      '{ customPermision: x }',
      '{ because: x }',
      '{ anyOf: [{ anyOf: [{ object: Lead }], name: b }], name: a }',
      '{ anyOf: [{ object: Lead }] }',
      '{ field: Email }',
    ]) {
      expect(accepts(`  - ${rule}`), rule).to.equal(false);
    }
  });

  it('describe every key, so that editors can explain it', () => {
    const undescribed: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries(node)) {
        if (key === 'properties') {
          for (const [name, property] of Object.entries(value as Record<string, object>)) {
            const referenced = '$ref' in property || 'allOf' in property;
            if (!('description' in property) && !referenced) undescribed.push(`${path}.${name}`);
          }
        }
        walk(value, `${path}.${key}`);
      }
    };
    walk(definitionJsonSchema(), '');
    expect(undescribed).to.deep.equal([]);
  });

  it('accept what list and describe give', async () => {
    const all = await listBuiltIn();
    const list = compile('integration-list.schema.json');
    expect(list(listDefinitions(all)), JSON.stringify(list.errors)).to.equal(true);
    const describes = compile('integration-describe.schema.json');
    for (const one of all) {
      for (const variant of [null, ...one.variants.map(({ name }) => name)]) {
        expect(describes(describeDefinition(one, { variant })), JSON.stringify(describes.errors)).to.equal(true);
      }
    }
  });
});
