/** A plan for people: who gets what, what is new, why, what Salesforce adds, what stays to be done. */
import { setupAccessId } from '../../access/setupAccess.js';
import { setupAccessIn } from '../../grant/beyond.js';
import { isEmpty } from '../../grant/grantPlan.js';
import type { Plan, PlannedUser } from '../../grant/grantPlan.js';
import { byItself, byObject, tell } from '../check/findingsText.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import { stepLines } from '../check/nextSteps.js';
import { accessTable } from '../check/objectMatrix.js';
import { below, reasonLines, section } from '../check/textStyle.js';
import type { TextOptions } from '../check/textStyle.js';
import { evidenceText } from '../evidence.js';
import { entryLines } from '../entryLines.js';
import { groupBy, unique } from '../groups.js';
import { hang } from '../layout.js';
import { permissionName } from '../needName.js';
import { orgMarkLines } from '../orgText.js';
import { visible } from '../visible.js';
import { actionKey, actionsOf, hintActions, isHintedAt } from '../words.js';
import { exemptingPermission, exemptingSentence, exemptionPlace, exemptionsFor } from './exemptions.js';
import type { PlanReport, ToldEntry } from './planReport.js';

/** A sentence for a number, with one of its own for one. */
const counted = (key: string, number: number, { words }: TextOptions): string =>
  number === 1 ? words(`${key}.one`) : words(key, [String(number)]);

const mark = ({ isNewInSet }: ToldEntry): string => (isNewInSet ? '+' : '=');

/** The left edge of what stands below a line that begins with a mark. */
const indent = '      ';

/** What comes along says with what; why something is needed is told where everything was asked for. */
const whyLines = ({ comesWith, because, orgClaim }: ToldEntry, options: TextOptions): string[] =>
  comesWith.length > 0
    ? below(
        '',
        [options.words(`plan.comesWith${orgClaim ? '.orgClaim' : ''}`, [namesOf(comesWith, options)])],
        options,
        indent,
      )
    : whyTold(because, options, indent);

const whyTold = (because: readonly string[], options: TextOptions, left: string): string[] =>
  options.verbose ? reasonLines(because, options, left) : [];

/** Most names in one sentence. */
const mostNamed = 4;

const namesOf = (names: readonly string[], { words }: TextOptions): string =>
  names.length > mostNamed
    ? words('report.more', [names.slice(0, mostNamed).join(', '), String(names.length - mostNamed)])
    : names.join(', ');

/** What comes along with the same is told together. */
const permissionLines = ({ entries, vocabulary }: PlanReport, options: TextOptions): string[] => {
  const permissions = entries.flatMap((told) =>
    told.entry.kind === 'userPermission' ? [{ told, name: permissionName(told.entry.name, vocabulary) }] : [],
  );
  return groupBy(permissions, ({ told, name }) =>
    JSON.stringify(told.comesWith.length > 0 ? [told.comesWith, told.isNewInSet, told.orgClaim] : name),
  ).flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const names = same.map(({ name }) => name).join(', ');
    return [...hang(`  ${mark(first.told)} `, names, options.width), ...whyLines(first.told, options)];
  });
};

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
const objectLines = ({ entries }: PlanReport, options: TextOptions): string[] => {
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

const fieldLines = ({ entries }: PlanReport, options: TextOptions): string[] => {
  const fields = entries.flatMap((told) => (told.entry.kind === 'field' ? [{ told, ...told.entry }] : []));
  const alike = groupBy(fields, ({ sobject, access, told }) =>
    JSON.stringify([sobject, access, told.isNewInSet, options.verbose ? told.because : [], told.comesWith]),
  );
  return alike.flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const title = `${first.sobject} ${options.words(`report.column.${first.access}`)}`;
    const names = same.map(({ field }) => field).join(', ');
    return [
      ...hang(`  ${mark(first.told)} `, visible(`${title}: ${names}`), options.width),
      ...whyLines(first.told, options),
    ];
  });
};

/** Access that reaches far beyond what people think of first, the gravest first. */
const broadAccesses: readonly ObjectAccess[] = ['delete', 'modifyAllRecords', 'viewAllRecords', 'viewAllFields'];

/** Deletes and access to all records, in front: a reviewer has to see them before the long lists. */
const broadLines = ({ entries }: PlanReport, { words, width }: TextOptions): string[] =>
  broadAccesses.flatMap((access) => {
    const sobjects = entries.flatMap(({ entry }) =>
      entry.kind === 'object' && entry.access === access ? [entry.sobject] : [],
    );
    if (sobjects.length === 0) return [];
    const text = words('plan.broad', [words(`report.access.${access}`), unique(sobjects).join(', ')]);
    return hang('  ! ', visible(text), width);
  });

/** What the marks mean, those that stand there. */
const legend = ({ entries }: PlanReport, { words, width }: TextOptions): string[] => {
  const isMixed = entries.some(({ isNewInSet }) => !isNewInSet);
  return isMixed ? ['', ...hang('', words('plan.legend'), width)] : [];
};

/** What one user gets by the plan. */
export const userText = (user: PlannedUser, { permissionSet }: Plan, options: TextOptions): string => {
  const { words } = options;
  const { assign, licenses, receives } = user;
  const fresh = receives.filter(({ hasAlready }) => !hasAlready).length;
  const given = assign
    ? words('plan.assign', [permissionSet.name, counted('plan.permissions', receives.length, options), String(fresh)])
    : receives.length > 0
      ? words('plan.added', [counted('plan.permissions', receives.length, options)])
      : words('plan.noAssign');
  return [...licenses.map((license) => words('plan.license', [license])), given].join(', ');
};

/** One user, one entry: further lines stand deeper, so that the names are seen at a glance. */
const userEntry = (text: string, width: number): string[] =>
  hang(indent, visible(text), width).map((line, at) => (at === 0 ? `  ${line.trimStart()}` : line));

const userLines = ({ plan }: PlanReport, options: TextOptions): string[] => {
  const { words, width } = options;
  const others = plan.adds.length > 0 ? (plan.permissionSet.existing?.alsoFor ?? []) : [];
  return [
    ...plan.users.flatMap((user) => userEntry(`${user.username}: ${userText(user, plan, options)}`, width)),
    ...(others.length > 0 ? userEntry(words('plan.alsoFor', [others.join(', ')]), width) : []),
  ];
};

const setLine = ({ plan }: PlanReport, { words, width }: TextOptions): string[] => {
  const { name, existing } = plan.permissionSet;
  const key = existing === null ? 'create' : plan.adds.length > 0 ? 'extend' : 'asItIs';
  return isEmpty(plan) ? [] : hang('', words(`plan.set.${key}`, [name]), width);
};

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

/** That the org did not tell all dependencies, and what that means. */
const dependencyLines = ({ plan }: PlanReport, { words, width }: TextOptions): string[] =>
  plan.dependenciesUnread && !isEmpty(plan)
    ? hang('  ', visible(words('plan.dependencies', [plan.dependenciesUnread.detail])), width)
    : [];

/** What nobody can say of the licenses before it is tried, and what that means for the writing. */
const doubtLines = ({ plan, vocabulary }: PlanReport, { words, width }: TextOptions): string[] =>
  plan.doubts.length === 0
    ? []
    : [
        ...plan.doubts.flatMap(({ username, userLicense, entries, setup = [], ofSet }) => {
          const names = [...entryLines(entries, vocabulary.schema, words), ...setup.map(setupAccessId)].join('; ');
          const { name } = plan.permissionSet;
          const text = ofSet
            ? words(`plan.doubt.set${ofSet.license === null ? '.unknown' : ''}`, [
                ...[username, name],
                ...(ofSet.license === null ? [] : [ofSet.license]),
                names,
              ])
            : userLicense === ''
              ? words('plan.doubt.unknown', [username, names])
              : words('plan.doubt', [username, userLicense, names]);
          return hang('  ? ', visible(text), width);
        }),
        ...hang('  ', words('plan.doubts.advice'), width),
      ];

/** What others have put into the set: with the set it goes to everybody who gets it. */
const beyondLines = ({ plan, vocabulary }: PlanReport, { words, width }: TextOptions): string[] =>
  [
    ...entryLines(plan.beyond, vocabulary.schema, words),
    ...setupAccessIn(plan.permissionSet).map(setupAccessId),
    ...(plan.permissionSet.existing?.setupAccess?.known === false ? [words('plan.beyond.unread')] : []),
  ].flatMap((line) => hang('  ! ', visible(line), width));

/** What stays for people: each finding, and what to do about them in one list. */
const manualLines = ({ manual }: PlanReport, options: TextOptions): string[] => [
  ...tell(
    manual.filter(({ kind }) => kind !== 'field'),
    byItself,
    options,
    true,
  ),
  ...tell(
    manual.filter(({ kind }) => kind === 'field'),
    byObject,
    options,
    true,
  ),
];

/**
 * What to do about what stays for people. Where the permission set is assigned and has no effect, that comes first, and
 * nothing has to be given another time.
 */
export const manualSteps = ({ manual, plan, vocabulary }: PlanReport): string[] =>
  unique([
    ...hintActions(manual, vocabulary),
    ...groupBy(
      manual.filter((finding) => !isHintedAt(finding, plan.permissionSet.name)),
      // Values of picklists are told together, by object; everything else is told by itself.
      (finding) => (finding.kind === 'picklistValue' ? actionKey(finding) : finding.id),
    ).flatMap((same) => actionsOf(same, vocabulary)),
  ]);

/** Formulas to be pasted stand on lines of their own and are never broken. */
const exemptionLines = ({ plan, vocabulary: { texts } }: PlanReport, { width }: TextOptions): string[] => {
  const exemptions = exemptionsFor(plan.manual, exemptingPermission(plan.permissionSet.name));
  return exemptions.length === 0
    ? []
    : [
        ...hang('  ', exemptingSentence(plan, texts), width),
        ...exemptions.flatMap((exemption) => [
          ...hang('  ', exemptionPlace(exemption, texts), width),
          ...exemption.formula.split(/\r?\n/).map((line) => `      ${visible(line)}`),
        ]),
      ];
};

const leftOutLines = ({ leftOut }: PlanReport, options: TextOptions): string[] => [
  ...(['recommended', 'optional', 'degraded'] as const).flatMap((word) =>
    leftOut[word] === 0 ? [] : hang('', counted(`plan.leftOut.${word}`, leftOut[word], options), options.width),
  ),
  ...leftOut.byHand.flatMap(({ include, number }) =>
    hang(
      '',
      number === 1
        ? options.words('plan.leftOut.byHand.one', [include])
        : options.words('plan.leftOut.byHand', [String(number), include]),
      options.width,
    ),
  ),
];

/** The plan in a sentence or two: how much it adds, closes and leaves. Empty where nothing is to be written or done. */
export const planSummary = ({ plan }: PlanReport, options: TextOptions): string => {
  // That nothing is to be written has been said; what stays for people is told above.
  if (isEmpty(plan) && plan.manual.length === 0) return '';
  return [
    ...(plan.adds.length > 0 ? [counted('plan.summary.adds', plan.adds.length, options)] : []),
    ...(isEmpty(plan)
      ? []
      : plan.mayClose.length > 0
        ? [counted('plan.summary.mayClose', plan.mayClose.length, options)]
        : [counted('plan.summary.closes', plan.closes.length, options)]),
    ...(plan.manual.length > 0 ? [counted('plan.summary.manual', plan.manual.length, options)] : []),
  ].join(' ');
};

/** What is to be known before anybody agrees, beside the entries: the heading of each part, and its lines. */
export const planNotes = (
  report: PlanReport,
  options: TextOptions,
): Array<{ readonly key: string; readonly lines: string[] }> => {
  const { words, width } = options;
  const { orgWide, platformAccess } = report;
  const platform = platformAccess.map((one) => words(`report.access.${one}`)).join(', ');
  return [
    {
      key: 'control',
      lines: orgWide.flatMap(({ name, users }) => hang('  ! ', visible(`${name}: ${users.join(', ')}`), width)),
    },
    { key: 'broad', lines: broadLines(report, options) },
    { key: 'platform', lines: platform === '' ? [] : hang('  ', words('plan.platform', [platform]), width) },
    { key: 'dependencies', lines: dependencyLines(report, options) },
    { key: 'doubts', lines: doubtLines(report, options) },
    { key: 'beyond', lines: beyondLines(report, options) },
    { key: 'notFollowed', lines: notFollowedLines(report, options) },
    { key: 'exemptions', lines: exemptionLines(report, options) },
  ].filter(({ lines }) => lines.length > 0);
};

/** The whole plan. */
export const planText = (report: PlanReport, options: TextOptions): string => {
  const { words, width } = options;
  const { plan, org, unclear, orgWide, platformAccess } = report;
  const { integration, variant } = plan.requirements;
  const title = variant === null ? integration : `${integration}@${variant}`;
  const part = (key: string, lines: readonly string[]): string[] => section(words(key), lines, options);
  const steps = manualSteps(report).map((text) => ({ text }));
  const summary = planSummary(report, options);
  const end = [...leftOutLines(report, options), ...(summary === '' ? [] : hang('', summary, width))];
  return [
    ...orgMarkLines(org, options),
    ...hang('', visible(words('plan.title', [title])), width),
    ...hang('', visible(words('plan.made', [evidenceText(org, report.plannedAt, options)])), width),
    ...setLine(report, options),
    ...(isEmpty(plan) ? ['', ...hang('', words('plan.nothing'), width)] : []),
    ...(unclear.length > 0 ? ['', ...hang('', visible(words('plan.unclear', [unclear.join(', ')])), width)] : []),
    ...part(
      'plan.section.control',
      orgWide.flatMap(({ name, users }) => hang('  ! ', visible(`${name}: ${users.join(', ')}`), width)),
    ),
    ...part('plan.section.broad', broadLines(report, options)),
    ...part('plan.section.users', userLines(report, options)),
    ...part('report.section.userPermission', permissionLines(report, options)),
    ...part('report.section.object', objectLines(report, options)),
    ...part('report.section.field', fieldLines(report, options)),
    ...legend(report, options),
    ...part(
      'plan.section.platform',
      platformAccess.length > 0
        ? hang(
            '  ',
            words('plan.platform', [platformAccess.map((one) => words(`report.access.${one}`)).join(', ')]),
            width,
          )
        : [],
    ),
    ...part('plan.section.dependencies', dependencyLines(report, options)),
    ...part('plan.section.doubts', doubtLines(report, options)),
    ...part('plan.section.beyond', beyondLines(report, options)),
    ...part('plan.section.notFollowed', notFollowedLines(report, options)),
    ...part('plan.section.manual', manualLines(report, options)),
    ...part('plan.section.manualSteps', stepLines(steps, width)),
    ...part('plan.section.exemptions', exemptionLines(report, options)),
    ...(end.length === 0 ? [] : ['', ...end]),
  ].join('\n');
};
