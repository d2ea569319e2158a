import { matcherOf } from '../../platform/names.js';
import type { Context } from '../context.js';
import { notRead } from '../presence.js';
import { unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';

export const objectPatternCodes = { settled: ['NO_MATCHING_OBJECT'] } as const;

/**
 * The verdict about a pattern that was not taken apart into objects (`overObjects`): none matches, or nobody knows which
 * objects take permissions (fact B4).
 */
export const judgeObjectPattern = ({ schema }: Pick<Context, 'schema'>, pattern: string): Verdict => {
  const { permissionableObjects: objects } = schema;
  if (!objects.known) return unreadable(pattern, objects.gap);
  return [...objects.value.values()].some(matcherOf(pattern))
    ? notRead(pattern)
    : verdict('notApplicable', 'NO_MATCHING_OBJECT', [pattern]);
};
