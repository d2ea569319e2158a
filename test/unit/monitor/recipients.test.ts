/** Who is told of a look that several entries of the project file are about. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { ChannelSettings } from '../../../src/monitor/monitorSettings.js';
import { looksFor, mailsFor, toldOfAny } from '../../../src/monitor/recipients.js';
import { lookWith } from '../report/monitor/messages.js';

const mail = (name: string, to: readonly string[]): ChannelSettings => ({
  ...{ name, type: 'smtp', host: 'h', port: 25, security: 'none', from: 'a@b.c', to },
});
const hook = (name: string): ChannelSettings => ({ name, type: 'webhook', urlFrom: 'URL' });

/** Channels and addresses that hear of a look with this `notify`. */
const readersOf = (notify: readonly string[], all: readonly ChannelSettings[]): string[] => {
  const looks = [lookWith({ notify })];
  const readers = all.flatMap((one) =>
    one.type === 'smtp'
      ? mailsFor(one, { looks }, all).flatMap(({ to }) => to)
      : looksFor(one, looks, all).map(() => one.name),
  );
  return [...new Set(readers.map((one) => one.toLowerCase()))].sort();
};

describe('who is told of a look that several entries name', () => {
  it('is whoever one of them names, and every channel where one of them names nobody', () => {
    const all = [hook('one'), hook('two')];
    expect(toldOfAny([['one'], ['two', 'ONE']], all)).to.deep.equal(['one', 'two']);
    expect(toldOfAny([[], ['two']], all)).to.deep.equal([]);
    expect(toldOfAny([['two'], [], ['a@x.com']], all)).to.deep.equal(['one', 'two', 'a@x.com']);
  });

  it('is exactly whoever is told by one of them alone', () => {
    const people = ['a@x.com', 'B@x.com', 'c@x.com'];
    const channel = (name: string): fc.Arbitrary<ChannelSettings> =>
      fc.oneof(
        fc.constant(hook(name)),
        fc.subarray(people).map((to) => mail(name, to)),
      );
    const list = fc.subarray(['one', 'Two', 'three', 'A@x.com', 'b@x.com', 'd@x.com']);
    fc.assert(
      fc.property(
        fc.tuple(channel('one'), channel('two'), channel('three')),
        fc.array(list, { minLength: 1, maxLength: 3 }),
        (all, lists) => {
          const each = new Set(lists.flatMap((notify) => readersOf(notify, all)));
          expect(readersOf(toldOfAny(lists, all), all)).to.deep.equal([...each].sort());
        },
      ),
    );
  });
});
