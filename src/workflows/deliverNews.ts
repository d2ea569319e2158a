/** Sends what channels have not confirmed yet, this run's news and what was left of runs before. */
import { messageIdOf } from '../files/monitorStore.js';
import type { MonitorStore, UnfitState } from '../files/monitorStore.js';
import type { Delivery, MonitorMessage } from '../monitor/message.js';
import type { ChannelSettings } from '../monitor/monitorSettings.js';
import { dueIn } from '../monitor/outbox.js';
import type { Due } from '../monitor/outbox.js';
import { Refusal } from '../refusal.js';

/**
 * Sends one message to these channels; a channel that fails holds up no other.
 * @returns how each has taken it; nothing of a channel that is told of none of its looks
 */
export type Sender = (message: MonitorMessage, channels: readonly ChannelSettings[]) => Promise<readonly Delivery[]>;

export type DeliveryInput = {
  readonly store: MonitorStore;
  readonly channels: readonly ChannelSettings[];
  readonly send: Sender;
  readonly signal: AbortSignal;
};

export type Delivered = {
  /** In the order in which they were sent. */
  readonly deliveries: readonly Delivery[];
  /** Channels that are in no file any more, and to which something was due: it was struck off. */
  readonly dropped: readonly string[];
  /** Why what was confirmed could not be written down, so that it will be sent again; null where it could. */
  readonly trouble: Refusal | null;
  readonly unfit: readonly UnfitState[];
};

/** One message, and the channels that are due it: those for which the same states hold it. */
type Mailing = { readonly message: MonitorMessage; readonly dues: readonly Due[] };

const mailingsOf = (dues: readonly Due[]): Mailing[] => {
  const byId = new Map<string, Due[]>();
  for (const due of dues) {
    const id = messageIdOf(due.run, due.files);
    byId.set(id, [...(byId.get(id) ?? []), due]);
  }
  return [...byId].flatMap(([id, same]) => (same[0] ? [{ message: { id, ...same[0].message }, dues: same }] : []));
};

/**
 * Sends everything that is due, the oldest run first, and strikes off what is confirmed as soon as it is. A channel that has
 * failed gets no later message in this run: they would come out of order.
 * @throws Refusal where the states cannot be read, or another run does not end
 */
export const deliverNews = async ({ store, channels, send, signal }: DeliveryInput): Promise<Delivered> =>
  store.alone(async () => {
    await store.finishConfirming();
    const { states, unfit } = await store.all();
    const dues = dueIn(states);
    const isKnown = ({ channel }: Due): boolean => channels.some(({ name }) => name === channel);
    const deliveries: Delivery[] = [];
    const failed = new Map<string, Delivery>();
    let trouble: Refusal | null = null;
    const strike = async (due: Due): Promise<void> => {
      try {
        await store.confirm(due);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        trouble ??= error;
      }
    };
    // One after the other: what is written down of an unfinished one must not be taken for that of another.
    let turn: Promise<void> = Promise.resolve();
    const inTurn = (work: () => Promise<void>): Promise<void> => (turn = turn.then(work));
    for (const due of dues.filter((one) => !isKnown(one))) await strike(due);
    for (const { message, dues: same } of mailingsOf(dues.filter(isKnown))) {
      if (trouble !== null || signal.aborted) break;
      const waiting = same.filter(({ channel }) => !failed.has(channel));
      const told = channels.filter(({ name }) => waiting.some(({ channel }) => channel === name));
      // Side by side, so that none waits for another, and each is struck off as soon as it has confirmed.
      const taken = await Promise.all(
        told.map(async (channel) => {
          const own = await send(message, [channel]);
          const due = waiting.find((one) => one.channel === channel.name);
          const failure = own.find(({ result }) => result === 'failed');
          if (failure) failed.set(channel.name, failure);
          // A channel that is told of none of these looks has nothing to confirm.
          else if (due) await inTurn(() => strike(due));
          return own;
        }),
      );
      deliveries.push(...taken.flat());
    }
    return {
      deliveries,
      dropped: [...new Set(dues.filter((one) => !isKnown(one)).map(({ channel }) => channel))],
      trouble,
      unfit,
    };
  });
