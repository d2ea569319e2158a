import { markup } from './markup.js';
import type { Markup } from './markup.js';

/** A table that scrolls by itself where it is too wide, so that the page never does; reachable by keyboard and named. */
export const scrolling = (label: string, table: Markup): Markup =>
  markup`<div class="scroll" role="group" tabindex="0" aria-label="${label}">${table}</div>`;
