/** What a change request shows beside its plans: what each user may do before and after, and variants that ask for less. */
import type { AccessSnapshot, InspectedUser } from '../../access/snapshot.js';
import { contextOf } from '../../check/evaluate.js';
import type { Plan } from '../../grant/grantPlan.js';
import type { NarrowerVariant } from '../../grant/narrowerVariants.js';
import { snapshotWithPlans } from '../../grant/snapshotWithPlan.js';
import type { Requirement } from '../../kinds/requirement.js';
import { keyOf } from '../../platform/names.js';
import { objectAccesses } from '../../platform/objectAccess.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { TextOptions } from '../check/textStyle.js';
import type { PlanReport, ToldEntry } from '../grant/planReport.js';
import { groupBy, unique } from '../groups.js';
import { needName } from '../needName.js';
import { visible } from '../visible.js';
import type { DocumentFrame } from './documentFrame.js';
import { whyAsked } from './whyAsked.js';
import type { DocumentCell, DocumentTable, DocumentTone } from './reportDocument.js';

const cell = (text: string, tone?: DocumentTone): DocumentCell => ({
  text: visible(text),
  ...(tone === undefined ? {} : { tone }),
});

type Words = { readonly has: readonly ObjectAccess[]; readonly unread: readonly ObjectAccess[] };

/** What a user may do with an object, from everything that is assigned. */
const accessTo = (snapshot: AccessSnapshot, user: InspectedUser, sobject: string): Words => {
  const { access } = contextOf(snapshot, user, []);
  const answers = objectAccesses.map((word) => ({ word, ...access.objectPermission(sobject, word) }));
  const words = (answer: 'yes' | 'unknown'): ObjectAccess[] =>
    answers.flatMap((one) => (one.answer === answer ? [one.word] : []));
  return { has: words('yes'), unread: words('unknown') };
};

/** Objects to which somebody gets access by the plan, each once. */
const objectsOf = ({ adds, users }: Plan): string[] => {
  const entries = [...adds, ...users.flatMap(({ receives }) => receives)].map(({ entry }) => entry);
  const names = entries.flatMap((entry) => (entry.kind === 'object' ? [entry.sobject] : []));
  return [...new Map(names.map((name) => [keyOf(name), name])).values()].sort();
};

/** Words of access that reach over all records, or take records away, gravest first. */
const risks: ReadonlyArray<readonly [word: ObjectAccess, tone: DocumentTone]> = [
  ['modifyAllRecords', 'bad'],
  ['delete', 'bad'],
  ['viewAllRecords', 'unsure'],
];

/** Why access to an object is needed; what only comes along says with what. */
const whyOfObject = (all: readonly ToldEntry[], plan: Plan, frame: DocumentFrame): string[] => {
  const asked = all.filter(({ comesWith }) => comesWith.length === 0);
  return asked.length > 0
    ? unique(asked.flatMap((one) => whyAsked(one, plan, frame)))
    : unique(all.map(({ comesWith }) => frame.said('grant.comesWith', [comesWith.join(', ')])));
};

/**
 * A row for each object and each change of access to it: before, after, why, risk.
 * @param report of the plan @param snapshot before it
 */
export const accessTable = (
  { plan, entries }: Pick<PlanReport, 'plan' | 'entries'>,
  snapshot: AccessSnapshot,
  options: TextOptions,
  frame: DocumentFrame,
): DocumentTable[] => {
  const { said } = frame;
  const after = snapshotWithPlans(snapshot, [plan]);
  const listed = ({ has, unread }: Words): string =>
    [
      ...has.map((word) => options.words(`report.access.${word}`)),
      ...unread.map((word) => `${options.words(`report.access.${word}`)}?`),
    ].join(', ') || '-';
  const changes = objectsOf(plan).flatMap((sobject) =>
    snapshot.users.map((user, at) => {
      const then = accessTo(snapshot, user, sobject);
      const now = accessTo(after, after.users[at] ?? user, sobject);
      return { sobject, username: user.username, then, now };
    }),
  );
  const rows = groupBy(changes, ({ sobject, then, now }) => JSON.stringify([sobject, then, now])).map((same) => {
    const [first] = same as [(typeof changes)[number]];
    const { sobject, then, now } = first;
    const own = entries.filter(({ entry }) => entry.kind === 'object' && keyOf(entry.sobject) === keyOf(sobject));
    const gained = risks.filter(([word]) => now.has.includes(word) && !then.has.includes(word));
    return [
      cell(sobject),
      ...(snapshot.users.length > 1 ? [cell(same.map(({ username }) => username).join(', '))] : []),
      cell(listed(then)),
      cell(listed(now)),
      cell(whyOfObject(own, plan, frame).join(' ')),
      cell(gained.map(([word]) => said(`risk.${word}`)).join(' '), gained[0]?.[1]),
    ];
  });
  const heads = ['object', ...(snapshot.users.length > 1 ? ['user'] : []), 'before', 'after', 'why', 'risk'];
  const columns = heads.map((key) => said(`column.${key}`));
  return rows.length === 0
    ? []
    : [{ key: 'access', title: said('change.access'), notes: [said('change.access.note')], columns, rows }];
};

/** Needs as people call them: a dozen, and how many more. */
const mostNamed = 12;

/** The variants of the definition that ask for less, with what each leaves out. */
export const narrowerTable = (
  narrower: readonly NarrowerVariant[],
  { plan, vocabulary }: Pick<PlanReport, 'plan' | 'vocabulary'>,
  { said }: DocumentFrame,
): DocumentTable[] => {
  const listed = (all: readonly Requirement[]): string => {
    const names = unique(all.map(({ need }) => needName(need, vocabulary)));
    const more = names.length - mostNamed;
    const first = names.slice(0, mostNamed).join(', ');
    return names.length === 0 ? '-' : more > 0 ? said('change.more', [first, String(more)]) : first;
  };
  const { integration } = plan.requirements;
  const rows = narrower.map(({ variant, leavesOut, instead }) => [
    cell(variant === null ? integration : `${integration}@${variant}`),
    cell(listed(leavesOut)),
    cell(listed(instead)),
  ]);
  const columns = ['variant', 'leavesOut', 'instead'].map((key) => said(`column.${key}`));
  return rows.length === 0
    ? []
    : [{ key: 'narrower', title: said('change.narrower'), notes: [said('change.narrower.note')], columns, rows }];
};
