/** A list from which a person at the terminal chooses, and which becomes shorter while the person types. */
import { setImmediate as later } from 'node:timers/promises';
import { Messages } from '@salesforce/core';
import { OrgFailure } from '../org/failure.js';
import { visible } from '../report/visible.js';
import { withoutSecrets } from '../secrets.js';
import { terminal } from './terminal.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'choose');

/** One entry of a list. */
export type ListEntry<Value> = {
  readonly value: Value;
  readonly name: string;
  /** What is said of it beside its name; empty for nothing. */
  readonly note: string;
  /** What is looked for too, and not shown. */
  readonly hidden?: string;
};

export type ListQuestion<Value> = {
  readonly question: string;
  /** The entries for what was typed so far, which is empty at first; the first of them is what Enter takes. */
  readonly entriesFor: (typed: string, signal: AbortSignal) => Promise<readonly ListEntry<Value>[]>;
  /** Ends the question. */
  readonly signal: AbortSignal;
};

/** How many entries are shown at once. */
const pageSize = 12;

/** As @inquirer calls that somebody pressed Ctrl-C, or that the signal was given. */
const endings: ReadonlySet<string> = new Set(['ExitPromptError', 'AbortPromptError']);

const shown = (text: string): string => visible(withoutSecrets(text));

/** Whether an entry holds every word that was typed, in whatever case. */
export const isNarrowedTo = ({ name, note, hidden = '' }: ListEntry<unknown>, typed: string): boolean => {
  const text = `${name} ${note} ${hidden}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

/**
 * Lets a person choose.
 * @returns the value of the chosen entry
 * @throws OrgFailure INTERRUPTED at Ctrl-C, or when the signal is given
 */
export const chooseFromList = async <Value>(list: ListQuestion<Value>): Promise<Value> => {
  // Loaded now: only who sits at a terminal and leaves something out needs it.
  const { default: search } = await import('@inquirer/search');
  for (;;) {
    let offered: readonly ListEntry<Value>[] = [];
    let latest = '';
    const chosen = await search<ListEntry<Value>>(
      {
        message: shown(list.question),
        pageSize,
        source: async (term = '', { signal }) => {
          latest = term;
          const entries = await list.entriesFor(term.trim(), signal);
          if (latest === term) offered = entries;
          return entries.map((entry) => ({
            value: entry,
            name: shown(entry.note === '' ? entry.name : `${entry.name}  (${entry.note})`),
            short: shown(entry.name),
          }));
        },
        // Lets what was typed before Enter be looked for.
        validate: async () => {
          await later();
          return true;
        },
        theme: { style: { keysHelpTip: () => messages.getMessage('keys') } },
      },
      { ...terminal.streams(), signal: list.signal },
    ).catch((error: unknown) => {
      if (error instanceof Error && endings.has(error.name)) throw new OrgFailure('INTERRUPTED');
      throw error;
    });
    // Text that is pasted together with Enter is faster than the list: what is taken is the first entry for the text, as the
    // screen says then. Where there is none, the question is asked again.
    const taken = offered.includes(chosen) ? chosen : offered[0];
    if (taken) return taken.value;
  }
};
