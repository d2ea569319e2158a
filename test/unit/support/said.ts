import type { Verdict } from '../../../src/check/finding.js';

/**
 * A verdict in one line, with all that sentences, reports and plans are made from:
 * `unmet CODE (arguments); waits for id; from Source via Permission; but Source is expired; unread CODE Part`.
 */
export const said = ({ status, code, args, blockedBy, grantedBy, hints, gap, never }: Verdict): string =>
  [
    `${status} ${code} (${args.join(' | ')})`,
    ...blockedBy.map((id) => `waits for ${id}`),
    ...grantedBy.map(({ name, via }) => `from ${name}${via === undefined ? '' : ` via ${via}`}`),
    ...hints.map(({ kind, source }) => `but ${source} is ${kind}`),
    ...(never ? ['for ever'] : []),
    ...(gap ? [`unread ${gap.code} ${gap.part}`] : []),
  ].join('; ');
