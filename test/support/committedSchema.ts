/** The committed JSON Schemas of what commands give with `--json`, compiled once for all test files of a process. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { expect } from 'chai';

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
const compiled = new Map<string, ValidateFunction>();

const validatorOf = (command: string): ValidateFunction => {
  const before = compiled.get(command);
  if (before !== undefined) return before;
  const file = fileURLToPath(new URL(`../../schemas/integration-${command}.schema.json`, import.meta.url));
  const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
  compiled.set(command, validate);
  return validate;
};

/**
 * The committed schema of the command, such as `generate-config`, accepts the result.
 * @param said what else to show where it does not
 */
export const expectCommittedSchema = (command: string, result: unknown, said = ''): void => {
  const validate = validatorOf(command);
  expect(validate(result), `${JSON.stringify(validate.errors)}\n${said}`).to.equal(true);
};
