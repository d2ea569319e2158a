/** What a flag means that this command has not: people carry flags over from the other commands, and from other tools. */

/** A command of this plugin: its id, and its flags with their short forms. */
export type Sibling = {
  readonly id: string;
  readonly flags: Readonly<
    Record<string, { readonly char?: string | undefined; readonly hidden?: boolean | undefined }>
  >;
};

/** Why this command has no such flag; the words are in `messages/failure.md`. */
type Reason = 'noUser' | 'orgWide' | 'noOrg' | 'changesNothing' | 'asksNothing' | 'fixes';

/** What to say of one flag that was typed. */
export type FlagAdvice =
  | { readonly says: 'reason'; readonly typed: string; readonly reason: Reason }
  | { readonly says: 'meant'; readonly typed: string; readonly meant: string }
  | { readonly says: 'elsewhere'; readonly typed: string; readonly commands: readonly string[] };

/** What other tools, and older forms of `sf`, call a flag of ours. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  'target-org': ['org', 'alias', 'targetusername', 'target-username'],
  user: ['username', 'users', 'for-user', 'on-behalf-of'],
  integration: ['definition', 'vendor', 'name'],
  'no-prompt': ['yes', 'y', 'force'],
  'dry-run': ['check-only', 'preview', 'what-if', 'plan-only'],
  'output-file': ['output', 'report', 'file'],
  'save-receipt': ['receipt-file'],
};

/** Flags by which people want that something is mended. */
const fixing: ReadonlySet<string> = new Set(['fix', 'apply', 'repair', 'execute']);

const nameOf = (typed: string): string => /^--?([^=]*)/.exec(typed)?.[1] ?? '';

/** The long name of a flag: a short form is that of the commands that have it. */
const longName = (typed: string, siblings: readonly Sibling[]): string => {
  const name = nameOf(typed);
  if (typed.startsWith('--')) return name;
  const all = siblings.flatMap(({ flags }) => Object.entries(flags));
  return all.find(([, { char }]) => char === name)?.[0] ?? name;
};

const reasonFor = (flag: string, has: (name: string) => boolean): Reason | null => {
  // What can be turned on is turned on for the org.
  if (flag === 'user') return has('enable') ? 'orgWide' : 'noUser';
  if (flag === 'target-org') return 'noOrg';
  if (has('dry-run')) return null;
  if (flag === 'dry-run') return 'changesNothing';
  if (flag === 'no-prompt') return 'asksNothing';
  return fixing.has(flag) && has('user') ? 'fixes' : null;
};

/**
 * What to say of a flag that a command has not; null where nothing is known of it.
 * @param typed as it stands in the command line, perhaps with its value
 * @param own names of the flags that it has
 * @param siblings all commands of this plugin
 */
export const flagAdvice = (typed: string, own: readonly string[], siblings: readonly Sibling[]): FlagAdvice | null => {
  const has = (name: string): boolean => own.includes(name);
  const shown = /^[^=]*/.exec(typed)?.[0] ?? typed;
  const asTyped = longName(shown, siblings);
  const [flag] = Object.entries(otherNames).find(([, names]) => names.includes(asTyped)) ?? [asTyped];
  if (has(flag)) return { says: 'meant', typed: shown, meant: `--${flag}` };
  const reason = reasonFor(flag, has);
  if (reason !== null) return { says: 'reason', typed: shown, reason };
  const commands = siblings
    .filter(({ flags }) => Object.hasOwn(flags, flag) && flags[flag]?.hidden !== true)
    .map((one) => one.id.replaceAll(':', ' '));
  return commands.length === 0 ? null : { says: 'elsewhere', typed: shown, commands };
};
