/** Who has one thing, for people. */
import type { ExplainTextOptions } from './explainText.js';
import { section } from '../check/textStyle.js';
import { counted } from '../counted.js';
import { evidenceText } from '../evidence.js';
import { hang, padded } from '../layout.js';
import { sourceName } from '../needName.js';
import { orgMark, orgPlace } from '../orgText.js';
import { visible } from '../visible.js';
import { isNotInOrg } from '../../explain/misspelt.js';
import type { SourceOfUsers } from '../../explain/whoHolds.js';
import { actionsOf } from '../words.js';
import type { WhoReport } from './whoReport.js';

export type WhoTextOptions = Omit<ExplainTextOptions, 'explainThat' | 'contentOf'>;

/** Users that are shown, and sources; what goes beyond is counted. */
const most = 20;

const inDigits = (number: number): string => number.toLocaleString('en');

const head = ({ org, at, about }: WhoReport, { words, width, plugin }: WhoTextOptions): string[] => {
  const line = (label: string, text: string): string[] => hang(padded(label, 13), visible(text), width);
  return [
    ...line(words('head.subject'), about.name),
    ...line(words('report.org'), words('report.org.text', [orgMark(org, words), orgPlace(org)])),
    ...line(words('report.checked'), evidenceText(org, at, { words, plugin })),
  ];
};

/** Whoever is not active is counted; where they are listed nobody is told how to have them listed. */
const inactiveKey = (inactive: number, users: WhoReport['users']): string => {
  const isListed = users.some(({ isActive }) => !isActive);
  return `who.inactive${isListed ? '.listed' : ''}${inactive === 1 ? '.one' : ''}`;
};

/** How many have it, in sentences: the first is the verdict. */
export const whoSentences = (
  { active, inactive, withoutAny, about, unclear, vocabulary, users }: WhoReport,
  words: WhoTextOptions['words'],
): readonly [string, ...string[]] =>
  active === null || inactive === null
    ? [words('who.everybody')]
    : [
        words(active === 1 ? 'who.active.one' : 'who.active', [inDigits(active)]),
        // What nobody has because of the org, the finding says.
        ...(about.status === 'impossible' ? [about.message] : []),
        ...(isNotInOrg(about) ? actionsOf([about], vocabulary) : []),
        ...(inactive === 0 ? [] : [words(inactiveKey(inactive, users), [inDigits(inactive)])]),
        ...(unclear.length === 0 ? [] : [words('who.unclear', [inDigits(unclear.length)])]),
        ...(withoutAny === 'unknown' ? [words('who.others', [about.message])] : []),
      ];

const more = (shown: number, all: number, { words }: WhoTextOptions): string[] =>
  all > shown ? [`  ${words('who.more', [inDigits(all - shown)])}`] : [];

/** The source with what implies it, as people know it. */
export const sourceOfUsersName = (source: SourceOfUsers, { vocabulary }: WhoReport): string =>
  sourceName(source, vocabulary);

const sourceLines = (report: WhoReport, options: WhoTextOptions): string[] => {
  const { sources } = report;
  const shown = sources.slice(0, most);
  const widest = Math.max(0, ...shown.map(({ users }) => inDigits(users).length));
  return section(
    options.words('who.section.sources'),
    [
      ...shown.flatMap((source) =>
        hang(`  ${inDigits(source.users).padStart(widest)}  `, sourceOfUsersName(source, report), options.width),
      ),
      ...more(shown.length, sources.length, options),
    ],
    options,
  );
};

type Person = { readonly name: string; readonly username: string; readonly isActive: boolean | null };

const personText = ({ name, username, isActive }: Person, words: WhoTextOptions['words']): string =>
  visible(
    `${name === '' ? username : `${name} <${username}>`}${isActive !== false ? '' : `, ${words('who.notActive')}`}`,
  );

const userLines = (report: WhoReport, options: WhoTextOptions): string[] => {
  const { users, vocabulary } = report;
  const { words, width } = options;
  const shown = users.slice(0, most);
  return section(
    words('who.section.users'),
    [
      ...shown.flatMap((user) => [
        ...hang('  ', personText(user, words), width),
        ...user.grantedBy.flatMap((source) => hang('    ', sourceName(source, vocabulary), width)),
        ...(user.inPart === null ? [] : hang('    ', visible(user.inPart.message), width)),
      ]),
      ...more(shown.length, users.length, options),
    ],
    options,
  );
};

/** Those of whom nobody can tell, by the reason. */
const unclearLines = ({ unclear }: WhoReport, options: WhoTextOptions): string[] => {
  const { words, width } = options;
  const byReason = new Map<string, Person[]>();
  for (const { finding, ...person } of unclear)
    byReason.set(finding.message, [...(byReason.get(finding.message) ?? []), person]);
  return section(
    words('who.section.unclear'),
    [...byReason].flatMap(([message, people]) => [
      ...hang('  ', visible(message), width),
      ...people.slice(0, most).flatMap((person) => hang('    ', personText(person, words), width)),
      ...more(Math.min(most, people.length), people.length, options),
    ]),
    options,
  );
};

/** All of it: counts, sources, and the first of the users. */
export const whoText = (report: WhoReport, options: WhoTextOptions): string => {
  const { words, width, paint } = options;
  const [verdict, ...further] = whoSentences(report, words);
  return [
    ...head(report, options),
    '',
    paint('heading', verdict),
    ...further.flatMap((sentence) => hang('', visible(sentence), width)),
    ...sourceLines(report, options),
    ...userLines(report, options),
    ...unclearLines(report, options),
    '',
    counted('report.apiCalls', report.apiCalls, words),
  ].join('\n');
};
