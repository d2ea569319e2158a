import { entryId } from '../../../src/access/entry.js';
import { requirementId } from '../../../src/kinds/requirementId.js';
import type { Verdict } from '../../../src/kinds/verdict.js';

/**
 * A verdict in one line, with all that sentences, reports and plans are made from:
 * `unmet CODE (arguments), variant; waits for id; from Source via Permission; but Source is expired; unread CODE Part`.
 */
export const said = ({ status, code, args, variant, blockers, grantedBy, hints, gap, never }: Verdict): string =>
  [
    `${status} ${code} (${args.join(' | ')})${variant === undefined ? '' : `, ${variant}`}`,
    ...blockers.map((blocker) => `waits for ${requirementId(blocker, blocker.forbid)}`),
    ...grantedBy.map(({ name, via }) => `from ${name}${via === undefined ? '' : ` via ${via}`}`),
    ...hints.map(({ kind, source }) => `but ${source} is ${kind}`),
    ...(never ? ['for ever'] : []),
    ...(gap ? [`unread ${gap.code} ${gap.part}`] : []),
  ].join('; ');

const listed = (title: string, all: readonly string[]): string[] =>
  all.length === 0 ? [] : [`${title} ${all.join(', ')}`];

/**
 * The same with all else that a finding holds: what closes it, what is named beside it, and how sure it is:
 * `…; gives userPermission:X, license Y; then object:Account:read; beside userPermission:Z; license Salesforce; by way 1`.
 */
export const saidWhole = (finding: Verdict): string => {
  const { remedy, besides = [], userLicense, alternative, concluded, missing } = finding;
  return [
    said(finding),
    ...(remedy === null
      ? []
      : [
          `gives ${[
            ...remedy.entries.map(entryId),
            ...remedy.licenses.map((name) => `license ${name}`),
            ...remedy.permissionSets.map((name) => `set ${name}`),
          ].join(', ')}`.trim(),
          ...listed('then', remedy.objectAccess.map(entryId)),
        ]),
    ...listed('beside', besides.map(entryId)),
    ...(userLicense === undefined ? [] : [`license ${userLicense}`]),
    ...(alternative === undefined ? [] : [`by way ${alternative + 1}`]),
    ...(concluded === undefined ? [] : [concluded ? 'concluded' : 'not concluded']),
    ...(missing ? ['missing for sure'] : []),
    ...(finding.gap?.detail ? [`as ${finding.gap.detail}`] : []),
  ].join('; ');
};
