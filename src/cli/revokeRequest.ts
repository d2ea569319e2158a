/** What is to be taken back, and from whom: by a receipt, or by a definition and users, by flag or as set once. */
import { Messages } from '@salesforce/core';
import { fillingWords } from '../definition/filling.js';
import type { Filling } from '../definition/filling.js';
import type { Receipt } from '../grant/receipt.js';
import type { Phase } from '../kinds/requirement.js';
import { fillingOfFlags } from './filling.js';
import type { Choosing } from './choosing.js';
import { settleOne } from './settleOne.js';
import type { Settled } from './projectSettings.js';
import type { RunOrg } from './runOrg.js';
import { usernamesOf } from './usernames.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.revoke');

/** The flags that say what is to be taken back. */
export type RevokeFlags = {
  readonly integration?: string | undefined;
  readonly config?: string | undefined;
  readonly user?: readonly string[] | undefined;
  readonly receipt?: string | undefined;
  readonly delete?: boolean;
  readonly 'permission-set'?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly phase?: readonly Phase[] | undefined;
};

export type RevokeRequest = {
  /** Null where it is the definition of the receipt. */
  readonly integration: string | null;
  /** Usernames; with a receipt those to whom it is limited, if any. */
  readonly users: readonly string[];
  readonly receipt: Receipt | null;
  /** Whether the receipt is that of a setup and holds field history too, which this command leaves as it is. */
  readonly holdsHistory: boolean;
  /** Parameters of the definition, and the phases that are over. */
  readonly filling?: Filling;
  /** What the project file said; null where it did not count. */
  readonly project: Settled['project'];
};

/**
 * A receipt says all of it; without one the flags win over the project file, that over what was set once with `sf config set`.
 * @param choosing lets a person choose what is missing; undefined where nobody can be asked
 * @throws Refusal where the receipt cannot be read; SfError where the definition or the user is missing
 */
export const revokeRequest = async (flags: RevokeFlags, org: RunOrg, choosing?: Choosing): Promise<RevokeRequest> => {
  if (flags.receipt !== undefined) {
    const { holdsHistoryToo, readReceipt } = await import('../files/receiptFile.js');
    const receipt = await readReceipt(flags.receipt, flags.integration ?? null);
    return {
      ...{ receipt, integration: flags.integration ?? null, users: await usernamesOf(flags.user ?? []) },
      holdsHistory: await holdsHistoryToo(flags.receipt),
      project: null,
    };
  }
  const { parameters, phases } = fillingOfFlags(flags);
  const { integration, users, project, ...settled } = await settleOne(
    { integration: flags.integration, users: flags.user, ...(parameters === undefined ? {} : { parameters }) },
    flags.config,
    org,
    choosing,
  );
  if (integration === undefined) throw messages.createError('error.NothingNamed');
  // Somebody has to be named: taking permissions from whoever is logged in is nobody's intention.
  if (users.length === 0) throw messages.createError('error.NoUser');
  const filling = {
    ...(settled.parameters === undefined ? {} : { parameters: settled.parameters }),
    ...(phases === undefined ? {} : { phases }),
  };
  return { receipt: null, holdsHistory: false, integration, users, project, filling };
};

/** The words of the command line that say what is taken back, and from whom. */
export const namingWords = (flags: RevokeFlags, { integration, users }: RevokeRequest): string[] => [
  ...(flags.receipt === undefined ? [] : ['--receipt', flags.receipt]),
  ...(integration === null ? [] : ['-i', integration]),
  ...users.flatMap((user) => ['-u', user]),
  ...(flags['permission-set'] === undefined ? [] : ['--permission-set', flags['permission-set']]),
  ...(flags.delete === true ? ['--delete'] : []),
  ...fillingWords(fillingOfFlags(flags)),
];
