/** For which user a run is, where nothing says it and a person sits at the terminal. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from '@salesforce/core';
import { Messages } from '@salesforce/core';
import { loadAllDefinitions, loadDefinition } from '../files/loadDefinition.js';
import { OrgFailure } from '../org/failure.js';
import { createOrgClient } from '../org/orgClient.js';
import { readChoosableUsers, readUsersNamed } from '../org/read/choosableUsers.js';
import type { ChoosableUser, UserHint } from '../org/read/choosableUsers.js';
import { sameName } from '../platform/names.js';
import { chooseFromList, isNarrowedTo } from './chooseFromList.js';
import type { ListEntry } from './chooseFromList.js';
import { usernamesOf } from './usernames.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'choose');

export type UsersOffered = {
  readonly connect: () => Promise<Connection>;
  readonly waitMs: number;
  readonly signal: AbortSignal;
  /** The definitions that the user is chosen for, as they can be named; null for all. */
  readonly references: readonly string[] | null;
  /** Whether whoever is logged in can be chosen without being named. */
  readonly withNobody: boolean;
};

/** How long a person has to have stopped typing before the org is asked, in milliseconds. */
const stillMs = 300;

/** With fewer letters nearly everybody is meant. */
const fewestLetters = 2;

/** The permission sets that the definitions are granted with. @throws DefinitionMistake */
const ownSetsOf = async (references: readonly string[] | null): Promise<string[]> => {
  const definitions =
    references === null
      ? await loadAllDefinitions()
      : await Promise.all(references.map((reference) => loadDefinition(reference)));
  return [...new Set(definitions.map(({ permissionSet }) => permissionSet))];
};

const hintText = (hint: UserHint): string =>
  messages.getMessage(`user.${hint.code}`, hint.code === 'ownSet' ? [hint.permissionSet] : []);

const entryOf = ({ username, name, hints }: ChoosableUser): ListEntry<string> => ({
  value: username,
  name: username,
  note: [name, ...hints.map(hintText)].filter((part) => part !== '').join('; '),
});

/** What was typed, as a username or an alias: who is not in the list can be named all the same. */
const typedEntry = (typed: string): ListEntry<string> => ({
  value: typed,
  name: messages.getMessage('user.typed', [typed]),
  note: '',
});

/**
 * Lets a person choose a user of the org: active ones, those first that look like an integration user, each with why. What
 * is typed narrows the list, and is looked for in the org where that has more users than were read.
 * @returns a username; null for whoever is logged in
 * @throws OrgFailure, INTERRUPTED among it; DefinitionMistake
 */
export const chooseUser = async (offered: UsersOffered): Promise<string | null> => {
  const { connect, waitMs, signal, references, withNobody } = offered;
  const client = createOrgClient(await connect(), { waitMs, signal });
  const { users, isAll } = await readChoosableUsers(client, await ownSetsOf(references));
  // The time that a person takes is not that of the org.
  const further = async (typed: string, stopped: AbortSignal): Promise<readonly ChoosableUser[]> => {
    await delay(stillMs, undefined, { signal: stopped });
    client.restartClock();
    return readUsersNamed(client, typed).catch((error: unknown) => {
      // Those that were read before are still there to choose from.
      if (error instanceof OrgFailure) return [];
      throw error;
    });
  };
  const nobody: ListEntry<null> = {
    value: null,
    name: messages.getMessage('user.nobody', [client.username]),
    note: messages.getMessage('user.nobody.note'),
  };
  const hinted = users.filter(({ hints }) => hints.length > 0).map(entryOf);
  const others = users.filter(({ hints }) => hints.length === 0).map(entryOf);
  const entriesFor = async (typed: string, stopped: AbortSignal): Promise<ListEntry<string | null>[]> => {
    const own: ListEntry<string | null>[] = [...hinted, ...(withNobody ? [nobody] : []), ...others];
    if (typed === '') return own;
    const fitting = own.filter((entry) => isNarrowedTo(entry, typed));
    const more = isAll || typed.length < fewestLetters ? [] : await further(typed, stopped);
    const isNew = ({ username }: ChoosableUser): boolean => !users.some((user) => sameName(user.username, username));
    const all = [...fitting, ...more.filter(isNew).map(entryOf)];
    const isThere = all.some(({ value }) => value !== null && sameName(value, typed));
    return isThere || /\s/.test(typed) ? all : [...all, typedEntry(typed)];
  };
  const chosen = await chooseFromList({ question: messages.getMessage('user.question'), entriesFor, signal });
  if (chosen === null) return null;
  const [username = chosen] = await usernamesOf([chosen]);
  return username;
};
