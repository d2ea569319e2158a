/** What is to be known of a plan before anybody agrees, beside its entries. */
import { setupAccessId } from '../../access/setupAccess.js';
import { setupBeyond } from '../../grant/beyond.js';
import { isEmpty } from '../../grant/grantPlan.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { TextOptions } from '../check/textStyle.js';
import { entryLines } from '../entryLines.js';
import { unique } from '../groups.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';
import { exemptionLines } from './exemptionLines.js';
import { doubtLines } from './planDoubtLines.js';
import type { PlanReport } from './planReport.js';

/** Access that reaches far beyond what people think of first, the gravest first. */
const broadAccesses: readonly ObjectAccess[] = ['delete', 'modifyAllRecords', 'viewAllRecords', 'viewAllFields'];

/** Deletes and access to all records, in front: a reviewer has to see them before the long lists. */
const broadLines = ({ entries, named }: PlanReport, { words, width }: TextOptions): string[] =>
  broadAccesses.flatMap((access) => {
    const all = [...entries.map(({ entry }) => entry), ...named.flatMap(({ holds }) => holds)];
    const sobjects = all.flatMap((entry) =>
      entry.kind === 'object' && entry.access === access ? [entry.sobject] : [],
    );
    if (sobjects.length === 0) return [];
    const text = words('plan.broad', [words(`report.access.${access}`), unique(sobjects).join(', ')]);
    return hang('  ! ', visible(text), width);
  });

/** That the org did not tell all dependencies, and what that means. */
const dependencyLines = ({ plan }: PlanReport, { words, width }: TextOptions): string[] =>
  plan.dependenciesUnread && !isEmpty(plan)
    ? hang('  ', visible(words('plan.dependencies', [plan.dependenciesUnread.detail])), width)
    : [];

/** What others have put into the set: with the set it goes to everybody who gets it. */
const beyondLines = ({ plan, vocabulary }: PlanReport, { words, width }: TextOptions): string[] =>
  [
    ...entryLines(plan.beyond, vocabulary.schema, words),
    ...setupBeyond(plan).map(setupAccessId),
    ...(plan.permissionSet.existing?.setupAccess?.known === false ? [words('plan.beyond.unread')] : []),
  ].flatMap((line) => hang('  ! ', visible(line), width));

/** What the org says that nobody has to believe, and how to let it be followed all the same. */
const notFollowedLines = ({ notFollowed, allowNames }: PlanReport, { words, width }: TextOptions): string[] =>
  notFollowed.length === 0
    ? []
    : [
        ...notFollowed.flatMap(({ permission, brings }) =>
          hang('  ! ', visible(words('plan.notFollowed', [permission, brings.join(', ')])), width),
        ),
        ...hang('  ', visible(words('plan.notFollowed.allow', [allowNames.join(',')])), width),
      ];

/** What is assigned as it is, to whom, and all that it gives. */
const namedLines = ({ named, vocabulary }: PlanReport, { words, width }: TextOptions): string[] =>
  named.flatMap(({ type, name, users, holds, setupAccess }) => {
    const given = [...entryLines(holds, vocabulary.schema, words), ...setupAccess.map(setupAccessId)];
    return [
      ...hang('  + ', visible(words('plan.named.for', [words(`plan.named.${type}`, [name]), users.join(', ')])), width),
      ...(given.length > 0 ? given : [words('plan.named.nothing')]).flatMap((line) =>
        hang('      ', visible(line), width),
      ),
    ];
  });

/** What gives control over the whole org, and who receives it. */
const controlLines = ({ orgWide }: PlanReport, { width }: TextOptions): string[] =>
  orgWide.flatMap(({ name, users }) => hang('  ! ', visible(`${name}: ${users.join(', ')}`), width));

/** What Salesforce writes into the set by itself. */
const platformLines = ({ platformAccess }: PlanReport, { words, width }: TextOptions): string[] => {
  const names = platformAccess.map((one) => words(`report.access.${one}`)).join(', ');
  return names === '' ? [] : hang('  ', words('plan.platform', [names]), width);
};

/** The notes by the key of their heading, `plan.section.<key>`, the gravest first. */
const notes = {
  control: controlLines,
  broad: broadLines,
  named: namedLines,
  platform: platformLines,
  dependencies: dependencyLines,
  doubts: doubtLines,
  beyond: beyondLines,
  notFollowed: notFollowedLines,
  exemptions: exemptionLines,
} as const satisfies Readonly<Record<string, (report: PlanReport, options: TextOptions) => string[]>>;

export type NoteKey = keyof typeof notes;

/** The lines of one note; none where there is nothing to be known. */
export const noteLines = (key: NoteKey, report: PlanReport, options: TextOptions): string[] =>
  notes[key](report, options);

/** All notes that say something: the key of the heading of each, and its lines. */
export const planNotes = (
  report: PlanReport,
  options: TextOptions,
): Array<{ readonly key: NoteKey; readonly lines: string[] }> =>
  (Object.keys(notes) as NoteKey[])
    .map((key) => ({ key, lines: noteLines(key, report, options) }))
    .filter(({ lines }) => lines.length > 0);
