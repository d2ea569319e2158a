import type { Judged } from '../../../../src/automation/automationDetail.js';

/** A verdict with its reason and the words of its sentence, as tables write it: `changes FLOW_WRITES (Phone)`. */
export const told = ({ verdict, reason, args }: Judged): string =>
  `${verdict} ${reason}${args.map((arg) => ` (${arg})`).join('')}`;
