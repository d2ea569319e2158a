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
