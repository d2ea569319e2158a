/** A tree of texts, drawn with lines so that it can be read without color and pasted into a ticket. */
import { hang } from '../layout.js';

export type TreeNode = { readonly text: string; readonly below: readonly TreeNode[] };

/** The lines of the nodes below a root. @param before what stands in front of each of them */
const branches = (nodes: readonly TreeNode[], before: string, width: number): string[] =>
  nodes.flatMap(({ text, below }, at) => {
    const isLast = at === nodes.length - 1;
    const [first = '', ...rest] = hang(`${before}${isLast ? '└─ ' : '├─ '}`, text, width);
    const further = `${before}${isLast ? '   ' : '│  '}`;
    // What `hang` indents by blanks goes on under the line of the branch.
    const wrapped = rest.map((line) => further + line.slice(further.length));
    return [first, ...wrapped, ...branches(below, further, width)];
  });

/** The root in its own line, everything else below it; lines of at most `width` columns. */
export const treeLines = ({ text, below }: TreeNode, width: number): string[] => [text, ...branches(below, '', width)];
