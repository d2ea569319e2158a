import type { GrantedBy } from '../access/snapshot.js';
import type { Status } from '../check/finding.js';
import { objectAccesses } from '../definition/requirement.js';
import type { ObjectAccess } from '../definition/requirement.js';
import type { CheckResult, FindingResult, OneCheck } from './checkResult.js';
import { columns, hang, widthsOf } from './layout.js';
import { visible } from './visible.js';

/** How a text is coloured; colour never carries a meaning that the words do not. */
export type Paint = (tone: 'good' | 'bad' | 'unsure' | 'quiet' | 'heading', text: string) => string;

export type TextOptions = {
  readonly width: number;
  readonly verbose: boolean;
  readonly paint: Paint;
  /** The command that was run, to be repeated. */
  readonly command: string;
};

const tags: Readonly<Record<Status, string>> = {
  met: 'ok',
  degraded: 'PARTLY',
  unmet: 'MISSING',
  impossible: 'IMPOSSIBLE',
  unknown: 'UNKNOWN',
  notApplicable: 'n/a',
  waived: 'waived',
};

const tones: Readonly<Record<Status, Parameters<Paint>[0]>> = {
  met: 'good',
  degraded: 'unsure',
  unmet: 'bad',
  impossible: 'bad',
  unknown: 'unsure',
  notApplicable: 'quiet',
  waived: 'quiet',
};

const tagWidth = 12;
const isOpen = (finding: FindingResult): boolean => finding.status !== 'met' && finding.status !== 'notApplicable';
const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

const tag = (finding: FindingResult, { paint }: TextOptions): string =>
  paint(tones[finding.status], tags[finding.status].padEnd(tagWidth - 2)) + '  ';

const levelNote = (finding: FindingResult): string => (finding.level === 'required' ? '' : ` (${finding.level})`);

const sourceText = (source: GrantedBy): string => {
  const kind = source.type === 'Profile' ? 'profile' : source.type === 'PermissionSet' ? 'permission set' : 'group';
  const name = source.namespace === null ? source.name : `${source.namespace}__${source.name}`;
  const through = source.through ? `, permission set ${source.through.join(', ')}` : '';
  const via = source.via === undefined ? '' : ` via ${source.via}`;
  const expires = source.expiresAt === undefined ? '' : ` until ${source.expiresAt}`;
  return visible(`${kind} ${name}${through}${via}${expires}`);
};

const grantedText = (finding: FindingResult): string[] =>
  finding.grantedBy.length > 0 ? [`from: ${unique(finding.grantedBy.map(sourceText)).join('; ')}`] : [];

/** A finding on its own: what, why it is needed, what to do. */
const item = (finding: FindingResult, options: TextOptions): string[] => {
  const indent = ' '.repeat(2 + tagWidth);
  const line = (prefix: string, text: string): string[] => hang(indent + prefix, visible(text), options.width);
  const open = isOpen(finding);
  return [
    `  ${tag(finding, options)}${visible(finding.id)}${levelNote(finding)}`,
    ...(open ? line('', finding.message) : []),
    ...(options.verbose || finding.code === 'FORBIDDEN_HELD'
      ? grantedText(finding).flatMap((text) => line('', text))
      : []),
    ...(open ? finding.because.flatMap((why) => line('why: ', why)) : []),
    ...(open ? finding.actions.flatMap((action) => line('> ', action)) : []),
  ];
};

/** Findings of the same sort that differ only in their subject, told once. */
const notEvaluated = (findings: readonly FindingResult[], options: TextOptions): string[] => {
  const [first] = findings;
  if (!first) return [];
  const indent = ' '.repeat(2 + tagWidth);
  return [
    `  ${tag(first, options)}${hang('', findings.map((f) => visible(f.id)).join(', '), options.width - 2 - tagWidth).join(`\n${indent}`)}`,
    ...hang(indent, `This version does not look at these yet.${levelNote(first)} Check them by hand.`, options.width),
  ];
};

const heading = (text: string, { paint }: TextOptions): string => paint('heading', text);

const section = (title: string, lines: readonly string[], options: TextOptions): string[] =>
  lines.length === 0 ? [] : ['', heading(title, options), ...lines];

const isVisible = (finding: FindingResult, options: TextOptions): boolean => options.verbose || isOpen(finding);

const accessHeadings: Readonly<Record<ObjectAccess, string>> = {
  read: 'Read',
  create: 'Create',
  edit: 'Edit',
  delete: 'Delete',
  viewAllRecords: 'ViewAll',
  modifyAllRecords: 'ModifyAll',
  viewAllFields: 'AllFields',
};

type ObjectFinding = { readonly sobject: string; readonly access: ObjectAccess; readonly finding: FindingResult };

const objectFindings = (findings: readonly FindingResult[]): ObjectFinding[] =>
  findings.flatMap((finding) => {
    const [, sobject = '', access = ''] = /^object:(.+):(\w+)$/.exec(finding.id) ?? [];
    const word = objectAccesses.find((known) => known === access);
    return word ? [{ sobject, access: word, finding }] : [];
  });

const cell = (finding: FindingResult | undefined): string => {
  if (!finding) return '-';
  const short: Partial<Record<Status, string>> = { impossible: 'IMPOSS.', notApplicable: 'n/a' };
  const word = short[finding.status] ?? tags[finding.status];
  return finding.level === 'required' || !isOpen(finding) ? word : word.toLowerCase();
};

/** Sentences below the matrix: those that say more than "missing", each once. */
const objectNotes = (rows: readonly ObjectFinding[], options: TextOptions): string[] => {
  const plain = new Set(['OBJECT_PERMISSION_MISSING', 'NOT_IN_THIS_ORG']);
  const open = rows.filter(({ finding }) => isOpen(finding));
  const special = open.filter(({ finding }) => !plain.has(finding.code));
  const objects = unique(open.map(({ sobject }) => sobject));
  const whys = objects.flatMap((sobject) => {
    const reasons = unique(open.filter((row) => row.sobject === sobject).flatMap(({ finding }) => finding.because));
    return reasons.flatMap((why) => hang('    ', visible(`${sobject}: ${why}`), options.width));
  });
  const messages = unique(special.map(({ finding }) => finding.message)).flatMap((text) =>
    hang('    ', visible(text), options.width),
  );
  const blockers = unique(
    open.flatMap(({ finding }) => finding.blockedBy ?? []).filter((id) => id.startsWith('license:')),
  );
  const waits = blockers.flatMap((id) => hang('    ', `Not possible before ${id} is there.`, options.width));
  const actions = open.some(({ finding }) => finding.code === 'OBJECT_PERMISSION_MISSING')
    ? hang(
        '    > ',
        'In a permission set assigned to the user, open Object Settings and enable what is missing.',
        options.width,
      )
    : [];
  const hints = unique(
    open.flatMap(({ finding }) => finding.actions).filter((text) => / would give it|takes it away/.test(text)),
  );
  return [
    ...messages,
    ...whys,
    ...waits,
    ...hints.flatMap((text) => hang('    ! ', visible(text), options.width)),
    ...actions,
  ];
};

const objectSection = (findings: readonly FindingResult[], options: TextOptions): string[] => {
  const all = objectFindings(findings);
  const shown = unique(all.filter(({ finding }) => isVisible(finding, options)).map(({ sobject }) => sobject));
  if (shown.length === 0) return [];
  const words = objectAccesses.filter((access) =>
    all.some((row) => row.access === access && shown.includes(row.sobject)),
  );
  const rows = shown.map((sobject) => [
    visible(sobject),
    ...words.map((access) => cell(all.find((row) => row.sobject === sobject && row.access === access)?.finding)),
  ]);
  const table = [['', ...words.map((access) => accessHeadings[access])], ...rows];
  const widths = widthsOf(table);
  const toned = (line: string): string =>
    line
      .replace(/\b(MISSING|IMPOSS\.)/g, (word) => options.paint('bad', word))
      .replace(/\b(UNKNOWN|PARTLY)\b/g, (word) => options.paint('unsure', word));
  return [
    ...table.map((row) => `  ${toned(columns(row, widths))}`),
    ...objectNotes(all, options),
    ...(options.verbose
      ? all
          .filter(({ finding }) => finding.grantedBy.length > 0)
          .flatMap(({ finding }) =>
            hang('    ', visible(`${finding.id} ${grantedText(finding).join('')}`), options.width),
          )
      : []),
  ];
};

type FieldGroup = { readonly title: string; readonly findings: FindingResult[] };

const fieldGroups = (findings: readonly FindingResult[]): FieldGroup[] => {
  const groups = new Map<string, FieldGroup>();
  for (const finding of findings) {
    const [, sobject = '', , access = ''] = /^(?:not:)?field:([^.]+)\.(.+):(\w+)$/.exec(finding.id) ?? [];
    const blocked = finding.code === 'BLOCKED_BY_OBJECT' ? ` waits for ${(finding.blockedBy ?? []).join(', ')}` : '';
    const title = `${sobject} ${access}${blocked}${levelNote(finding)}`;
    const key = [finding.status, finding.code, title].join('|');
    const group = groups.get(key) ?? { title, findings: [] };
    group.findings.push(finding);
    groups.set(key, group);
  }
  return [...groups.values()];
};

const fieldName = (id: string): string => /\.([^:]+):/.exec(id)?.[1] ?? id;

const fieldSection = (findings: readonly FindingResult[], options: TextOptions): string[] => {
  const shown = findings.filter((finding) => isVisible(finding, options));
  const indent = ' '.repeat(2 + tagWidth);
  return fieldGroups(shown).flatMap(({ title, findings: group }) => {
    const [first] = group;
    if (!first) return [];
    const names = visible(group.map(({ id }) => fieldName(id)).join(', '));
    const more = !['FIELD_PERMISSION_MISSING', 'BLOCKED_BY_OBJECT', 'GRANTED', 'FOLLOWS_OBJECT'].includes(first.code);
    return [
      `  ${tag(first, options)}${visible(title)}`,
      ...hang(indent, names, options.width),
      ...(more && isOpen(first)
        ? unique(group.map(({ message }) => message))
            .slice(0, 3)
            .flatMap((text) => hang(indent, visible(text), options.width))
        : []),
      ...(isOpen(first)
        ? unique(group.flatMap(({ because }) => because)).flatMap((why) =>
            hang(`${indent}why: `, visible(why), options.width),
          )
        : []),
      ...(first.code === 'FIELD_PERMISSION_MISSING'
        ? hang(
            `${indent}> `,
            'In a permission set assigned to the user, enable them under the object’s field permissions.',
            options.width,
          )
        : []),
      ...(options.verbose
        ? unique(group.flatMap(grantedText)).flatMap((text) => hang(indent, text, options.width))
        : []),
    ];
  });
};

const others: readonly { readonly title: string; readonly kinds: readonly string[] }[] = [
  { title: 'User', kinds: ['user', 'license'] },
  { title: 'System permissions', kinds: ['userPermission'] },
  { title: 'APIs', kinds: ['api'] },
  { title: 'Alternatives', kinds: ['anyOf'] },
  { title: 'Field history tracking', kinds: ['historyTracking'] },
  { title: 'Picklist values and automation', kinds: ['picklistValue', 'automation'] },
];

const otherSection = (findings: readonly FindingResult[], options: TextOptions): string[] => {
  const shown = findings.filter((finding) => isVisible(finding, options));
  const later = shown.filter((finding) => finding.code === 'NOT_EVALUATED');
  return [
    ...shown.filter((finding) => finding.code !== 'NOT_EVALUATED').flatMap((finding) => item(finding, options)),
    ...notEvaluated(later, options),
  ];
};

const summaryLine = ({ summary }: OneCheck): string => {
  const words: [Status, string][] = [
    ['met', 'met'],
    ['degraded', 'partly met'],
    ['unmet', 'missing'],
    ['impossible', 'impossible'],
    ['unknown', 'unknown'],
    ['notApplicable', 'not in this org'],
    ['waived', 'waived'],
  ];
  return words
    .filter(([status]) => summary[status] > 0 || status === 'met')
    .map(([status, word]) => `${summary[status]} ${word}`)
    .join(', ');
};

const integrationName = ({ integration, variant }: OneCheck): string =>
  variant === null ? integration : `${integration}@${variant}`;

const verdictLine = (check: OneCheck, options: TextOptions): string => {
  const required = (status: Status): number =>
    check.findings.filter((f) => f.level === 'required' && f.status === status).length;
  if (check.ready) return options.paint('good', 'READY') + '  Nothing that is required is missing.';
  const missing = required('unmet') + required('impossible');
  if (missing > 0)
    return (
      options.paint('bad', 'NOT READY') + `  ${missing} required ${missing === 1 ? 'need is' : 'needs are'} not there.`
    );
  if (required('unknown') > 0)
    return options.paint('unsure', 'NOT KNOWN') + `  ${required('unknown')} required could not be read or decided.`;
  return options.paint('unsure', 'NOT READY') + '  Something recommended is missing or not known.';
};

const modeWords: Readonly<Record<OneCheck['mode'], string>> = {
  admin: 'read from permission sets, profile and groups',
  self: 'as the user sees itself; where access comes from cannot be seen',
};

const one = (check: OneCheck, result: CheckResult, options: TextOptions): string[] => {
  const { user, findings } = check;
  const requested =
    user.requestedUsername === undefined ? '' : ` (asked for ${user.requestedUsername}; taken with the sandbox suffix)`;
  const about: [string, string][] = [
    ['Integration', integrationName(check)],
    ['User', `${user.name} <${user.username}>${requested}`],
    ['Profile', `${user.profile ?? '(hidden)'}, license ${user.userLicense === '' ? '(hidden)' : user.userLicense}`],
    ['Org', `${result.org.instanceUrl} (${result.org.id}), API ${result.org.apiVersion}`],
    ['Mode', `${check.mode}: ${modeWords[check.mode]}; run by ${result.org.username}`],
  ];
  const ofKind = (kinds: readonly string[]): FindingResult[] =>
    findings.filter((finding) => kinds.includes(finding.kind));
  const forbidden = findings.filter((finding) => finding.id.startsWith('not:') && finding.kind !== 'userPermission');
  const plain = (finding: FindingResult): boolean => !forbidden.includes(finding);
  const [user0, permissions, ...rest] = others;
  const list = (part: (typeof others)[number] | undefined): string[] =>
    part ? section(part.title, otherSection(ofKind(part.kinds), options), options) : [];
  return [
    ...about.flatMap(([label, text]) => hang(`${label.padEnd(12)} `, visible(text), options.width)),
    '',
    verdictLine(check, options),
    ...list(user0),
    ...list(permissions),
    ...section('Objects', objectSection(ofKind(['object']).filter(plain), options), options),
    ...section('Fields', fieldSection(ofKind(['field']).filter(plain), options), options),
    ...section('Forbidden', otherSection(forbidden, options), options),
    ...rest.flatMap(list),
    '',
    `Summary: ${summaryLine(check)}.`,
  ];
};

/** One line per user and integration, before any detail. */
const matrix = (result: CheckResult, options: TextOptions): string[] => {
  const word = (check: OneCheck): string => {
    if (check.ready) return 'READY';
    return check.findings.some((f) => f.level === 'required' && (f.status === 'unmet' || f.status === 'impossible'))
      ? 'NOT READY'
      : 'NOT KNOWN';
  };
  const rows = result.checks.map((check) => [
    integrationName(check),
    visible(check.user.username),
    word(check),
    String(check.summary.met),
    String(check.summary.unmet + check.summary.impossible),
    String(check.summary.unknown),
  ]);
  const table = [['Integration', 'User', 'Ready?', 'Met', 'Missing', 'Unknown'], ...rows];
  const widths = widthsOf(table);
  return table.map((row, i) => (i === 0 ? heading(columns(row, widths), options) : columns(row, widths)));
};

const next = (result: CheckResult, options: TextOptions): string[] => {
  const open = result.checks.find((check) => !check.ready);
  if (!open) {
    return [
      '',
      ...hang(
        'Next: ',
        'keep it so. This command in a pipeline exits 0 as long as nothing required is missing:',
        options.width,
      ),
      `  ${options.command}`,
    ];
  }
  const details = `sf integration describe -i ${integrationName(open)}`;
  return [
    '',
    ...hang('Next: ', 'close the gaps marked with > and check again:', options.width),
    `  ${options.command}`,
    'What is needed and why, for whoever has to approve it:',
    `  ${details}`,
  ];
};

/** The whole report for people: a readiness matrix where there are several checks, then each check, then what to do next. */
export const checkText = (result: CheckResult, options: TextOptions): string => {
  const several = result.checks.length > 1;
  const rule = '-'.repeat(Math.min(options.width, 80));
  const details = result.checks.flatMap((check) => [...(several ? ['', rule] : []), ...one(check, result, options)]);
  const calls = `${result.apiCalls} API calls.`;
  return [
    ...(several ? matrix(result, options) : []),
    ...details,
    ...(several ? ['', rule] : []),
    calls,
    ...next(result, options),
  ].join('\n');
};
