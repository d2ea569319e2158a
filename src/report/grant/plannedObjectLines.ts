/** The access to objects in a plan, as the table that a check has for it, with what comes along below. */
import type { ObjectAccess } from '../../platform/objectAccess.js';
import { accessTable } from '../check/objectMatrix.js';
import type { TextOptions } from '../check/textStyle.js';
import { groupBy, unique } from '../groups.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';
import { mark, namesOf, whyTold } from './plannedEntryStyle.js';
import type { PlanReport, ToldEntry } from './planReport.js';

type ToldObject = { readonly told: ToldEntry; readonly sobject: string; readonly access: ObjectAccess };

/** What the stars in the table mean: what comes along with the same words of access is told together. */
const starLines = (along: readonly ToldObject[], options: TextOptions): string[] => {
  const { words } = options;
  const access = (word: ObjectAccess): string => words(`report.access.${word}`);
  const line = (text: string): string[] => hang('    * ', visible(text), options.width);
  const own = along.filter(({ told }) => told.comesWithAccess.length > 0);
  const others = along.filter(({ told }) => told.comesWithAccess.length === 0);
  return [
    ...groupBy(own, (one) => JSON.stringify([one.access, one.told.comesWithAccess])).flatMap((same) =>
      line(
        words('plan.star.access', [
          access(same[0]?.access ?? 'read'),
          same.map(({ sobject }) => sobject).join(', '),
          (same[0]?.told.comesWithAccess ?? []).map(access).join(', '),
        ]),
      ),
    ),
    ...others.flatMap((one) =>
      line(
        words(`plan.star${one.told.orgClaim ? '.orgClaim' : ''}`, [
          access(one.access),
          one.sobject,
          namesOf(one.told.comesWith, options),
        ]),
      ),
    ),
  ];
};

/** Objects as the check shows them: one row each, with a mark for what is given. */
export const objectLines = ({ entries }: PlanReport, options: TextOptions): string[] => {
  const objects = entries.flatMap((told) => (told.entry.kind === 'object' ? [{ told, ...told.entry }] : []));
  if (objects.length === 0) return [];
  const along = objects.filter(({ told }) => told.comesWith.length > 0);
  const reasons = objects.flatMap(({ sobject, told }) => told.because.map((why) => ({ sobject, why })));
  return [
    ...accessTable(
      objects.map(({ sobject, access, told }) => ({
        sobject,
        access,
        text: `${mark(told)}${told.comesWith.length > 0 ? '*' : ''}`,
        tone: 'plain',
      })),
      options,
    ),
    ...starLines(along, options),
    ...whyTold(
      groupBy(reasons, ({ why }) => why).map(
        (same) => `${unique(same.map(({ sobject }) => sobject)).join(', ')}: ${same[0]?.why ?? ''}`,
      ),
      options,
      '    ',
    ),
  ];
};
