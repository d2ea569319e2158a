/** A whole setup as one report document: the documents of its parts, in their order, under one verdict. */
import { lackingText } from '../../platform/writePermissions.js';
import { visible } from '../visible.js';
import type { DocumentFrame } from './documentFrame.js';
import type { DocumentFact, DocumentGroup, DocumentStep, DocumentTable, ReportDocument } from './reportDocument.js';

/** One part: the plan or the run of an integration, of history tracking, or the check at the end. */
export type SetupPart = {
  /** What people call it: `hg-insights for hg@example.com`. */
  readonly title: string;
  readonly document: ReportDocument;
};

export type SetupDocumentInput = {
  readonly parts: readonly SetupPart[];
  readonly dryRun: boolean;
  /** File and hash of the plan, where it is kept. */
  readonly plan: { readonly file: string; readonly hash: string } | null;
  /** The next command of a dry run; null where there is nothing to do. */
  readonly apply: {
    readonly command: string;
    /** What whoever runs it lacks for that, as API names. */
    readonly runnerLacks: readonly string[];
    readonly instanceUrl: string;
  } | null;
  /** What the project file names for other orgs only, in a sentence; null where nothing is to be said of it. */
  readonly elsewhere: string | null;
  readonly exitCode: number;
  readonly json: unknown;
};

const titled = (title: string, own: string): string => visible(`${title}: ${own}`);

const groupsOf = ({ title, document }: SetupPart, at: number): DocumentGroup[] =>
  document.groups.map((group) => ({ ...group, key: `part${at + 1}-${group.key}`, title: titled(title, group.title) }));

const tablesOf = ({ title, document }: SetupPart, at: number): DocumentTable[] =>
  document.tables.map((table) => ({ ...table, key: `part${at + 1}-${table.key}`, title: titled(title, table.title) }));

const factsOf = ({ title, document }: SetupPart, shared: readonly DocumentFact[]): DocumentFact[] =>
  document.facts
    .filter((fact) => !fact.isCommand && !shared.some(({ label, text }) => label === fact.label && text === fact.text))
    .map((fact) => ({ ...fact, label: titled(title, fact.label) }));

/** Each step once, with the part that it belongs to; how a part would be applied by itself does not count here. */
const stepsOf = ({ title, document }: SetupPart): DocumentStep[] =>
  document.steps.filter(({ command }) => command === undefined).map(({ text }) => ({ text: titled(title, text) }));

/**
 * The document of a setup: of a dry run a change request, afterwards how each part ended and what the check found.
 * @param input at least one part
 */
export const setupDocument = (input: SetupDocumentInput, { said }: DocumentFrame): ReportDocument => {
  const { parts, dryRun, plan, apply, elsewhere, exitCode, json } = input;
  const [first] = parts;
  if (!first) throw new Error('a setup without a part');
  const { facts: shared, org, runBy, version } = first.document;
  const common = shared.filter((fact) =>
    parts.every(({ document }) => document.facts.some(({ label, text }) => label === fact.label && text === fact.text)),
  );
  const tone = exitCode === 0 ? 'good' : exitCode === 3 ? 'unsure' : dryRun && exitCode === 1 ? 'unsure' : 'bad';
  return {
    command: 'setup',
    title: said(dryRun ? 'setup.title.request' : 'setup.title'),
    facts: [
      ...common,
      ...(plan === null ? [] : [{ label: said('fact.plan'), text: visible(`${plan.file} (${plan.hash})`) }]),
      ...(elsewhere === null ? [] : [{ label: said('fact.project'), text: elsewhere }]),
      ...parts.flatMap((part) => factsOf(part, common)),
    ],
    ...{ org, runBy, version },
    at: first.document.at,
    exitCode,
    verdict: {
      word: said(dryRun && exitCode === 1 ? 'setup.toDo' : `grant.exit.${exitCode}`),
      text: visible(parts.map(({ title, document }) => `${title}: ${document.verdict.text}`).join(' ')),
      tone,
    },
    tables: parts.flatMap(tablesOf),
    groups: parts.flatMap(groupsOf),
    steps: [
      ...(apply === null
        ? []
        : [
            {
              text:
                apply.runnerLacks.length === 0
                  ? said('setup.apply')
                  : visible(said('setup.applyByOther', [lackingText(apply.runnerLacks), apply.instanceUrl])),
              command: visible(apply.command),
            },
          ]),
      ...parts.flatMap(stepsOf),
    ],
    unread: [...new Set(parts.flatMap(({ document }) => document.unread))],
    json,
  };
};
