import type { Undo } from '../../grant/undo.js';
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
  /** The permission set, where it was named. */
  readonly permissionSet: string | undefined;
};

/** How to take a grant back: a sentence, and the command where there is one. */
export const undoText = (
  undo: Undo,
  { program, org, reference, receipt, permissionSet }: UndoWords,
  { words, commandLine, width }: TextOptions,
): string => {
  const sentence = hang('', words(`undo.${undo.how}`), width);
  if (undo.how === 'byHand') return sentence.join('\n');
  const what =
    undo.how === 'receipt'
      ? ['--receipt', receipt ?? '']
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
  return [...sentence, `  ${command}`].join('\n');
};
