import type { Context } from './context.js';
import { spelledObject } from './context.js';
import { absentObject, objectPresence } from './presence.js';
import type { Requirement } from './requirement.js';
import { verdict } from './verdict.js';
import type { Verdict } from './verdict.js';

/** The verdict of kinds that are read and described but not judged yet: unknown, never fine. */
export const notEvaluated = (
  { schema }: Context,
  { need, ifPresent }: Requirement<{ readonly kind: string; readonly sobject: string }>,
): Verdict => {
  const sobject = spelledObject(schema, need.sobject);
  return objectPresence(schema, need.sobject) === 'absent'
    ? absentObject(sobject, ifPresent)
    : verdict('unknown', 'NOT_EVALUATED', [need.kind, sobject]);
};
