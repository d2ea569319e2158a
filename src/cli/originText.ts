/** How it is said what a run takes from settings in place of flags. */
import { hang } from '../report/layout.js';
import { visible } from '../report/visible.js';
import type { Words } from '../report/words.js';

/** One setting that a run uses. `file` is the file that it stands in, null where it comes from the environment. */
export type SettingUsed = { readonly key: string; readonly value: string; readonly file: string | null };

/** A definition that is a file of somebody's own, with the built-in id that it bears, if it does. */
export type OwnDefinition = { readonly path: string; readonly isLikeBuiltIn: boolean };

/** What is said of where a run got its definition, its users and its org from. */
export type Origins = { readonly settings: readonly SettingUsed[]; readonly definition: OwnDefinition | null };

/** The lines that say it; none where there is nothing to say. */
export const originLines = ({ settings, definition }: Origins, words: Words, width: number): string[] => [
  ...settings.flatMap(({ key, value, file }) =>
    hang('! ', visible(words(file === null ? 'origin.environment' : 'origin.file', [key, value, file ?? ''])), width),
  ),
  ...(definition?.isLikeBuiltIn === true
    ? hang('! ', visible(words('origin.likeBuiltIn', [definition.path])), width)
    : []),
];

/** The same in JSON; no keys where there is nothing to say. */
export const originJson = ({
  settings,
  definition,
}: Origins): { readonly settings?: SettingUsed[]; readonly definitionFile?: string } => ({
  ...(settings.length === 0 ? {} : { settings: [...settings] }),
  ...(definition === null ? {} : { definitionFile: definition.path }),
});
