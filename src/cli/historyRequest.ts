/** What `history-tracking` looks at and does: from the flags, and from what was set once. */
import { fillingKey, fillingOf, fillingWords } from '../definition/filling.js';
import type { HistoryAction } from '../history/historyPlan.js';
import type { HistoryReceipt } from '../history/historyReceipt.js';
import type { FilledReference, HistoryTask } from '../history/historyTask.js';
import type { Phase } from '../kinds/requirement.js';
import { fillingOfFlags } from './filling.js';
import { Refusal } from '../refusal.js';
import { settle } from './projectSettings.js';
import type { Settled } from './projectSettings.js';
import type { RunOrg } from './runOrg.js';
import { readConfigured } from './readConfigured.js';

/** The flags that say it. */
export type HistoryFlags = {
  readonly integration?: string | undefined;
  readonly config?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly phase?: readonly Phase[] | undefined;
  readonly sobject?: readonly string[] | undefined;
  readonly field?: readonly string[] | undefined;
  readonly enable?: boolean;
  readonly disable?: boolean;
  readonly receipt?: string | undefined;
  readonly 'leave-out'?: readonly string[] | undefined;
  readonly 'dry-run'?: boolean;
  readonly 'no-prompt'?: boolean;
  readonly 'output-dir'?: string | undefined;
};

/** Flags that say how something is changed. */
const onlyWithAction = ['dry-run', 'no-prompt', 'output-dir', 'leave-out'] as const;

/** What `history-tracking` is to look at and to do, and what settled it. */
export type HistoryRequest = HistoryTask & {
  /** What the project file said; null where it did not count. */
  readonly project: Settled['project'];
};

/** @throws Refusal where a flag says how to change what nobody wants to change */
const actionOf = (flags: HistoryFlags): HistoryAction | null => {
  const action = flags.enable === true ? 'enable' : flags.disable === true ? 'disable' : null;
  const idle = onlyWithAction.find((name) => flags[name] !== undefined && flags[name] !== false);
  if (action === null && idle !== undefined)
    throw new Refusal('integration.history-tracking', 'NoAction', [`--${idle}`]);
  return action;
};

/** Whether the flags name what is looked at: a definition, objects, fields or a receipt. */
const isNamed = ({ integration, sobject = [], field = [], receipt }: HistoryFlags): boolean =>
  integration !== undefined || sobject.length + field.length > 0 || receipt !== undefined;

/**
 * What the project file and `sf config set` say counts where nothing is named by flag; and where something is turned off
 * it has to be named on the command line, or set once for this one definition.
 * @throws Refusal where the flags do not go together, or the receipt or the project file cannot be read; DefinitionMistake
 */
const integrationsOf = async (
  flags: HistoryFlags,
  org: RunOrg,
): Promise<Pick<HistoryRequest, 'integrations' | 'project'>> => {
  const { integration: named } = flags;
  const filling = fillingOfFlags(flags);
  const only = (reference: string | undefined): readonly FilledReference[] =>
    reference === undefined ? [] : [{ ...filling, reference }];
  if (isNamed(flags) && (named === undefined || flags.disable === true))
    return { integrations: only(named), project: null };
  if (flags.disable === true) return { integrations: only((await readConfigured()).integration), project: null };
  const { chosen, project } = await settle(
    { ...filling, ...(named === undefined ? {} : { integrations: [named] }) },
    flags.config,
    org,
  );
  // Users and waivers of the file say nothing here: history is the whole org's.
  const settings = project?.settings.filter(({ key }) => key === 'integration' || key === 'set') ?? [];
  const filled = chosen.map((one) => ({ ...fillingOf(one), reference: one.reference }));
  return {
    integrations: [...new Map(filled.map((one) => [`${one.reference} ${fillingKey(one)}`, one])).values()],
    project: project && { ...project, settings },
  };
};

/** What the command is about. @throws Refusal, DefinitionMistake */
export const historyRequest = async (flags: HistoryFlags, org: RunOrg): Promise<HistoryRequest> => {
  const action = actionOf(flags);
  const { sobject: sobjects = [], field: fields = [], receipt } = flags;
  return {
    ...(await integrationsOf(flags, org)),
    sobjects,
    fields,
    action,
    leaveOut: flags['leave-out'] ?? [],
    takesBack: receipt === undefined ? null : await readReceipt(receipt),
  };
};

const readReceipt = async (path: string): Promise<HistoryReceipt> => {
  const { readHistoryReceipt } = await import('../files/receiptFile.js');
  return readHistoryReceipt(path);
};

/** The words of the command line that name what is looked at. */
export const namingWords = ({ integration, sobject = [], field = [], set, phase }: HistoryFlags): string[] => [
  ...(integration === undefined ? [] : ['-i', integration]),
  ...fillingWords(fillingOfFlags({ set, phase })),
  ...sobject.flatMap((name) => ['--sobject', name]),
  ...field.flatMap((name) => ['--field', name]),
];

/** The words that say how it is changed, beside the action. */
export const changingWords = ({ receipt, 'leave-out': leaveOut = [] }: HistoryFlags): string[] => [
  ...(receipt === undefined ? [] : ['--receipt', receipt]),
  ...leaveOut.flatMap((name) => ['--leave-out', name]),
];
