/** The tables of a planned grant: what is given, to whom, why, and what is to be known before. */
import { setupEntryKinds } from '../../access/setupEntities.js';
import { objectAccesses } from '../../platform/objectAccess.js';
import { leftOutSentences } from '../check/leftOutOfPage.js';
import { planNotes } from '../grant/planNotes.js';
import type { ToldEntry } from '../grant/planReport.js';
import { leftOutParts } from '../grant/planSummary.js';
import { userText } from '../grant/planUserLines.js';
import { mark } from '../grant/plannedEntryStyle.js';
import { groupBy, unique } from '../groups.js';
import { permissionName } from '../needName.js';
import { visible } from '../visible.js';
import { sentencesIn } from './documentParts.js';
import { reasonsOf, unlaid, whyOf } from './grantPlace.js';
import type { Place } from './grantPlace.js';
import type { DocumentCell, DocumentTable, DocumentTone } from './reportDocument.js';

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

/** What the plan leaves out, and how it would be planned. */
export const leftOutTable = ({ report, options, frame: { said } }: Place): DocumentTable[] => {
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
                : [[cell(text)], ...items.map((item) => [cell(item)]), ...(end === '' ? [] : [[cell(end)]])];
            }),
            ...ofPage.map((sentence) => [cell(sentence)]),
          ],
        },
      ];
};

/** Objects as the check shows them: one row each, with a mark for what is given. */
export const objectTable = (place: Place): DocumentTable[] => {
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

/** User permissions, a row each. */
export const permissionTable = (place: Place): DocumentTable[] => {
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

/** Fields, those of one object together that have the same access for the same reason. */
export const fieldTable = (place: Place): DocumentTable[] => {
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
export const setupTables = (place: Place): DocumentTable[] => {
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
export const userTable = ({ report: { plan }, options, frame: { said } }: Place): DocumentTable => {
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
export const noteTables = ({ report, options, frame: { said } }: Place): DocumentTable[] =>
  planNotes(report, unlaid(options)).map(({ key, lines }) => ({
    key: `note-${key}`,
    title: options.words(`plan.section.${key}`),
    notes: [],
    columns: [said('column.note')],
    rows: sentencesIn(lines).map((text) => [cell(text, key === 'control' ? 'bad' : 'unsure')]),
  }));

/** Whether a note has to be seen before the long lists. */
export const isInFront = ({ key }: DocumentTable): boolean => key === 'note-control' || key === 'note-broad';
