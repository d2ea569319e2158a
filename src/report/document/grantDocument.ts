/** A grant as a report document: what it plans, for who is to agree, and how it ended. */
import { setupEntryKinds } from '../../access/setupEntities.js';
import { referenceTo } from '../../definition/definitionReference.js';
import { entryId } from '../../access/entry.js';
import type { ExitCode } from '../../exitCode.js';
import type { Outcome } from '../../grant/grantOutcome.js';
import { isEmpty } from '../../grant/grantPlan.js';
import type { GrantRun } from '../../grant/grantRun.js';
import { licenseId } from '../../kinds/license/licenseNeed.js';
import { objectAccesses } from '../../platform/objectAccess.js';
import type { CheckReport } from '../check/checkReport.js';
import type { TextOptions } from '../check/textStyle.js';
import { applyCommand } from '../grant/applyText.js';
import { undoOfRun } from '../grant/grantRunText.js';
import type { GrantCommand } from '../grant/grantRunText.js';
import { undoStep } from '../grant/undoText.js';
import { outcomeAdvice } from '../grant/outcomeText.js';
import { setupAccessId } from '../../access/setupAccess.js';
import { entryLines } from '../entryLines.js';
import type { PlanReport, ToldEntry, ToldNamedSet } from '../grant/planReport.js';
import { mark } from '../grant/plannedEntryStyle.js';
import { manualSteps } from '../grant/planManual.js';
import { planNotes } from '../grant/planNotes.js';
import { leftOutSentences } from '../check/leftOutOfPage.js';
import { leftOutParts, planSummary } from '../grant/planSummary.js';
import { userText } from '../grant/planUserLines.js';
import { besidesTable } from './besidesTable.js';
import { whyAsked } from './whyAsked.js';
import { groupBy, unique } from '../groups.js';
import { needName, permissionName } from '../needName.js';
import { visible } from '../visible.js';
import { checkDocument } from './checkDocument.js';
import type { DocumentFrame } from './documentFrame.js';
import { fact, orgParts, plainItem, sentencesIn, visibleStep } from './documentParts.js';
import { findingItem } from './findingItem.js';
import type {
  DocumentCell,
  DocumentGroup,
  DocumentItem,
  DocumentStep,
  DocumentTable,
  DocumentTone,
  ReportDocument,
} from './reportDocument.js';

/** A grant, as its document is made of it. */
export type GrantDocumentInput = {
  readonly report: PlanReport;
  readonly run: GrantRun;
  /** The check after the writes; null where it was not reached. */
  readonly after: CheckReport | null;
  readonly command: GrantCommand;
  /** The hash of the plan that was kept: `--plan` holds the file against it. Null where no plan was kept. */
  readonly planHash: string | null;
  readonly exitCode: ExitCode;
  readonly json: unknown;
};

type Place = GrantDocumentInput & { readonly options: TextOptions; readonly frame: DocumentFrame };

/** Not laid out for any terminal: each line whole, without colors. */
const unlaid = (options: TextOptions): TextOptions => ({
  ...options,
  width: Number.POSITIVE_INFINITY,
  paint: (_, text) => text,
});

const reasonsOf = ({ comesWith, ...asked }: ToldEntry, { report: { plan }, frame }: Place): readonly string[] =>
  comesWith.length > 0 ? [frame.said('grant.comesWith', [comesWith.join(', ')])] : whyAsked(asked, plan, frame);

const whyOf = (told: ToldEntry, place: Place): string => reasonsOf(told, place).join(' ');

const table = (
  key: string,
  columns: readonly string[],
  rows: DocumentTable['rows'],
  { options, frame: { said } }: Place,
): DocumentTable[] =>
  rows.length === 0 ? [] : [{ key, title: options.words(key), notes: [said('grant.marks')], columns, rows }];

const cell = (text: string, tone?: DocumentTone): DocumentCell => ({
  text: visible(text),
  ...(tone === undefined ? {} : { tone }),
});

/** Why access to one object is needed, each reason once, and which of it comes along. */
const whyOfObject = (all: readonly ToldEntry[], place: Place): string => {
  const { options, frame } = place;
  const [along, asked] = [
    all.filter(({ comesWith }) => comesWith.length > 0),
    all.filter((one) => one.comesWith.length === 0),
  ];
  if (asked.length === 0 || along.some(({ orgClaim }) => orgClaim))
    return unique(all.flatMap((told) => reasonsOf(told, place))).join(' ');
  const accesses = objectAccesses
    .filter((access) => along.some(({ entry }) => entry.kind === 'object' && entry.access === access))
    .map((access) => options.words(`report.access.${access}`));
  return [
    ...unique(asked.flatMap((told) => reasonsOf(told, place))),
    ...(accesses.length === 0
      ? []
      : [frame.said(accesses.length === 1 ? 'grant.along.one' : 'grant.along', [accesses.join(', ')])]),
  ].join(' ');
};

/** What could not be decided, and the check that says why. */
const unclearOf = ({ report: { unclear }, options: { words, command } }: Place): string[] => {
  const look = command === '' ? [] : [words('plan.unclear.look'), `\`${command}\``];
  return unclear.length === 0 ? [] : [visible([words('plan.unclear', [unclear.join('; ')]), ...look].join(' '))];
};

/** What the plan leaves out, and how it would be planned. */
const leftOutTable = ({ report, options, frame: { said } }: Place): DocumentTable[] => {
  const parts = leftOutParts(report, unlaid(options));
  // Whoever signs has to learn what the page asks for besides.
  const ofPage = leftOutSentences({ reference: report.reference, requirements: report.plan.requirements }, options);
  return parts.length + ofPage.length === 0
    ? []
    : [
        {
          key: 'left-out',
          title: said('grant.leftOut'),
          notes: [],
          columns: [said('column.note')],
          rows: [
            ...parts.flatMap(({ text, items, more }) => {
              const command = more?.command ?? null;
              const end = [more?.text ?? '', ...(command === null ? [] : [`\`${command}\``])].filter(Boolean).join(' ');
              // A sentence that has no parts of its own is one with its command.
              return items.length === 0
                ? [[cell([text, end].filter(Boolean).join(' '))]]
                : [[cell(text)], ...items.map((item) => [cell(visible(item))]), ...(end === '' ? [] : [[cell(end)]])];
            }),
            ...ofPage.map((sentence) => [cell(sentence)]),
          ],
        },
      ];
};

/** Objects as the check shows them: one row each, with a mark for what is given. */
const objectTable = (place: Place): DocumentTable[] => {
  const { report, options, frame } = place;
  const objects = report.entries.flatMap((told) => (told.entry.kind === 'object' ? [{ told, ...told.entry }] : []));
  const used = objectAccesses.filter((access) => objects.some((one) => one.access === access));
  const rows = groupBy(objects, ({ sobject }) => sobject).map((same) => [
    cell(same[0]?.sobject ?? ''),
    ...used.map((access) => {
      const one = same.find((other) => other.access === access);
      return one ? cell(mark(one.told)) : cell('');
    }),
    cell(
      whyOfObject(
        same.map(({ told }) => told),
        place,
      ),
    ),
  ]);
  const heads = [frame.said('column.object'), ...used.map((access) => options.words(`report.access.${access}`))];
  return table('report.section.object', [...heads, frame.said('column.why')], rows, place);
};

const permissionTable = (place: Place): DocumentTable[] => {
  const { report, frame } = place;
  const rows = report.entries.flatMap((told) =>
    told.entry.kind === 'userPermission'
      ? [[cell(mark(told)), cell(permissionName(told.entry.name, report.vocabulary)), cell(whyOf(told, place))]]
      : [],
  );
  return table(
    'report.section.userPermission',
    ['', frame.said('column.permission'), frame.said('column.why')],
    rows,
    place,
  );
};

const fieldTable = (place: Place): DocumentTable[] => {
  const { report, options, frame } = place;
  const fields = report.entries.flatMap((told) => (told.entry.kind === 'field' ? [{ told, ...told.entry }] : []));
  const rows = groupBy(fields, ({ sobject, access, told }) =>
    JSON.stringify([sobject, access, told.isNewInSet, whyOf(told, place)]),
  ).flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const names = same.map(({ field }) => field).join(', ');
    return [
      [
        cell(mark(first.told)),
        cell(first.sobject),
        cell(options.words(`report.access.${first.access}`)),
        cell(names),
        cell(whyOf(first.told, place)),
      ],
    ];
  });
  const heads = ['object', 'access', 'fields', 'why'].map((key) => frame.said(`column.${key}`));
  return table('report.section.field', ['', ...heads], rows, place);
};

/** Apps, Apex classes and custom permissions, a table for each kind. */
const setupTables = (place: Place): DocumentTable[] => {
  const { report, frame } = place;
  return setupEntryKinds.flatMap((kind) => {
    const rows = report.entries.flatMap((told) =>
      told.entry.kind === kind ? [[cell(mark(told)), cell(told.entry.name), cell(whyOf(told, place))]] : [],
    );
    return table(
      `report.section.${kind}`,
      ['', frame.said('column.permission'), frame.said('column.why')],
      rows,
      place,
    );
  });
};

/** Who gets what: the users of the plan, and who else has the set and gets what is added. */
const userTable = ({ report: { plan }, options, frame: { said } }: Place): DocumentTable => {
  const others = plan.adds.length > 0 ? (plan.permissionSet.existing?.alsoFor ?? []) : [];
  return {
    key: 'users',
    title: options.words('plan.section.users'),
    notes: others.length === 0 ? [] : [visible(options.words('plan.alsoFor', [others.join(', ')]))],
    columns: [said('column.user'), said('column.gets')],
    rows: plan.users.map((user) => [cell(user.username), cell(userText(user, plan, options))]),
  };
};

/** What is to be known before anybody agrees: broad permissions in front. */
const noteTables = ({ report, options, frame: { said } }: Place): DocumentTable[] =>
  planNotes(report, unlaid(options)).map(({ key, lines }) => ({
    key: `note-${key}`,
    title: options.words(`plan.section.${key}`),
    notes: [],
    columns: [said('column.note')],
    rows: sentencesIn(lines).map((text) => [cell(text, key === 'control' ? 'bad' : 'unsure')]),
  }));

const isInFront = ({ key }: DocumentTable): boolean => key === 'note-control' || key === 'note-broad';

/** What all that is planned has in common: it is still to be done, and that is no failure. */
const plannedItem = (
  item: Pick<DocumentItem, 'id' | 'name' | 'message'> & Partial<DocumentItem>,
  { frame: { said } }: Place,
): DocumentItem =>
  plainItem({
    kind: 'entry',
    status: 'unmet',
    fails: false,
    level: 'required',
    code: 'PLANNED',
    tone: 'plain',
    statusWord: said('grant.planned'),
    ...item,
  });

const entryItem = (told: ToldEntry, place: Place): DocumentItem => {
  const { entry } = told;
  const { said } = place.frame;
  const name = needName(entry, place.report.vocabulary);
  return plannedItem(
    {
      id: entryId(entry),
      level: told.level ?? 'comesAlong',
      name,
      message: said(told.isNewInSet ? 'grant.entry.new' : 'grant.entry.held', [place.report.plan.permissionSet.name]),
      because: [whyOf(told, place)].filter((text) => text !== '').map(visible),
      ...('sobject' in entry ? { sobject: visible(entry.sobject) } : {}),
      ...('field' in entry ? { field: visible(entry.field) } : {}),
      ...('access' in entry ? { access: entry.access } : {}),
    },
    place,
  );
};

/** A set that is assigned as it is. */
const namedItem = ({ type, name, users, holds, setupAccess }: ToldNamedSet, place: Place): DocumentItem => {
  const { options, report } = place;
  const gives = [...entryLines(holds, report.vocabulary.schema, options.words), ...setupAccess.map(setupAccessId)];
  return plannedItem(
    {
      id: `permissionSetAssigned:${name}`,
      name: visible(options.words(`plan.named.${type}`, [name])),
      message: visible(options.words('plan.named.for', [name, users.join(', ')])),
      because: gives.map(visible),
    },
    place,
  );
};

/** Why a license is assigned: because a rule names it, or because what is given takes it. */
const licenseReasons = (id: string, { report: { licenses, plan }, frame }: Place): readonly string[] => {
  const asked = licenses.get(id);
  const isNamed = asked !== undefined && asked.because.length + asked.places.length > 0;
  return (isNamed ? whyAsked(asked, plan, frame) : [frame.said('grant.license.needed')]).map(visible);
};

/** A license that is assigned first: it takes a seat of each of these users. */
const licenseItems = (place: Place): DocumentItem[] => {
  const {
    report: { plan },
    options,
    frame,
  } = place;
  const pairs = plan.users.flatMap(({ username, licenses }) => licenses.map((license) => ({ license, username })));
  return groupBy(pairs, ({ license }) => license).map((same) => {
    const name = same[0]?.license ?? '';
    return plannedItem(
      {
        id: licenseId({ kind: 'license', name }),
        name: visible(`${options.words('step.licenses')} ${name}`),
        because: licenseReasons(licenseId({ kind: 'license', name }), place),
        message: visible(frame.said('grant.license', [same.map(({ username }) => username).join(', ')])),
      },
      place,
    );
  });
};

const outcomeStatus: Readonly<Record<Outcome['result'], Pick<DocumentItem, 'status' | 'fails' | 'tone'>>> = {
  done: { status: 'met', fails: false, tone: 'good' },
  alreadyDone: { status: 'met', fails: false, tone: 'good' },
  skipped: { status: 'unknown', fails: false, tone: 'unsure' },
  failed: { status: 'unmet', fails: true, tone: 'bad' },
};

const outcomeItem = (outcome: Outcome, at: number, { options, report }: Place): DocumentItem => {
  const { step, user, result, code, detail, about = [] } = outcome;
  const { words } = options;
  const names = about.map(({ id, need }) => (need ? needName(need, report.vocabulary) : id));
  return plainItem({
    id: `step:${at + 1}:${step}`,
    kind: 'step',
    ...outcomeStatus[result],
    code: code ?? result.toUpperCase(),
    statusWord: words(`outcome.${result}`),
    name: [words(`step.${step}`), ...(user === undefined ? [] : [user])].join(': '),
    message: about.length > 0 ? names.join(', ') : (detail ?? words(`outcome.${result}`)),
    actions: outcomeAdvice(outcome, options).map(visible),
  });
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
  const apply = { program, org: run.snapshot.org.username, origin, users, savedAs };
  return [
    ...((run.mode === 'dryRun' || run.mode === 'notAgreed') && !isEmpty(report.plan)
      ? [{ text: options.words('info.apply'), command: visible(applyCommand(apply, options)) }]
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
