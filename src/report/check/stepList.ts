/** How next steps are listed: numbered, commands to be copied among them, what is only recommended below a line of its own. */
import { hang } from '../layout.js';
import { visible } from '../visible.js';
import type { TextOptions } from './textStyle.js';

/** Something to do, with the command that does it where there is one. */
export type Step = { readonly text: string; readonly command?: string };

/** Steps as a numbered list; a command stands on a line of its own and is never broken. @param done how many stand above */
export const stepLines = (steps: readonly Step[], width: number, done = 0): string[] =>
  steps.flatMap(({ text, command }, at) => {
    const number = `  ${done + at + 1}. `;
    const own = command === undefined ? [] : [' '.repeat(number.length) + visible(command)];
    return [...hang(number, visible(text), width), ...own];
  });

/** Steps in their order: what counts first, then below a line of its own what is only recommended, then the next check. */
export type Steps = {
  readonly first: readonly Step[];
  readonly recommended: readonly Step[];
  readonly last: readonly Step[];
};

/** All of them as lines. */
export const linesOf = ({ first, recommended, last }: Steps, { words, width }: TextOptions): string[] => {
  const [only, ...others] = recommended;
  // One step says it of itself, which takes no line.
  if (only && others.length === 0) {
    const said = { ...only, text: words('report.step.onlyRecommended', [only.text]) };
    return stepLines([...first, said, ...last], width);
  }
  return [
    ...stepLines(first, width),
    ...(recommended.length === 0 ? [] : [`  ${words('report.next.recommended')}`]),
    ...stepLines(recommended, width, first.length),
    // The next check is for all of it, and is no longer what is only recommended.
    ...(recommended.length === 0 || last.length === 0 ? [] : [`  ${words('report.next.last')}`]),
    ...stepLines(last, width, first.length + recommended.length),
  ];
};
