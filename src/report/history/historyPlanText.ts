import type { OrgIdentity } from '../../access/snapshot.js';
import { isEmptyPlan } from '../../history/historyPlan.js';
import type { HistoryPlan } from '../../history/historyPlan.js';
import { groupBy } from '../groups.js';
import { setupPage } from './historyJson.js';
import { sentenceLines } from './historyTextStyle.js';
import type { HistoryTextOptions } from './historyTextStyle.js';

/** A line of the plan; what does not fit goes on below, further in. */
const planLine = (text: string, options: HistoryTextOptions): string[] => {
  const [first = '', ...rest] = sentenceLines(text, options, '    ');
  return [first.slice(2), ...rest];
};

/** One line for all fields of an object that share what `kind` says. */
const byObject = <T extends { readonly sobject: string; readonly field: string }>(
  entries: readonly T[],
  kindOf: (entry: T) => string,
  toLines: (first: T, names: string) => string[],
): string[] =>
  groupBy(entries, (one) => `${one.sobject}|${kindOf(one)}`).flatMap((same) => {
    const [first] = same;
    return first ? toLines(first, same.map(({ field }) => field).join(', ')) : [];
  });

/** What of a receipt cannot be taken back, and why. */
const undoLines = ({ undo }: HistoryPlan, options: HistoryTextOptions): string[] => {
  const { words } = options;
  return [
    ...(undo?.keeps ?? []).flatMap(({ sobject, code, fields }) =>
      planLine(words(`plan.keeps.${code}`, [sobject, fields.join(', ')]), options),
    ),
    ...(undo?.notFound ?? []).flatMap(({ sobject, field }) => {
      const text =
        field === undefined
          ? words('plan.notFound.object', [sobject])
          : words('plan.notFound.field', [`${sobject}.${field}`]);
      return planLine(text, options);
    }),
  ];
};

/** The sentence of a plan without anything to write. @param isReached whether all that is wanted is so already */
const nothingToDo = (
  { action, undo, leftOut }: HistoryPlan,
  isReached: boolean,
  { words }: HistoryTextOptions,
): string => {
  if (!isReached || leftOut.length > 0) return words('plan.none.open');
  return words(undo ? 'plan.none.undo' : `plan.none.${action}`);
};

/**
 * The plan for a reviewer.
 * @param isReached whether all that is wanted is so already
 */
export const historyPlanText = (
  plan: HistoryPlan,
  org: OrgIdentity,
  isReached: boolean,
  options: HistoryTextOptions,
): string => {
  const { words, paint } = options;
  const line = (text: string): string[] => planLine(text, options);
  const title = isEmptyPlan(plan)
    ? sentenceLines(nothingToDo(plan, isReached, options), options)
    : [paint('heading', words(`plan.title.${plan.action}`))];
  const switches = plan.switches.flatMap((sobject) => line(words(`plan.switch.${plan.action}`, [sobject])));
  const fields = byObject(
    plan.fields,
    ({ reason }) => reason,
    ({ sobject, reason }, names) => line(words(`plan.${plan.action}.${reason}`, [sobject, names])),
  );
  return [
    ...title,
    ...(plan.action === 'enable' ? [...switches, ...fields] : [...fields, ...switches]),
    ...undoLines(plan, options),
    ...byObject(
      plan.leftOut,
      ({ reason }) => reason,
      ({ sobject, reason }, names) => line(words(`plan.leftOut.${reason}`, [sobject, names])),
    ),
    ...byObject(
      plan.manual,
      ({ code }) => code,
      ({ sobject, code }, names) => [
        ...line(words(`plan.manual.${code}`, [sobject, names])),
        `    ${setupPage(org.instanceUrl, sobject)}`,
      ],
    ),
  ].join('\n');
};
