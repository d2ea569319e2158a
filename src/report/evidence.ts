/** When, by whom and with what a report was made: it has to be seen later what it proves. */
import type { OrgIdentity } from '../access/snapshot.js';
import type { TextOptions } from './check/textStyle.js';
import { dateTime } from './dateTime.js';

/**
 * `2026-11-28 06:00 UTC by ada@example.com, plugin 0.1.0, API 68.0`. The username stands as it is in the org.
 * @param at when the org was read, ISO 8601
 */
export const evidenceText = (
  { username, apiVersion }: Pick<OrgIdentity, 'username' | 'apiVersion'>,
  at: string,
  { words, plugin }: Pick<TextOptions, 'words' | 'plugin'>,
): string => words('report.checked.text', [dateTime(at), username, plugin, apiVersion]);
