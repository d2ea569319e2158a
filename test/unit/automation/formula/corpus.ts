/** The corpus of formulas, read from its file: the cases with their facts, writes and verdicts. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Fact, FieldFacts, FieldType, FormulaFacts, Write } from '../../../../src/automation/formula/facts.js';
import type { RuleVerdict } from '../../../../src/automation/formula/judgement.js';
import type { FormulaValue } from '../../../../src/automation/formula/value.js';
import { dateOf } from '../../../../src/automation/formula/value.js';

type Plain = string | number | boolean | null | { date: string } | { oneOf: (string | number)[] };
type Named = Readonly<Record<string, Plain>>;
type File = {
  written: readonly string[];
  fields: Readonly<
    Record<string, { type: FieldType; default?: string | number | boolean; required?: boolean; maintained?: boolean }>
  >;
  users: { bypass: Named; plain: Named };
  org: Named;
  groups: readonly {
    about: string;
    writes?: readonly ('create' | 'edit')[];
    facts?: Named;
    rules: readonly { verdicts: string; formula: string }[];
  }[];
};

export const userNames = ['bypass', 'plain', 'unreadable'] as const;

/** One formula for one user. */
export type CorpusCase = {
  about: string;
  user: (typeof userNames)[number];
  formula: string;
  verdict: RuleVerdict['verdict'];
  facts: FormulaFacts;
  writes: Write[];
};

const verdicts: Readonly<Record<string, RuleVerdict['verdict']>> = {
  E: 'exempt',
  U: 'unaffected',
  B: 'blocks',
  M: 'mayBlock',
  X: 'unjudged',
};

const valueOf = (plain: Exclude<Plain, { oneOf: unknown }>): FormulaValue => {
  if (typeof plain !== 'object' || plain === null) return plain;
  const [year = 0, month = 0, day = 0] = plain.date.split('-').map(Number);
  return dateOf(year, month, day) ?? null;
};

const factOf = (plain: Plain): Fact =>
  typeof plain === 'object' && plain !== null && 'oneOf' in plain
    ? { state: 'oneOf', values: plain.oneOf }
    : { state: 'known', value: valueOf(plain) };

const factsIn = (...named: readonly Named[]): Map<string, Fact> =>
  new Map(named.flatMap((one) => Object.entries(one)).map(([name, plain]) => [name.toLowerCase(), factOf(plain)]));

const fieldFacts = (fields: File['fields']): Map<string, FieldFacts> =>
  new Map(
    Object.entries(fields).map(([name, { type, default: value, required = false, maintained = false }]) => [
      name.toLowerCase(),
      {
        name,
        type,
        maintained,
        required: required || type === 'boolean',
        whenCreated: value === 'unknown' ? { state: 'unknown' } : { state: 'known', value: value ?? null },
      },
    ]),
  );

const read = (): File => parse(readFileSync(new URL('formulaCorpus.yml', import.meta.url), 'utf8')) as File;

/** Every formula of the corpus for each of the three users. */
export const corpusCases = (): CorpusCase[] => {
  const { written, fields, users, org, groups } = read();
  return groups.flatMap(({ about, writes = ['create', 'edit'], facts = {}, rules }) =>
    rules.flatMap(({ verdicts: letters, formula }) =>
      userNames.map((user, at): CorpusCase => ({
        about,
        user,
        formula,
        verdict: verdicts[letters.split(' ')[at] ?? ''] ?? (letters as never),
        facts: {
          globals: user === 'unreadable' ? factsIn(org) : factsIn(org, users[user], facts),
          fields: fieldFacts(fields),
        },
        writes: writes.map((operation) => ({
          operation,
          fields: new Set(written.map((name) => name.toLowerCase())),
          others: new Set<string>(),
        })),
      })),
    ),
  );
};
