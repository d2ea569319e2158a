/** Whatever ends a run, as the error that `sf` prints: one sentence, the next step, and an exit code. */
import { Messages, SfError } from '@salesforce/core';
import { DefinitionMistake } from '../definition/definitionMistake.js';
import { explainMistake } from '../definition/explainMistake.js';
import { defectExitCode, exitCodes } from '../exitCode.js';
import { OrgFailure } from '../org/failure.js';
import { Refusal } from '../refusal.js';
import { unique } from '../report/groups.js';
import { visible } from '../report/visible.js';
import { withoutSecrets } from '../secrets.js';
import { withLine } from './markedCommands.js';
import { rememberWords } from './runLine.js';
import { isDefect, placeOfDefect } from './defect.js';
import { flagAdvice } from './flagsElsewhere.js';
import type { FlagAdvice, Sibling } from './flagsElsewhere.js';
import { brokenRelations } from './flagRelations.js';
import type { RelatedFlags } from './flagRelations.js';
import { meantBeside, meantFlags, tornApart } from './meantFlags.js';
import type { RefusedLine } from './meantFlags.js';
import { placeOfRefused, withLineOfProject } from './namedByProject.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);

/** `USER_NOT_FOUND` → `UserNotFoundError`, `file.notJson` → `FileNotJsonError`, as errors are called in sf. */
const nameOf = (code: string): string => {
  const words = (/[a-z]/.test(code) ? code : code.toLowerCase()).split(/[._]/);
  return `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}Error`;
};

/** Longest word of an org or a file that a sentence quotes; what a definition asks for by name stays whole. */
const longest = 300;

/** Text from elsewhere for a sentence: nothing that a terminal would obey, and at most `longest` characters. */
const short = (text: string): string => {
  // Twice the length is more than is shown, however many of the characters count as two.
  const characters = Array.from(withoutSecrets(text).slice(0, 2 * longest + 2));
  return visible(
    characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join(''),
  ).slice(0, 2 * longest);
};

/** A sentence of `messages/failure.md`. */
export const failureText = (key: string, tokens: string[] = []): string =>
  Messages.loadMessages('sf-plugin-integration', 'failure').getMessage(key, tokens);

/** A refusal as the error that `sf` prints: one sentence and the next step; no cause, which could hold a token. */
export const fromRefusal = (refusal: Refusal): SfError => {
  const { bundle, code, sentence, args, actionArgs, exitCode, near, nearEach } = refusal;
  const messages = Messages.loadMessages('sf-plugin-integration', bundle);
  const words = (all: Refusal['args']): string[] => all.map((word) => [word].flat().map(short).join(', '));
  const error = messages.createError(`error.${sentence}`, words(args), words(actionArgs));
  const meant = near.length === 0 ? [] : [failureText('info.didYouMean', [near.map(short).join(', ')])];
  const meantEach = nearEach
    .filter((one) => one.near.length > 0)
    .map((one) => failureText('info.didYouMean.for', [short(one.name), one.near.map(short).join(', ')]));
  const message = `${short(placeOfRefused(refusal))}${error.message}`;
  const actions = [...meant, ...meantEach, ...(error.actions ?? []).map(withLine)];
  return new SfError(message, nameOf(code), actions, exitCode);
};

/** All mistakes of a definition in one error: a line for each, called as the first one, and what to do once. */
const fromMistake = (thrown: DefinitionMistake): SfError => {
  const mistake = withLineOfProject(thrown);
  const messages = Messages.loadMessages('sf-plugin-integration', 'definition');
  const errors = [mistake, ...mistake.others].map((one) => {
    const { key, tokens, actionTokens } = explainMistake(one, (name, values) =>
      messages.getMessage(name, values ?? []),
    );
    return messages.createError(key, tokens, actionTokens);
  });
  const actions = unique(errors.flatMap((error) => error.actions ?? [])).map(withLine);
  const text = unique(errors.map(({ message }) => message)).join('\n');
  return new SfError(
    withoutSecrets(text),
    errors[0]?.name ?? mistake.code,
    actions.map(withoutSecrets),
    exitCodes.couldNotRun,
  );
};

/** What sf calls it that the host of an org is not there; its own words are about a login. */
const deadHosts: ReadonlySet<string> = new Set(['DomainNotFoundError', 'RefreshTokenAuthError']);

/** Refusals of this kind that tell nothing of an org. */
const notOfOrg: ReadonlySet<string> = new Set(['INTERRUPTED', 'OUTPUT_UNWRITABLE']);

/** Whether it is the org that has failed, and neither the run was interrupted nor the command line is wrong. */
export const isOrgFailure = (error: Error): boolean =>
  error instanceof OrgFailure ? !notOfOrg.has(error.code) : deadHosts.has(error.name);

/** Whether oclif refuses the command line. */
export const isOclifUsage = (error: Error): boolean =>
  'oclif' in error && (error as { oclif?: { exit?: number } }).oclif?.exit === 2;

/** oclif sets off what is wrong with a flag, or with the org that it names, by a tab, which would be shown as an escape. */
const withoutTabs = (error: Error): Error => {
  error.message = error.message.replace(/^\t+/gm, '  ');
  return error;
};

/** Most commands that are named as those which have a flag. */
const mostNamed = 3;

/** What is said of a flag that the command has not. */
const adviceText = (advice: FlagAdvice): string => {
  const typed = short(advice.typed);
  if (advice.says === 'meant') return failureText('info.didYouMean.for', [typed, advice.meant]);
  if (advice.says === 'reason') return withLine(failureText(`info.flagWithout.${advice.reason}`, [typed]));
  const named = advice.commands.slice(0, mostNamed).map((command) => `sf ${command}`);
  return failureText('info.flagElsewhere', [
    typed,
    [...named, ...(advice.commands.length > mostNamed ? ['…'] : [])].join(', '),
  ]);
};

/** What to do about a command line that oclif refuses: how to quote what blanks have torn apart, or which flags were meant. */
const adviceOn = (line: RefusedLine, siblings: readonly Sibling[]): string[] => {
  rememberWords(line.parse?.output?.raw ?? []);
  const own = Object.keys(line.parse?.input?.flags ?? {});
  const carriedOver = (line.flags ?? []).flatMap((typed) => flagAdvice(typed, own, siblings) ?? []);
  const isKnown = (typed: string): boolean => carriedOver.some((one) => typed.startsWith(one.typed));
  const [torn, all] = [tornApart(line), meantFlags(line).filter(({ typed }) => !isKnown(typed))];
  // Quoted, a torn list of --set would be wrong as well.
  if (torn.some(({ flag }) => flag === 'set'))
    return Messages.loadMessages('sf-plugin-integration', 'failure').createError('error.set.shape', ['']).actions ?? [];
  const quoted = torn.map(({ flag, value }) => `${flag === null ? '' : `--${flag} `}"${short(value)}"`);
  const others = torn.length === 0 ? all : meantBeside(torn, all);
  const shown = (words: readonly string[]): string => words.map(short).join(', ');
  return [
    ...carriedOver.map(adviceText),
    ...quoted,
    ...others.map(({ typed, meant }) =>
      others.length === 1
        ? failureText('info.didYouMean', [shown(meant)])
        : failureText('info.didYouMean.for', [short(typed), shown(meant)]),
    ),
  ];
};

/** What to do about flags that need others, or that do not go together. */
const adviceOnRelations = (parse: RelatedFlags): string[] => {
  const { lone, clashing } = brokenRelations(parse);
  const named = (flags: readonly string[]): string => flags.map((flag) => `--${flag}`).join(', ');
  return [
    ...lone.map(({ flag, needs }) => failureText('info.flagNeeds', [named(needs), named([flag])])),
    ...clashing.map((group) => failureText('info.flagsClash', [named(group)])),
  ];
};

/**
 * The error with our advice. oclif hangs everything that was parsed on it, the org with its session among it: nothing of that may
 * reach a log, a report or telemetry.
 */
const withoutParsedFlags = (
  error: Error & RefusedLine & { parse?: RelatedFlags; actions?: string[] },
  siblings: readonly Sibling[],
): Error => {
  // A flag that is misspelt may be the one that another needs.
  const isMistyped = error.flags !== undefined || error.args !== undefined;
  const advice = isMistyped ? adviceOn(error, siblings) : adviceOnRelations(error.parse ?? {});
  if (advice.length > 0) error.actions = [...(error.actions ?? []), ...advice];
  if (error.parse) error.parse = {};
  return error;
};

/** A defect of ours. That nothing was changed is said only where nothing was sent that could have changed anything. */
const fromDefect = (error: Error, mayHaveChanged: boolean): SfError => {
  const messages = Messages.loadMessages('sf-plugin-integration', 'failure');
  const own = messages.createError(`error.${mayHaveChanged ? 'UNEXPECTED_AFTER_WRITE' : 'UNEXPECTED'}`, [
    short(placeOfDefect(error)),
  ]);
  return new SfError(own.message, 'UnexpectedError', (own.actions ?? []).map(withLine), defectExitCode(mayHaveChanged));
};

/**
 * Anything that is no finding means that the run could not be carried out: exit code 2, whatever sf would have made of it.
 * @param mayHaveChanged whether something was sent that may have changed the org
 * @param siblings all commands of this plugin, where a command line is refused
 */
export const fromAnything = (
  error: Error & { exitCode?: number; actions?: string[] },
  mayHaveChanged: boolean,
  siblings: readonly Sibling[] = [],
): Error => {
  if (error instanceof Refusal) return fromRefusal(error);
  // Ctrl-C at a question (the name that @inquirer gives it).
  if (error.name === 'ExitPromptError') return fromRefusal(new OrgFailure('INTERRUPTED'));
  if (error instanceof DefinitionMistake) return fromMistake(error);
  if (isOclifUsage(error)) return withoutParsedFlags(withoutTabs(error), siblings);
  // Whatever ends a run after a write that nobody has foreseen here: 2 would say that nothing was written.
  if (isDefect(error) || mayHaveChanged) return fromDefect(error, mayHaveChanged);
  const message = withoutSecrets(withoutTabs(error).message).split('\n').map(visible).join('\n');
  const actions = (error.actions ?? []).map((action) => visible(withoutSecrets(action)));
  return new SfError(message, withoutSecrets(error.name), actions, exitCodes.couldNotRun);
};
