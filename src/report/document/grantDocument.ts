/** A grant as a report document: what it plans, for who is to agree, and how it ended. */
import { referenceTo } from '../../definition/definitionReference.js';
import type { ExitCode } from '../../exitCode.js';
import { isEmpty } from '../../grant/grantPlan.js';
import type { TextOptions } from '../check/textStyle.js';
import { applyCommand, applySentence } from '../grant/applyText.js';
import { undoOfRun } from '../grant/grantRunText.js';
import { manualSteps } from '../grant/planManual.js';
import { planSummary } from '../grant/planSummary.js';
import { undoStep } from '../grant/undoText.js';
import { visible } from '../visible.js';
import { besidesTable } from './besidesTable.js';
import { checkDocument } from './checkDocument.js';
import type { DocumentFrame } from './documentFrame.js';
import { fact, orgParts, visibleStep } from './documentParts.js';
import { findingItem } from './findingItem.js';
import { entryItem, licenseItems, namedItem, outcomeItem } from './grantItems.js';
import type { GrantDocumentInput, Place } from './grantPlace.js';
import {
  fieldTable,
  isInFront,
  leftOutTable,
  noteTables,
  objectTable,
  permissionTable,
  setupTables,
  userTable,
} from './grantTables.js';
import type { DocumentGroup, DocumentItem, DocumentStep, DocumentTone, ReportDocument } from './reportDocument.js';

/** What could not be decided, and the check that says why. */
const unclearOf = ({ report: { unclear }, options: { words, command } }: Place): string[] => {
  const look = command === '' ? [] : [words('plan.unclear.look'), `\`${command}\``];
  return unclear.length === 0 ? [] : [visible([words('plan.unclear', [unclear.join('; ')]), ...look].join(' '))];
};

const group = (
  key: string,
  title: string,
  verdict: DocumentGroup['verdict'],
  items: readonly DocumentItem[],
): DocumentGroup[] => (items.length === 0 ? [] : [{ key, title, facts: [], verdict, warnings: [], causes: [], items }]);

const toneOfExit = (exitCode: ExitCode): DocumentTone => (exitCode === 0 ? 'good' : exitCode === 3 ? 'unsure' : 'bad');

const verdictOf = ({ run, exitCode, report, options, frame: { said } }: Place): ReportDocument['verdict'] => {
  if (run.mode === 'change') {
    const text =
      report.plan.adds.length === 0 && isEmpty(report.plan)
        ? options.words('plan.nothing')
        : planSummary(report, options);
    return { word: said(`grant.exit.${exitCode}`), text: visible(text), tone: toneOfExit(exitCode) };
  }
  if (run.mode === 'notAgreed')
    return { word: said('grant.exit.2'), text: visible(planSummary(report, options)), tone: 'bad' };
  const nothing = isEmpty(report.plan);
  return {
    word: said(nothing ? 'grant.nothing' : 'grant.plan'),
    text: visible(nothing ? options.words('plan.nothing') : planSummary(report, options)),
    tone: exitCode === 0 ? 'good' : 'unsure',
  };
};

const stepsOf = ({ report, run, command, options }: Place): DocumentStep[] => {
  const { program, origin, savedAs } = command;
  const back = undoOfRun(run, command);
  const users = run.snapshot.users.map(({ username }) => username);
  const apply = { program, org: run.snapshot.org, origin, users, savedAs };
  return [
    ...((run.mode === 'dryRun' || run.mode === 'notAgreed') && !isEmpty(report.plan)
      ? [{ text: applySentence(apply.org, options), command: visible(applyCommand(apply, options)) }]
      : []),
    ...manualSteps(report).map((text) => ({ text: visible(text) })),
    ...(back ? [visibleStep(undoStep(back.undo, back.about, options))] : []),
  ];
};

/**
 * The document of a grant. Before it is carried out: the plan, its entries and what stays for people; afterwards also how
 * each step ended and what the users may do now.
 * @throws Error where a code or a kind has no words
 */
export const grantDocument = (
  input: GrantDocumentInput,
  options: TextOptions,
  frame: DocumentFrame,
): ReportDocument => {
  const place: Place = { ...input, options, frame };
  const { report, run, after, command, planHash, exitCode, json } = input;
  const { said } = frame;
  const { plan, org } = report;
  const parts = orgParts(org, options.words, frame);
  const name = referenceTo(plan.requirements.integration, plan.requirements);
  const surroundings = {
    words: options.words,
    vocabulary: report.vocabulary,
    instanceUrl: org.instanceUrl,
    failOn: 'required' as const,
    userId: null,
  };
  const verdict = verdictOf(place);
  const checked = after === null ? null : checkDocument(after, options, frame);
  const entries =
    run.mode === 'change'
      ? []
      : [
          ...licenseItems(place),
          ...report.named.map((told) => namedItem(told, place)),
          ...report.entries.map((told) => entryItem(told, place)),
        ];
  const kept = planHash === null ? [] : [fact(said('fact.plan'), `${command.savedAs ?? ''} (${planHash})`)];
  return {
    command: 'grant',
    title: visible(said('grant.title', [name, plan.permissionSet.name])),
    ...parts,
    facts: [...parts.facts, fact(said('fact.definition'), plan.requirements.definitionHash), ...kept],
    at: run.snapshot.takenAt,
    exitCode,
    verdict,
    tables: [
      // A reviewer has to see these before the long lists.
      ...noteTables(place).filter(isInFront),
      userTable(place),
      ...permissionTable(place),
      ...objectTable(place),
      ...fieldTable(place),
      ...setupTables(place),
      ...besidesTable(report, frame),
      ...noteTables(place).filter((one) => !isInFront(one)),
      ...leftOutTable(place),
    ],
    groups: [
      ...group(
        'steps',
        said('grant.group.steps'),
        verdict,
        run.outcomes.map((outcome, at) => outcomeItem(outcome, at, place)),
      ),
      ...group('plan', said('grant.group.plan'), verdict, entries),
      ...group(
        'manual',
        options.words('plan.section.manual'),
        verdict,
        report.manual.map((finding) => findingItem(finding, surroundings)),
      ),
      ...(checked?.groups ?? []),
    ],
    steps: stepsOf(place),
    unread: unclearOf(place),
    json,
  };
};
