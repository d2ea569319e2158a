import type { OrgIdentity } from '../../access/snapshot.js';
import type { PlanOrigin } from '../../grant/savedPlan.js';
import { includeOf } from '../../grant/savedPlan.js';
import { fillingWords } from '../../definition/filling.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';
import type { TextOptions } from '../check/textStyle.js';

/** What the command that carries a plan out is made of. */
export type ApplyWords = {
  /** How the program is called. */
  readonly program: string;
  readonly org: Pick<OrgIdentity, 'username' | 'instanceUrl'>;
  readonly origin: PlanOrigin;
  readonly users: readonly string[];
  /** Where the plan is kept; undefined where it is not. */
  readonly savedAs: string | undefined;
};

type ApplyOptions = Pick<TextOptions, 'commandLine' | 'saysAuthentication' | 'runnerLacks'>;

/** The login of the run; whoever may not carry it out asks somebody else, whose login nobody knows here. */
export const loginWords = ({ username }: { readonly username: string }, runnerLacks: readonly string[]): string[] =>
  runnerLacks.length === 0 ? ['-o', username] : [];

/** What stands above the command: for whom it is. */
export const applySentence = (
  { instanceUrl }: { readonly instanceUrl: string },
  { words, runnerLacks = [] }: Pick<TextOptions, 'words' | 'runnerLacks'>,
): string => (runnerLacks.length === 0 ? words('info.apply') : words('info.applyByOther', [visible(instanceUrl)]));

/** The command that carries a plan out. */
export const applyCommand = (
  { program, org, origin, users, savedAs }: ApplyWords,
  { commandLine, saysAuthentication, runnerLacks = [] }: ApplyOptions,
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
  return commandLine([program, 'integration', 'grant', ...what, ...loginWords(org, runnerLacks)]);
};

/** How to carry out what a dry run has shown: a sentence and the command. */
export const applyText = (apply: ApplyWords, options: TextOptions): string =>
  [...hang('', applySentence(apply.org, options), options.width), `  ${applyCommand(apply, options)}`].join('\n');
