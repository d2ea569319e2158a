/** What the texts of a setup are made of, and the commands that they name. */
import type { Authentication, Phase } from '../kinds/requirement.js';
import { fillingOf, fillingWords } from '../definition/filling.js';
import { fillingOfFlags } from './filling.js';
import { Messages } from '@salesforce/core';
import type { Org } from '@salesforce/core';
import type { TextOptions } from '../report/check/textStyle.js';
import type { HistoryTextOptions } from '../report/history/historyTextStyle.js';
import { loginWords } from '../report/grant/applyText.js';
import { visible } from '../report/visible.js';
import type { Words } from '../report/words.js';
import { freeReceiptName } from '../files/freeName.js';
import { checkCommandLine, definitionWord, setupCommandLine } from './checkCommandLine.js';
import { withLine } from './markedCommands.js';
import { commandLine } from './commandLine.js';
import { findingTexts, paint, pluginVersion, terminalWidth, textOptions } from './presentation.js';
import { isOtherLoginInFile } from './otherLogin.js';
import { runOrg } from './runOrg.js';
import { wordsWithReport } from './reportWords.js';
import type { RequestedSetup, SetupRequest } from './setupRequest.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.setup');
const ofGrant = wordsWithReport(Messages.loadMessages('sf-plugin-integration', 'integration.grant'));

/** Sentences of setup. */
export const setupWords: Words = (key, tokens) => withLine(messages.getMessage(key, tokens ?? []));

/** Sentences of grant; those that name a flag which setup has not are said in words of its own. */
export const setupGrantWords: Words = (key, tokens = []) =>
  key.startsWith('plan.leftOut.')
    ? setupWords(key, key === 'plan.leftOut.more' ? tokens.slice(0, 1) : tokens)
    : ofGrant(key, tokens);

/** Sentences of history-tracking. */
export const setupHistoryWords: Words = wordsWithReport(
  Messages.loadMessages('sf-plugin-integration', 'integration.history-tracking'),
);

/** The flags that a next command repeats. */
export type SetupSceneFlags = {
  readonly integration?: readonly string[] | undefined;
  readonly user?: readonly string[] | undefined;
  readonly config?: string | undefined;
  /** Undefined where nobody gave it. */
  readonly authentication: Authentication | undefined;
  readonly set?: readonly string[] | undefined;
  readonly phase?: readonly Phase[] | undefined;
  readonly allow?: readonly string[] | undefined;
  readonly plan?: string | undefined;
  readonly 'save-plan'?: string | undefined;
  readonly 'save-receipt'?: string | undefined;
  readonly 'skip-history'?: boolean;
  readonly 'api-version'?: string | undefined;
  readonly verbose?: boolean;
  readonly 'no-prompt'?: boolean;
};

/** A run, as its texts know it. */
export type SetupScene = {
  /** How the program is called. */
  readonly program: string;
  /** Username of the org's user who runs it. */
  readonly org: string;
  readonly flags: SetupSceneFlags;
  readonly request: SetupRequest;
  /** Whether a next command says a way of logging in also where it is the usual one, as the project file has another. */
  readonly saysLogin: boolean;
  /** ISO 8601, UTC: when it began. */
  readonly at: string;
  /** The receipt that a next command makes: of a file that is there it would be refused. */
  readonly receipt: string;
};

/** The scene of a run that begins now. */
export const sceneOf = async (
  program: string,
  flags: SetupSceneFlags & { readonly 'target-org': Org },
  { request }: RequestedSetup,
): Promise<SetupScene> => {
  const org = flags['target-org'];
  // What was given, or stands in a reviewed plan, may be another than that of the project file, which the next command reads.
  const mayDiffer = flags.authentication !== undefined || flags.plan !== undefined;
  return {
    ...{ program, flags, request },
    saysLogin: mayDiffer && (await isOtherLoginInFile(request.pairs, flags.config, await runOrg(org, null))),
    org: org.getUsername() ?? '',
    at: new Date().toISOString(),
    receipt: await freeReceiptName(),
  };
};

/** What people call one integration of a setup. */
export const pairTitle = ({ reference, users }: SetupRequest['pairs'][number]): string =>
  setupWords('part.title', [reference, users.join(', ')]);

/** The grant that gives one pair what its plan leaves out. */
const includeCommand =
  (
    { program, org, flags, saysLogin }: SetupScene,
    { reference, users, authentication, ...filling }: SetupRequest['pairs'][number],
    runnerLacks: readonly string[],
  ) =>
  (words: readonly string[]): string =>
    commandLine([
      ...[program, 'integration', 'grant'],
      // A short flag has to follow: a long word behind "oauth" is taken out as a token.
      ...(authentication === 'oauth' && !saysLogin ? [] : ['--authentication', authentication]),
      ...loginWords({ username: org }, runnerLacks),
      ...['-i', reference, ...users.flatMap((user) => ['-u', user])],
      ...(flags.config === undefined ? [] : ['--config', flags.config]),
      ...fillingWords(fillingOf(filling)),
      ...words,
    ]);

/**
 * How the plan of one pair is shown.
 * @param runnerLacks what whoever runs it lacks to carry it out: then the commands are for somebody else
 */
export const planOptions = (
  scene: SetupScene,
  pair: SetupRequest['pairs'][number],
  runnerLacks: readonly string[],
): TextOptions => ({
  ...grantOptions(scene),
  includeCommand: includeCommand(scene, pair, runnerLacks),
});

/** How plans and the check are shown. */
export const grantOptions = ({ program, org, flags, request, saysLogin }: SetupScene): TextOptions => {
  // Several pairs are no product: the project file says them, or each is checked by itself.
  const pairs = request.project ? [] : request.pairs.slice(0, 1);
  const command = checkCommandLine({
    bin: program,
    integrations: flags.integration ?? pairs.map(({ reference }) => reference),
    users: flags.user ?? pairs.flatMap(({ users }) => users),
    org,
    authentication: flags.authentication ?? pairs[0]?.authentication ?? 'oauth',
    saysAuthentication: saysLogin,
    config: flags.config,
    filling: fillingOfFlags(flags),
  });
  const verbose = flags.verbose === true;
  return { ...textOptions(setupGrantWords, program), suggestGrant: false, verbose, command };
};

/**
 * How the check at the end is shown. Where nobody agreed to a part, commands lead on to what it left open, as after any check.
 * @param isSkipped whether that is so
 */
export const checkOptions = (scene: SetupScene, isSkipped: boolean): TextOptions => {
  const options = grantOptions(scene);
  if (!isSkipped) return options;
  const { program, org, flags, request, saysLogin } = scene;
  const setup = setupCommandLine({
    bin: program,
    integrations: flags.integration ?? [],
    users: flags.user ?? [],
    org,
    authentication: flags.authentication ?? 'oauth',
    saysAuthentication: saysLogin,
    config: flags.config,
    filling: fillingOfFlags(flags),
  });
  return { ...options, suggestGrant: true, ...(request.project ? { setupCommand: setup } : {}) };
};

/** What the project file names for other orgs only, in a sentence; null where it names no such thing. */
export const elsewhereText = ({ request }: SetupScene): string | null => {
  const elsewhere = request.project?.elsewhere ?? [];
  return elsewhere.length === 0 ? null : visible(setupGrantWords('report.project.elsewhere', [elsewhere.join(', ')]));
};

/** How field history is shown. */
export const historyOptions = ({ program, org, at }: SetupScene): HistoryTextOptions => ({
  ...{ at, plugin: pluginVersion, paint, width: terminalWidth() },
  words: setupHistoryWords,
  texts: findingTexts(),
  command: (words) => commandLine([program, 'integration', 'history-tracking', ...words, '-o', org]),
});

/**
 * The command that carries out what a dry run has shown.
 * @param runnerLacks what whoever runs it lacks for that: then somebody else does, whose login nobody knows here
 * @param isApproved whether it is for whoever carries out a plan that was approved, mostly a script: then nobody is asked again
 */
export const applyCommand = (
  { program, org, flags, receipt }: SetupScene,
  runnerLacks: readonly string[],
  isApproved = false,
): string => {
  const { 'save-plan': saved, plan = saved, integration = [], user = [], config, allow = [] } = flags;
  const option = (name: string, value: string | undefined): string[] => (value === undefined ? [] : [name, value]);
  return commandLine([
    ...[program, 'integration', 'setup'],
    ...(plan === undefined ? option('--authentication', flags.authentication) : []),
    ...loginWords({ username: org }, runnerLacks),
    ...(plan === undefined
      ? [
          ...integration.flatMap((one) => ['-i', definitionWord(one)]),
          ...user.flatMap((one) => ['-u', one]),
          ...option('--config', config),
          ...fillingWords(fillingOfFlags(flags)),
          ...(flags['skip-history'] === true ? ['--skip-history'] : []),
        ]
      : ['--plan', plan]),
    ...(flags['no-prompt'] === true || (isApproved && plan !== undefined) ? ['--no-prompt'] : []),
    ...(flags['save-receipt'] === undefined ? ['--save-receipt', receipt] : []),
    ...(allow.length === 0 ? [] : ['--allow', allow.join(',')]),
    ...option('--api-version', flags['api-version']),
  ]);
};

/** Whether a run leaves field history as it is. */
export const leavesHistory = ({ flags, request }: SetupScene): boolean =>
  flags['skip-history'] === true || request.leavesHistory;
