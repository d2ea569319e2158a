import { languages } from './http/languages.js';
import { readScenario, scenarioNames } from './scenarios/readScenario.js';

/** What a scenario shows, up to the first stop: the rest is in its file. */
const gistOf = (name: string): string =>
  (readScenario(name).description ?? '').split(/[.:;](?:\s|$)/)[0]?.replace(/\s+/g, ' ') ?? '';

/** How `npm run org` is called, in lines. */
export const usageLines = (): string[] => [
  'Usage: npm run org -- [--scenario NAME] [--port N] [--latency MS] [--language LANGUAGE]',
  '',
  '  --scenario NAME  one of those below, or a file; default',
  '  --port N         0 takes any that is free; 0',
  '  --latency MS     how long each answer is held back; 0',
  `  --language WORD  of what the org says, English where it is left out: ${languages.join(', ')}`,
];

/** The scenarios by name, each with what it shows, in lines. */
export const scenarioLines = (): string[] => {
  const names = scenarioNames();
  const width = Math.max(...names.map(({ length }) => length));
  return ['Scenarios:', '', ...names.map((name) => `  ${name.padEnd(width)}  ${gistOf(name)}`)];
};
