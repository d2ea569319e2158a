import { entryId } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { licenseAllows, licensedObjects } from '../access/licenseAllows.js';
import { untold, yes } from '../access/holder.js';
import type { Holder, MayHold } from '../access/holder.js';
import type { SetupAccess } from '../access/setupAccess.js';
import { fullLicense } from '../platform/fullLicense.js';
import { integrationLicense, integrationPermissionSetLicense } from '../platform/integrationLicense.js';
import { compareKeys, sameName } from '../platform/names.js';
import type { OthersReading } from './otherHolders.js';
import { readWith } from './ruledOut.js';

/**
 * What nobody can say before the org is asked in earnest: whether the license of this user allows these entries of the set.
 * Only the assignment tells, or the write where he has the set; a check-only deploy does not (facts A16, Q2).
 */
export type Doubt = {
  readonly username: string;
  /** Empty where it is not known. */
  readonly userLicense: string;
  /** Sorted by id. */
  readonly entries: readonly Entry[];
  /** What the set holds beside permissions, where a license may not allow that. Left out where there is none. */
  readonly setup?: readonly SetupAccess[];
  /**
   * Where it is the license of the permission set that may not allow them, which no license of the user changes: that
   * license, null where it is not known which. Left out elsewhere.
   */
  readonly ofSet?: { readonly license: string | null };
};

/** Somebody who has or gets the set, with the licenses that come first, and what is new for him in it. */
export type Receiver = {
  readonly username: string;
  readonly user: Holder['user'];
  readonly entries: readonly Entry[];
  /** What the set gives him beside permissions: nothing tells what licenses allow of that. Left out where it is nothing. */
  readonly setup?: readonly SetupAccess[];
  /** Whether it was read what the licenses say of the entry: of others, no row does not mean that they forbid it. */
  readonly isRead: (entry: Entry) => boolean;
};

/** With its permission set license, the integration license allows nearly what a full one does (fact Q1). */
const isLifted = ({ userLicense, permissionSetLicenses: held }: Holder['user']): boolean =>
  userLicense === integrationLicense &&
  held.known &&
  held.value.some(({ name }) => sameName(name, integrationPermissionSetLicense));

const inOrder = (entries: readonly Entry[]): Entry[] =>
  [...entries].sort((a, b) => compareKeys(entryId(a), entryId(b)));

/** What such a user may hold: what nobody can say of it, the license allows; only not what comes with another license. */
const liftedAllows = (holder: Holder, entry: Entry, may: MayHold): MayHold => {
  if (may.answer !== 'unknown') return may;
  return entry.kind === 'userPermission' ? licensedObjects(holder, entry.name) : yes;
};

/** Those of the receivers of whose entries something is so, with these entries. */
const withThose = (
  receivers: readonly Receiver[],
  schema: Holder['schema'],
  isSo: (answer: MayHold['answer']) => boolean,
): Doubt[] =>
  receivers.flatMap(({ username, user, entries, isRead }) => {
    const those = entries.filter((entry) => {
      const told = licenseAllows({ user, schema }, entry);
      const may = told.answer === 'yes' || isRead(entry) ? told : untold;
      return isSo((isLifted(user) ? liftedAllows({ user, schema }, entry, may) : may).answer);
    });
    return those.length === 0 ? [] : [{ username, userLicense: user.userLicense, entries: inOrder(those) }];
  });

/**
 * What nobody can say of the license of the set itself, for everybody who would get what is added.
 * @param isSure whether it is known that the set can hold the entry
 */
export const setDoubtsOf = (
  receivers: readonly Receiver[],
  adds: readonly Entry[],
  license: string | null,
  isSure: (entry: Entry) => boolean,
): Doubt[] => {
  const entries = inOrder(adds.filter((entry) => !isSure(entry)));
  return entries.length === 0
    ? []
    : receivers.map(({ username, user }) => ({
        username,
        userLicense: user.userLicense,
        entries,
        ofSet: { license },
      }));
};

/**
 * With what the set holds beside permissions, for everybody whose license may be too little for it: the full license allows
 * it, and the license of integration users with its permission set license nearly as much (fact Q1).
 */
const withSetup = (receivers: readonly Receiver[], doubts: readonly Doubt[]): Doubt[] =>
  receivers.flatMap(({ username, user, setup = [] }) => {
    const doubt = doubts.find((one) => one.username === username);
    if (setup.length === 0 || user.userLicense === fullLicense || isLifted(user)) return doubt ? [doubt] : [];
    return [{ ...(doubt ?? { username, userLicense: user.userLicense, entries: [] }), setup }];
  });

/** What the org does not tell about these people; nobody is in it of whom all is known. */
export const doubtsOf = (receivers: readonly Receiver[], schema: Holder['schema']): Doubt[] =>
  withSetup(
    receivers,
    withThose(receivers, schema, (answer) => answer === 'unknown'),
  );

/** What the licenses of these people do not allow for sure. */
export const forbiddenOf = (receivers: readonly Receiver[], schema: Holder['schema']): Doubt[] =>
  withThose(receivers, schema, (answer) => answer === 'no');

/** Everybody else who has the set, as receivers of what is added to it. */
export const otherReceivers = ({ groups, scope }: OthersReading, adds: readonly Entry[]): Receiver[] => {
  const isRead = readWith(scope);
  return groups.flatMap(({ usernames, as }) =>
    usernames.map((username) => ({ username, user: as, entries: adds, isRead })),
  );
};

/** Those of the others of whom nothing could be read. */
export const unreadOthers = ({ unread }: OthersReading, adds: readonly Entry[]): Doubt[] =>
  adds.length === 0 ? [] : (unread?.usernames ?? []).map((username) => ({ username, userLicense: '', entries: adds }));
