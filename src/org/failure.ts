import type { FailureCode } from '../failureCode.js';
import { mayHaveWritten } from '../platform/uncertainFailures.js';
import { Refusal } from '../refusal.js';

/** The refusal of a reader or writer of the org. */
export class OrgFailure extends Refusal {
  declare public readonly code: FailureCode;
  declare public readonly args: readonly string[];
  /** Whether the request that failed may have changed the org all the same. */
  public readonly maybeWritten: boolean;

  public constructor(
    code: FailureCode,
    args: readonly string[] = [],
    { maybeWritten = mayHaveWritten(code) }: { readonly maybeWritten?: boolean } = {},
  ) {
    super('failure', code, args);
    this.name = 'OrgFailure';
    this.maybeWritten = maybeWritten;
  }
}
