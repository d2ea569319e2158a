/** Sends what channels have not confirmed yet, this run's news and what was left of runs before. */
import { messageIdOf } from '../files/monitorStore.js';
import type { MonitorStore, UnfitState } from '../files/monitorStore.js';
import type { Delivery, MonitorMessage } from '../monitor/message.js';
import type { ChannelSettings } from '../monitor/monitorSettings.js';
import { dueIn, isGivenUp, isOftenPutOff, isOutdated } from '../monitor/outbox.js';
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
  /** Milliseconds since the epoch; default: the clock. */
  readonly now?: () => number;
};

export type Delivered = {
  /** In the order in which they were sent. */
  readonly deliveries: readonly Delivery[];
  /** Channels that have not taken something for so long that it was struck off. */
  readonly dropped: readonly string[];
  /** Why what was confirmed could not be written down, so that it will be sent again; null where it could. */
  readonly trouble: Refusal | null;
  readonly unfit: readonly UnfitState[];
};

/** One message, and the channels that are due it: those for which the same states hold it. */
type Mailing = { readonly message: MonitorMessage; readonly dues: readonly Due[] };

/** A message that a channel has put off too often, and how it has done so in this run. */
type Doubt = { readonly due: Due; readonly failure: Delivery };

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
 * failed for now gets no later message in this run: they would come out of order; but after some runs it is tried with the next
 * one, and where it takes that, the message that it has put off again and again is sent once more at the end, and then given up. One that refuses a message for good gets
 * those behind it, and the message again until it is given up. What is due to channels of other runs is left to them, until
 * it is outdated.
 * @throws Refusal where the states cannot be read, or another run does not end
 */
export const deliverNews = async ({
  store,
  channels,
  send,
  signal,
  now = Date.now,
}: DeliveryInput): Promise<Delivered> =>
  store.alone(async () => {
    await store.finishConfirming();
    const { states, unfit } = await store.each(({ outbox }) => (outbox.length === 0 ? null : { outbox }));
    const dues = dueIn(states);
    const isKnown = ({ channel }: Due): boolean => channels.some(({ name }) => name === channel);
    const deliveries: Delivery[] = [];
    const failed = new Set<string>();
    const settled = new Set<Due>();
    /** What a channel has put off too often, as long as it is not known whether it takes what stands behind it. */
    const doubted = new Map<string, Doubt>();
    /** What a channel has put off too often although it has taken what stands behind it. */
    const passedOver: Doubt[] = [];
    const isStopped = (): boolean => signal.aborted;
    let trouble: Refusal | null = null;
    const writeDown = async (work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        trouble ??= error;
      }
    };
    const strike = async (due: Due): Promise<void> => {
      settled.add(due);
      await writeDown(() => store.confirm(due));
    };
    // One after the other: what is written down of an unfinished one must not be taken for that of another.
    let turn: Promise<void> = Promise.resolve();
    const inTurn = (work: () => Promise<void>): Promise<void> => (turn = turn.then(work));
    /** What becomes of a message that was not taken. */
    const afterFailure = async (failure: Delivery, due: Due): Promise<Delivery> => {
      const { permanent } = failure;
      if (permanent === undefined) {
        await inTurn(() => writeDown(() => store.countPutOff(due)));
        // Whether it is this message alone shows with the next one; but two that are put off are the channel.
        if (isOftenPutOff(due) && !doubted.has(failure.name)) doubted.set(failure.name, { due, failure });
        else failed.add(failure.name);
        return failure;
      }
      if (!isGivenUp(due, permanent, now())) {
        await inTurn(() => writeDown(() => store.countRefusal(due)));
        return failure;
      }
      await inTurn(() => strike(due));
      return { ...failure, givenUp: true };
    };
    for (const { message, dues: same } of mailingsOf(dues.filter(isKnown))) {
      if (trouble !== null || signal.aborted) break;
      const waiting = same.filter(({ channel }) => !failed.has(channel));
      const told = channels.filter(({ name }) => waiting.some(({ channel }) => channel === name));
      // Side by side, so that none waits for another, and each is struck off as soon as it has confirmed.
      const taken = await Promise.all(
        told.map(async (channel) => {
          const own = await send(message, [channel]);
          const due = waiting.find((one) => one.channel === channel.name);
          if (due === undefined) return own;
          if (own.some(({ result }) => result === 'failed'))
            return Promise.all(own.map(async (one) => (one.result === 'failed' ? afterFailure(one, due) : one)));
          // A channel that is told of none of these looks has nothing to confirm.
          await inTurn(() => strike(due));
          const doubt = own.length > 0 ? doubted.get(channel.name) : undefined;
          if (doubt !== undefined) {
            doubted.delete(channel.name);
            passedOver.push(doubt);
          }
          return own;
        }),
      );
      deliveries.push(...taken.flat());
    }
    for (const { due, failure } of passedOver) {
      const { name } = failure;
      // A channel that has put off another one since then may be out of order itself.
      if (trouble !== null || isStopped() || failed.has(name) || doubted.has(name)) continue;
      const again = await send(
        { id: failure.messageId, ...due.message },
        channels.filter((channel) => channel.name === name),
      );
      const refused = again.find(({ result }) => result === 'failed');
      // A run that is stopped while it sends cannot tell what the channel thinks of it.
      if (refused !== undefined && isStopped()) break;
      await strike(due);
      const told = refused === undefined ? again : [{ ...refused, givenUp: true as const }];
      deliveries.splice(deliveries.indexOf(failure), 1, ...told);
    }
    const outdated =
      trouble !== null || signal.aborted ? [] : dues.filter((due) => !settled.has(due) && isOutdated(due, now()));
    for (const due of outdated) await strike(due);
    return { deliveries, dropped: [...new Set(outdated.map(({ channel }) => channel))], trouble, unfit };
  });
