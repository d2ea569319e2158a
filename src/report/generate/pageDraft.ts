/** The draft of a definition that is made of a vendor's page. */
import type { DraftGroup, DraftRule } from '../../generate/definitionDraft.js';
import { distinctNeeds } from '../../generate/distinctNeeds.js';
import type { DistinctNeed } from '../../generate/distinctNeeds.js';
import { kindsSpokenOf } from '../../generate/pageKinds.js';
import type { PageNeed } from '../../generate/sentence/pageNeed.js';
import type { PageGap, VendorPage } from '../../generate/vendorPage.js';
import { compareKeys } from '../../platform/names.js';
import { isOrgWide } from '../../platform/orgWidePermissions.js';
import type { Words } from '../words.js';
import type { DefinitionDraft } from './definitionYaml.js';

const kindOrder: readonly PageNeed['kind'][] = [
  ...(['userPermission', 'userLicense', 'permissionSetLicense', 'api', 'object', 'field', 'historyTracking'] as const),
];

/** Gaps that stand in the file; further ones are counted. */
const mostGaps = 200;

/** Marks of lists: the reason begins behind them. */
const leading = /^[\s•◦▪·*–—-]+/u;

const subject = (need: PageNeed): string => {
  switch (need.kind) {
    case 'userPermission':
    case 'permissionSetLicense':
    case 'userLicense':
    case 'field':
      return need.names[0] ?? '';
    case 'object':
      return need.sobjects[0] ?? '';
    case 'api':
      return '';
    case 'historyTracking':
      return need.sobject;
  }
};

const ruleOf = ({ need, again }: DistinctNeed, words: Words): DraftRule => {
  const { line, level, onlyWithPassword } = need;
  const strong = need.kind === 'userPermission' && !need.forbid && need.names.some(isOrgWide);
  const number =
    again.length === 0
      ? words('comment.line', [String(line.number)])
      : words('comment.lines', [String(line.number), again.join(', ')]);
  const beside = {
    comment: strong ? words('comment.orgWide', [number]) : number,
    because: line.text.replace(leading, ''),
    ...(level === 'required' ? {} : { level }),
    ...(onlyWithPassword ? { onlyWithPassword } : {}),
  };
  const named = (names: readonly string[]): { name: string; comment: null }[] =>
    names.map((name) => ({ name, comment: null }));
  switch (need.kind) {
    case 'userPermission':
    case 'permissionSetLicense':
    case 'userLicense':
      return {
        ...beside,
        kind: need.kind,
        names: named(need.names),
        ...('forbid' in need && need.forbid ? { forbid: need.forbid } : {}),
      };
    case 'field':
      return { ...beside, kind: need.kind, names: named(need.names), access: need.access };
    case 'object':
      return { ...beside, kind: need.kind, sobjects: need.sobjects, access: need.access };
    case 'api':
      return { ...beside, kind: need.kind, apis: need.apis };
    case 'historyTracking':
      return { ...beside, kind: need.kind, sobject: need.sobject, fields: need.fields };
  }
};

const gapLine = ({ line, sobjects, unknown, unused, near = [] }: PageGap, words: Words): string => {
  const { text } = line;
  const number = String(line.number);
  const meant = near.map(({ name, label }) => (label === null ? name : `${label} (${name})`)).join(', ');
  if (unused.length > 0) {
    const parts = [...unknown, ...unused].join(', ');
    return meant === ''
      ? words('comment.gapUnused', [number, text, parts])
      : words('comment.gapUnused.near', [number, text, parts, meant]);
  }
  if (meant !== '') return words('comment.gapNear', [number, text, meant]);
  if (unknown.length > 0) return words('comment.gapField', [number, text, unknown.join(', ')]);
  const kinds = kindsSpokenOf(text);
  if (kinds.length > 0) return words('comment.gapKind', [number, text, kinds.map((kind) => `"${kind}:"`).join(', ')]);
  return sobjects.length > 0
    ? words(sobjects.length === 1 ? 'comment.gapOf.one' : 'comment.gapOf', [number, text, sobjects.join(', ')])
    : words('comment.gap', [number, text]);
};

/** What people have to read themselves, as lines of a comment. */
export const gapLines = (gaps: readonly PageGap[], words: Words): string[] => gaps.map((gap) => gapLine(gap, words));

/** Lines of a comment below their heading; those beyond the bound are counted. */
const commented = (heading: string, lines: readonly string[], words: Words): string[] =>
  lines.length === 0
    ? []
    : [
        words(heading),
        ...lines.slice(0, mostGaps).map((one) => `  ${one}`),
        ...(lines.length > mostGaps ? [`  ${words('comment.more', [String(lines.length - mostGaps)])}`] : []),
      ];

/** The draft: rules by kind and name, each with its line as the reason, and below them what was not understood. */
export const pageDraft = (
  { needs, gaps, others }: VendorPage,
  { id, label, file }: { readonly id: string; readonly label: string; readonly file: string },
  words: Words,
): DefinitionDraft => {
  const all = distinctNeeds(needs);
  const isForbidden = ({ need }: DistinctNeed): boolean => need.kind === 'userPermission' && need.forbid === true;
  const forbidden = all.filter(isForbidden).map((one) => ruleOf(one, words));
  const groups = kindOrder.flatMap((kind): DraftGroup[] => {
    const own = all
      .filter((one) => one.need.kind === kind && !isForbidden(one))
      .sort(({ need: a }, { need: b }) => compareKeys(subject(a), subject(b)) || a.line.number - b.line.number);
    return own.length === 0
      ? []
      : [{ heading: words(`comment.group.${kind}`), rules: own.map((one) => ruleOf(one, words)) }];
  });
  const below = [
    commented('comment.gaps', gapLines(gaps, words), words),
    commented(
      'comment.others',
      others.map(({ number, text }) => words('comment.gap', [String(number), text])),
      words,
    ),
  ].filter((paragraph) => paragraph.length > 0);
  return {
    id,
    label,
    description: null,
    extends: null,
    variant: null,
    features: [],
    above: [words('comment.madeFrom.Page', [file]), words('comment.readIt')],
    groups: [
      ...groups,
      ...(forbidden.length > 0 ? [{ heading: words('comment.group.forbidden'), rules: forbidden }] : []),
    ],
    below: below.flatMap((paragraph, at) => [...(at > 0 ? [''] : []), ...paragraph]),
  };
};
