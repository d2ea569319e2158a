/** What a part of the page is about, so that the filters find it. */
import { markup } from './markup.js';
import type { Markup } from './markup.js';

/** Attributes for the filters; nothing where it is about nobody and no definition. */
export const belonging = ({ user, integration }: { readonly user?: string; readonly integration?: string }): Markup =>
  markup`${user === undefined ? null : markup` data-u="${user}"`}${integration === undefined ? null : markup` data-i="${integration}"`}`;
