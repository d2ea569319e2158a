/** What channels have not confirmed yet, over all states of a folder: pure. */
import type { MonitorMessage } from './message.js';
import type { Batch, MonitorState } from './monitorState.js';

/** What one channel has to be told of one run. */
export type Due = {
  readonly run: string;
  readonly channel: string;
  /** The states that hold a part of it, by the names of their files, sorted. */
  readonly files: readonly string[];
  readonly message: Omit<MonitorMessage, 'id'>;
};

/** That a channel has confirmed what these states hold of a run. */
export type Confirmed = Pick<Due, 'run' | 'channel' | 'files'>;

/** What is due, the oldest run first; for each run, channel by channel. @param states by the names of their files */
export const dueIn = (states: ReadonlyMap<string, MonitorState>): Due[] => {
  const parts = [...states]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([file, { outbox }]) => outbox.map((batch): { file: string; batch: Batch } => ({ file, batch })));
  const firstOf = new Map<string, string>();
  for (const { batch } of parts) {
    const first = firstOf.get(batch.run);
    if (first === undefined || batch.at < first) firstOf.set(batch.run, batch.at);
  }
  const runs = [...firstOf].sort(([a, at], [b, other]) => (at === other ? (a < b ? -1 : 1) : at < other ? -1 : 1));
  return runs.flatMap(([run, at]) => {
    const own = parts.filter(({ batch }) => batch.run === run);
    const channels = [...new Set(own.flatMap(({ batch }) => batch.pending))];
    return channels.map((channel): Due => {
      const pending = own.filter(({ batch }) => batch.pending.includes(channel));
      return {
        ...{ run, channel },
        files: pending.map(({ file }) => file),
        message: { at, looks: pending.flatMap(({ batch }) => batch.looks) },
      };
    });
  });
};

/** The state without what a channel has confirmed; what everybody has confirmed is not kept. */
export const withoutConfirmed = (
  state: MonitorState,
  { run, channel }: Pick<Confirmed, 'run' | 'channel'>,
): MonitorState => ({
  ...state,
  outbox: state.outbox
    .map((batch) => (batch.run === run ? { ...batch, pending: batch.pending.filter((one) => one !== channel) } : batch))
    .filter(({ pending }) => pending.length > 0),
});
