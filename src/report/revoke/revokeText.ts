import type { Entry } from '../../access/entry.js';
import { setupAccessId } from '../../access/setupAccess.js';
import type { OrgSchema } from '../../access/snapshot.js';
import { actionOf, takesNothingBack } from '../../revoke/revokePlan.js';
import type { KeptAssigned, KeptSet, NotFound, RevokeAction, RevokePlan } from '../../revoke/revokePlan.js';
import type { TextOptions } from '../check/textStyle.js';
import { evidenceText } from '../evidence.js';
import { entryLines } from '../entryLines.js';
import { groupBy } from '../groups.js';
import { hang } from '../layout.js';
import { needLines } from '../needLines.js';
import { orgMarkLines } from '../orgText.js';
import { visible } from '../visible.js';
import type { RevokeReport } from './revokeReport.js';

/** Lines of one thing, and what it consists of below it. */
type Told = { readonly line: string; readonly below?: readonly string[] };

const toldOf = (
  action: Exclude<RevokeAction, { action: 'keep' }>,
  plan: RevokePlan,
  schema: OrgSchema,
  { words }: TextOptions,
): Told[] => {
  switch (action.action) {
    case 'unassign':
      return action.records.map(({ user, detail }) => ({ line: words('plan.unassign', [detail, user]) }));
    case 'unassignLicenses':
      return action.records.map(({ user, detail }) => ({ line: words('plan.license', [detail, user]) }));
    case 'removeEntries': {
      const { entries, platformEntries } = action.takeOut;
      const about = (key: string, some: readonly Entry[]): Told[] =>
        some.length === 0
          ? []
          : [
              {
                line: words(some.length === 1 ? `${key}.one` : key, [
                  ...(some.length === 1 ? [] : [String(some.length)]),
                  plan.name,
                ]),
                below: entryLines(some, schema, words),
              },
            ];
      return [...about('plan.entries', entries), ...about('plan.platformEntries', platformEntries)];
    }
    case 'deleteSet':
      return [{ line: words('plan.delete', [plan.name]), below: entryLines(action.holds, schema, words) }];
  }
};

const notFoundLine = ({ what, name, id, why, detail }: NotFound, { words }: TextOptions): string => {
  const about = words(`notFound.${what}`, what === 'assignment' || what === 'license' ? [detail ?? '', name] : [name]);
  return words(`notFound.${why}`, [id === null ? about : `${about} (${id})`]);
};

/** What a revoke will do, line by line: what is taken, what stays and why, and what is not there. */
export const revokeText = (
  { plan, snapshot: { org, takenAt, schema }, needs }: Pick<RevokeReport, 'plan' | 'snapshot' | 'needs'>,
  options: TextOptions,
): string => {
  const { words, width } = options;
  const told = plan.actions.flatMap((action) =>
    action.action === 'keep' ? [] : toldOf(action, plan, schema, options),
  );
  const namesOf = (needs: NonNullable<KeptAssigned['neededFor']>): string[] =>
    needLines(
      needs.map(({ id, need }) => ({ need, name: id })),
      { schema, words },
    );
  const kept = actionOf(plan, 'keep');
  const alsoFrom = actionOf(plan, 'removeEntries')?.alsoFrom ?? [];
  const notes = [
    ...(plan.formerName === null ? [] : [words('plan.renamed', [plan.name, plan.formerName])]),
    ...(alsoFrom.length === 0 ? [] : [words('plan.alsoFrom', [plan.name, alsoFrom.join(', ')])]),
    ...(kept ? [words(`plan.kept.${kept.what}.${kept.why}`, [plan.name, keptBecause(kept, schema, words)])] : []),
    ...groupBy(plan.keptForPhases ?? [], ({ phases }) => phases.join(', ')).map((same) =>
      words('plan.keptForPhases', [
        plan.name,
        same[0]?.phases.join(', ') ?? '',
        firstOf(
          entryLines(
            same.map(({ entry }) => entry),
            schema,
            words,
          ),
          words,
        ).join('; '),
      ]),
    ),
    ...(plan.keptAssigned ?? []).map(({ username, what, phases, neededFor = [] }) =>
      phases
        ? words('plan.keptAssigned.phases', [what, username, phases.join(', ')])
        : words('plan.keptAssigned.neededFor', [what, username, firstOf(namesOf(neededFor), words).join('; ')]),
    ),
    ...plan.notFound.map((one) => notFoundLine(one, options)),
    ...(needs.fromDefinition ? [] : [words('plan.noDefinition', [needs.reference])]),
  ];
  const nothing = plan.notFound.length > 0 ? 'plan.nothingLeft' : 'plan.nothing';
  return [
    ...orgMarkLines(org, options),
    words('plan.title'),
    ...hang('', visible(words('report.asOf', [evidenceText(org, takenAt, options)])), width),
    ...(takesNothingBack(plan) && !kept ? hang('  ', words(nothing), width) : []),
    ...told.flatMap(({ line, below = [] }) => [
      ...hang('  - ', visible(line), width),
      ...below.flatMap((one) => hang('      ', visible(one), width)),
    ]),
    ...notes.flatMap((note) => hang('  ! ', visible(note), width)),
  ].join('\n');
};

/** Most lines of a permission set in a sentence; users are all named. */
const mostLines = 5;

const keptBecause = (
  { users, groups, more, further = [], unread }: KeptSet,
  schema: OrgSchema,
  words: TextOptions['words'],
): string => {
  const added = [...entryLines(more, schema, words), ...further.map(setupAccessId)];
  const gap = unread ? [`${unread.part}: ${unread.detail || unread.code}`] : [];
  return [...users, ...groups, ...firstOf(added, words), ...gap].join('; ');
};

/** The first few, and how many more there are. */
const firstOf = (lines: readonly string[], words: TextOptions['words']): string[] =>
  lines.length <= mostLines
    ? [...lines]
    : [words('report.more', [lines.slice(0, mostLines).join('; '), String(lines.length - mostLines)])];

/**
 * What becomes unmet, user by user.
 * @param done whether it has been taken back, or only will be
 */
export const lostText = (
  { lost, lostAsPlanned, snapshot }: RevokeReport,
  done: boolean,
  options: TextOptions,
): string => {
  const { words, width, paint } = options;
  const when = done ? 'unmet' : 'willBeUnmet';
  if (lost.length === 0) return hang('', words(`${when}.none`), width).join('\n');
  // The plan has told it, need by need.
  if (done && lostAsPlanned) return hang('', words('unmet.asPlanned'), width).join('\n');
  return lost
    .flatMap(({ username, findings }) => [
      ...hang('', visible(words(`${when}.title`, [username])), width).map((line) => paint('heading', line)),
      ...needLines(findings, { schema: snapshot.schema, words }).flatMap((line) => hang('  - ', visible(line), width)),
    ])
    .join('\n');
};
