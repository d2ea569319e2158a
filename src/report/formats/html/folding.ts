import { markup } from './markup.js';
import type { Markup } from './markup.js';

/** A table with more rows is folded, so that a long report opens fast and is read from its start. */
const mostRows = 60;

/**
 * A part of a group under its heading; one with many rows is there when it is unfolded.
 * @param isOneOfMany whether the report has many groups, so that all parts are folded
 */
export const folding = (heading: string, rows: number, isOneOfMany: boolean, content: Markup): Markup =>
  rows > mostRows || isOneOfMany
    ? markup`<details class="part"><summary><h3>${heading}</h3> (${rows.toLocaleString('en-US')})</summary>
${content}
</details>
`
    : markup`<h3>${heading}</h3>
${content}
`;
