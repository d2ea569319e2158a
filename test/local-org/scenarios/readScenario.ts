import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LineCounter, parseDocument } from 'yaml';
import { scenarioFormat } from './scenarioFormat.js';
import type { Scenario } from './scenarioFormat.js';

const folder = fileURLToPath(new URL('./', import.meta.url));

/** Names of the scenarios that come with the embedded org. */
export const scenarioNames = (): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yml'))
    .map((file) => file.replace(/\.yml$/, ''))
    .sort();

/**
 * Reads a scenario by name or file, with what it extends, and the overrides on top. Maps are merged entry by entry, a
 * list or a single value replaces.
 *
 * @throws Error `<file>:<line>:<column>: …` for what is no YAML, `<file>: <path>: …` for what does not fit the format
 */
export const readScenario = (nameOrFile: string, overrides: Partial<Scenario> = {}): Scenario =>
  merge(readWithBase(fileOf(nameOrFile, folder), []), overrides) as Scenario;

const fileOf = (nameOrFile: string, from: string): string => {
  if (/[/\\]|\.ya?ml$/.test(nameOrFile)) return resolve(from === folder ? '.' : from, nameOrFile);
  const file = `${folder}${nameOrFile}.yml`;
  if (existsSync(file)) return file;
  throw new Error(`There is no scenario "${nameOrFile}"; there are: ${scenarioNames().join(', ')}`);
};

const readWithBase = (file: string, above: readonly string[]): Scenario => {
  if (above.includes(file)) throw new Error(`${file}: extends itself`);
  const scenario = readFile(file);
  if (scenario.extends === undefined) return scenario;
  const base = readWithBase(fileOf(scenario.extends, dirname(file)), [...above, file]);
  return merge(base, scenario) as Scenario;
};

const readBefore = new Map<string, { text: string; scenario: Scenario }>();

/** What a file holds, which nobody changes: parsed again only when its text is another one. */
const readFile = (file: string): Scenario => {
  if (!existsSync(file)) throw new Error(`${file}: there is no such file`);
  const text = readFileSync(file, 'utf8');
  const before = readBefore.get(file);
  if (before?.text === text) return before.scenario;
  const scenario = parsedScenario(file, text);
  readBefore.set(file, { text, scenario });
  return scenario;
};

const parsedScenario = (file: string, text: string): Scenario => {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const [problem] = document.errors;
  if (problem !== undefined) {
    const { line, col } = lineCounter.linePos(problem.pos[0]);
    throw new Error(`${file}:${line}:${col}: ${problem.message.split('\n')[0] ?? ''}`);
  }
  const parsed = scenarioFormat.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  throw new Error(`${file}: ${issues.join('; ')}`);
};

const isMap = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null && !Array.isArray(x);

const merge = (base: unknown, over: unknown): unknown => {
  if (!isMap(base) || !isMap(over)) return over === undefined ? base : over;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) merged[key] = key in base ? merge(base[key], value) : value;
  return merged;
};
