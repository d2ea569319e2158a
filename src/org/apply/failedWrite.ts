import type { Outcome } from '../../grant/grantOutcome.js';
import type { WriteReply } from '../restApi.js';

/** The outcome of a step that the platform refused: all of its errors (fact A21), each with what it is about. */
export const failedWrite = (
  step: Outcome['step'],
  reply: Extract<WriteReply, { ok: false }>,
  nameOf: (ref: string) => string,
): Outcome => ({
  step,
  result: 'failed',
  refused: true,
  code: reply.errors[0]?.errorCode ?? 'UNKNOWN',
  detail: reply.errors.map(({ ref, errorCode, message }) => `${nameOf(ref)}: ${errorCode}: ${message}`).join(' | '),
});
