/** What channels have not confirmed yet, over all states of a folder: pure. */
import type { MonitorMessage, Permanent } from './message.js';
import type { Batch, MonitorState } from './monitorState.js';

const dayMs = 86_400_000;

/** How long news is kept for a channel that does not take it, or that no run has named. */
const mostDays = 14;

/** What is refused for good is given up after so many runs where the message is refused, and always after so many days. */
const mostRefusals = 3;
const mostRefusedDays = 7;

/** What one channel has to be told of one run. */
export type Due = {
  readonly run: string;
  readonly channel: string;
  /** The states that hold a part of it, by the names of their files, sorted. */
  readonly files: readonly string[];
  readonly message: Omit<MonitorMessage, 'id'>;
  /** In how many runs before this one the channel has refused it for good. */
  readonly refusals: number;
  /** In how many runs before this one the channel has put it off. */
  readonly putOff: number;
};

/** That a channel has confirmed what these states hold of a run. */
export type Confirmed = Pick<Due, 'run' | 'channel' | 'files'>;

/** What is due, the oldest run first; for each run, channel by channel. @param states by the names of their files */
export const dueIn = (states: ReadonlyMap<string, Pick<MonitorState, 'outbox'>>): Due[] => {
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
      const orgs = pending.flatMap(({ batch }) => batch.orgs ?? []);
      return {
        ...{ run, channel },
        files: pending.map(({ file }) => file),
        message: {
          at,
          looks: pending.flatMap(({ batch }) => batch.looks),
          ...(orgs.length === 0 ? {} : { orgs }),
        },
        refusals: Math.max(0, ...pending.map(({ batch }) => batch.refusals?.[channel] ?? 0)),
        putOff: Math.max(0, ...pending.map(({ batch }) => batch.putOff?.[channel] ?? 0)),
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

const ageMs = ({ message }: Pick<Due, 'message'>, now: number): number => now - Date.parse(message.at);

/** Whether it is too old to be kept for a channel. @param now milliseconds since the epoch */
export const isOutdated = (due: Pick<Due, 'message'>, now: number): boolean => ageMs(due, now) > mostDays * dayMs;

/**
 * Whether what was refused for good once more is given up: a message that is not liked sooner than one for which somebody
 * has to set the channel right, such as a token that has ended.
 * @param now milliseconds since the epoch
 */
export const isGivenUp = (due: Pick<Due, 'message' | 'refusals'>, permanent: Permanent, now: number): boolean =>
  (permanent === 'message' && due.refusals + 1 >= mostRefusals) || ageMs(due, now) >= mostRefusedDays * dayMs;

/** After so many runs in which a channel has put a message off, it is found out whether it takes the one behind it. */
const mostPutOff = 3;

/** Whether it may be this message alone that the channel does not take, and not the channel that is out of order. */
export const isOftenPutOff = ({ putOff }: Pick<Due, 'putOff'>): boolean => putOff >= mostPutOff;

/** What is counted of a channel that does not take a run's news: that it refused them, or put them off. */
type Counted = 'refusals' | 'putOff';

/** The state with one more of what is counted of a channel, for a run's news. */
export const withOneMore = (
  state: MonitorState,
  { run, channel }: Pick<Confirmed, 'run' | 'channel'>,
  counted: Counted,
): MonitorState => ({
  ...state,
  outbox: state.outbox.map((batch) =>
    batch.run === run
      ? { ...batch, [counted]: { ...batch[counted], [channel]: (batch[counted]?.[channel] ?? 0) + 1 } }
      : batch,
  ),
});
