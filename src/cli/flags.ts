/** Flags that several commands share: one definition and one sentence each (messages/commonFlags.md). */
import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { authentications, phases } from '../kinds/requirement.js';
import { longestWaitMinutes } from './longestWait.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'commonFlags');

/** Flags that cannot be given beside the one that says so. */
export const notBeside = (
  ...flags: readonly string[]
): { relationships: Array<{ type: 'none'; flags: string[] }> } => ({
  relationships: [{ type: 'none', flags: [...flags] }],
});

/** The org, and the version of its API. */
export const orgFlags = { 'target-org': Flags.requiredOrg(), 'api-version': Flags.orgApiVersion() };

const requiredOrg = Flags.requiredOrg();

/** As `orgFlags`, but with --snapshot no org is looked for: there may be none. */
export const orgUnlessSnapshotFlags = {
  'target-org': Flags.optionalOrg({
    ...(requiredOrg.summary === undefined ? {} : { summary: requiredOrg.summary }),
    ...notBeside('snapshot'),
    default: async (context) =>
      context.flags.snapshot === undefined && typeof requiredOrg.default === 'function'
        ? requiredOrg.default(context)
        : undefined,
  }),
  'api-version': orgFlags['api-version'],
};

/** As `orgFlags`, but with one of these flags no org is looked for, and none may be named. */
export const orgUnless = (...flags: readonly string[]): typeof orgUnlessSnapshotFlags => ({
  'target-org': Flags.optionalOrg({
    ...(requiredOrg.summary === undefined ? {} : { summary: requiredOrg.summary }),
    ...notBeside(...flags),
    default: async (context) =>
      flags.every((flag) => !context.flags[flag]) && typeof requiredOrg.default === 'function'
        ? requiredOrg.default(context)
        : undefined,
  }),
  'api-version': orgFlags['api-version'],
});

/** As `orgFlags`, but the default org is looked for only with one of these flags; elsewhere an org may be named. */
export const orgWith = (...flags: readonly string[]): typeof orgUnlessSnapshotFlags => ({
  'target-org': Flags.optionalOrg({
    ...(requiredOrg.summary === undefined ? {} : { summary: requiredOrg.summary }),
    default: async (context) =>
      flags.some((flag) => context.flags[flag] !== undefined) && typeof requiredOrg.default === 'function'
        ? requiredOrg.default(context)
        : undefined,
  }),
  'api-version': orgFlags['api-version'],
});

/** One definition. */
export const integrationFlag = Flags.string({
  char: 'i',
  summary: messages.getMessage('integration.summary'),
  description: messages.getMessage('integration.description'),
});

/** Several definitions. */
export const integrationsFlag = Flags.string({
  char: 'i',
  multiple: true,
  delimiter: ',',
  summary: messages.getMessage('integrations.summary'),
  description: messages.getMessage('integration.description'),
});

/** The users whom the command is about. */
export const usersFlag = Flags.string({
  char: 'u',
  multiple: true,
  delimiter: ',',
  summary: messages.getMessage('user.summary'),
  description: messages.getMessage('user.description'),
});

const config = {
  summary: messages.getMessage('config.summary'),
  description: messages.getMessage('config.description'),
} as const;

/** The project file, where it is not the nearest one upwards. */
export const configFlag = Flags.file(config);

/** The same where a snapshot is checked in place of the org: what the project file says is about orgs. */
export const configUnlessSnapshotFlag = Flags.file({ ...config, ...notBeside('snapshot') });

/** What parameters of a definition are filled in with. */
export const setFlag = Flags.string({
  multiple: true,
  multipleNonGreedy: true,
  summary: messages.getMessage('set.summary'),
  description: messages.getMessage('set.description'),
});

/** What the run is about beside daily use. */
export const phaseFlag = Flags.option({
  options: phases,
  multiple: true,
  delimiter: ',',
  summary: messages.getMessage('phase.summary'),
  description: messages.getMessage('phase.description'),
});

export const authenticationFlag = Flags.option({
  options: authentications,
  default: 'oauth',
  summary: messages.getMessage('authentication.summary'),
});

const wait = {
  char: 'w',
  unit: 'minutes',
  min: 1,
  max: longestWaitMinutes,
  summary: messages.getMessage('wait.summary'),
} as const;

/** How long a command that only reads waits for the org. */
export const readingWaitFlag = Flags.duration({ ...wait, defaultValue: 5 });

/** How long a command that writes waits for the org. */
export const writingWaitFlag = Flags.duration({ ...wait, defaultValue: 10 });

/** Files that people keep, each in the format that its name ends in. */
export const outputFileFlag = Flags.string({
  multiple: true,
  summary: messages.getMessage('output-file.summary'),
  description: messages.getMessage('output-file.description'),
});

/** The same for a command that takes files without a flag too: what follows the report is one of these. */
export const outputFileBesideFilesFlag = Flags.string({
  multiple: true,
  multipleNonGreedy: true,
  summary: messages.getMessage('output-file.summary'),
  description: messages.getMessage('output-file.description'),
});

export const dryRunFlag = Flags.boolean({ summary: messages.getMessage('dry-run.summary') });

export const noPromptFlag = Flags.boolean({ char: 'p', summary: messages.getMessage('no-prompt.summary') });

/** Permissions over the whole org that may be given though nobody is asked. */
export const allowFlag = Flags.string({
  multiple: true,
  delimiter: ',',
  summary: messages.getMessage('allow.summary'),
  description: messages.getMessage('allow.description'),
});

/** A flag that is of use only together with another one, and cannot be given beside some others. */
export const onlyWith = (
  needed: string,
  ...notThese: readonly string[]
): { relationships: Array<{ type: 'all' | 'none'; flags: string[] }> } => ({
  relationships: [
    { type: 'all', flags: [needed] },
    { type: 'none', flags: [...notThese] },
  ],
});
