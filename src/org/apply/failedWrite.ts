import type { Outcome } from '../../grant/grantOutcome.js';
import { platformCode } from '../../platform/platformCode.js';
import type { WriteError, WriteReply } from '../restApi.js';

/** What the platform said of a write that it refused: the code of the first error, and all of them in its words (fact A21). */
export const refusalIn = (
  errors: readonly WriteError[],
  nameOf?: (ref: string) => string,
): Required<Pick<Outcome, 'code' | 'detail'>> => ({
  code: platformCode(errors[0]?.errorCode),
  detail: errors
    .map(({ ref, errorCode, message }) => [...(nameOf ? [nameOf(ref)] : []), errorCode, message].join(': '))
    .join(' | '),
});

/** The outcome of a step that the platform refused: all of its errors, each with what it is about. */
export const failedWrite = (
  step: Outcome['step'],
  reply: Extract<WriteReply, { ok: false }>,
  nameOf: (ref: string) => string,
): Outcome => ({ step, result: 'failed', refused: true, ...refusalIn(reply.errors, nameOf) });
