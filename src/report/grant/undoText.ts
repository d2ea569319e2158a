import type { Undo } from '../../grant/undo.js';
import type { Step } from '../check/stepList.js';
import type { TextOptions } from '../check/textStyle.js';
import { hang } from '../layout.js';

/** What the command that takes a grant back is made of. */
export type UndoWords = {
  /** How the program is called. */
  readonly program: string;
  readonly org: string;
  /** How the definition was named. */
  readonly reference: string;
  /** The path of the receipt; undefined where it was not kept. */
  readonly receipt: string | undefined;
  /** The receipt holds several grants: the definition says which. */
  readonly isOfSeveral?: boolean;
  /** The permission set, where it was named. */
  readonly permissionSet: string | undefined;
};

/** How to take a grant back, with the command where there is one. */
export const undoStep = (
  undo: Undo,
  { program, org, reference, receipt, permissionSet, isOfSeveral = false }: UndoWords,
  { words, commandLine }: TextOptions,
): Step => {
  const text = words(`undo.${undo.how}`);
  if (undo.how === 'byHand') return { text };
  const what =
    undo.how === 'receipt'
      ? ['--receipt', receipt ?? '', ...(isOfSeveral ? ['-i', reference] : [])]
      : [
          '-i',
          reference,
          ...(permissionSet === undefined ? [] : ['--permission-set', permissionSet]),
          ...undo.usernames.flatMap((username) => ['-u', username]),
        ];
  const command = commandLine([
    program,
    'integration',
    'revoke',
    '-o',
    org,
    ...what,
    ...(undo.deletesSet ? ['--delete'] : []),
  ]);
  return { text, command };
};

/** The same as lines: a sentence, and the command on a line of its own. */
export const undoText = (undo: Undo, about: UndoWords, options: TextOptions): string => {
  const { text, command } = undoStep(undo, about, options);
  return [...hang('', text, options.width), ...(command === undefined ? [] : [`  ${command}`])].join('\n');
};
