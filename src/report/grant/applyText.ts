import type { PlanOrigin } from '../../grant/savedPlan.js';
import { includeOf } from '../../grant/savedPlan.js';
import { fillingWords } from '../../definition/filling.js';
import { hang } from '../layout.js';
import type { TextOptions } from '../check/textStyle.js';

/** What the command that carries a plan out is made of. */
export type ApplyWords = {
  /** How the program is called. */
  readonly program: string;
  readonly org: string;
  readonly origin: PlanOrigin;
  readonly users: readonly string[];
  /** Where the plan is kept; undefined where it is not. */
  readonly savedAs: string | undefined;
};

/** The command that carries a plan out. */
export const applyCommand = (
  { program, org, origin, users, savedAs }: ApplyWords,
  { commandLine, saysAuthentication }: Pick<TextOptions, 'commandLine' | 'saysAuthentication'>,
): string => {
  const { reference, authentication, scope, permissionSet } = origin;
  const include = includeOf(scope);
  const what =
    savedAs === undefined
      ? [
          ...['-i', reference, ...users.flatMap((username) => ['-u', username])],
          ...fillingWords(origin),
          ...(authentication === 'oauth' && saysAuthentication !== true ? [] : ['--authentication', authentication]),
          ...include.flatMap((word) => ['--include', word]),
          ...(scope.minimum ? ['--minimum'] : []),
          ...(permissionSet === null ? [] : ['--permission-set', permissionSet]),
        ]
      : ['--plan', savedAs];
  return commandLine([program, 'integration', 'grant', ...what, '-o', org]);
};

/** How to carry out what a dry run has shown: a sentence and the command. */
export const applyText = (apply: ApplyWords, options: TextOptions): string =>
  [...hang('', options.words('info.apply'), options.width), `  ${applyCommand(apply, options)}`].join('\n');
