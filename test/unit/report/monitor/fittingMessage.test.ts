/** A message of the monitor that is cut to what a channel takes. */
import { expect } from 'chai';
import type { LookNews } from '../../../../src/monitor/message.js';
import type { News } from '../../../../src/monitor/news.js';
import { fitting } from '../../../../src/report/monitor/fittingMessage.js';
import { messageText } from '../../../../src/report/monitor/messageText.js';
import type { MessageText } from '../../../../src/report/monitor/messageText.js';
import { wordsOf } from '../support/scenes.js';
import { lookWith, newsWith } from './messages.js';

const said = wordsOf('monitorMessage');
const textOf = (looks: readonly LookNews[]): MessageText =>
  messageText({ id: 'm-1', at: '2026-11-28T07:00:00.000Z', looks }, said);

describe('a message that is cut to what a channel takes', () => {
  const news = (number: number): News[] => Array.from({ length: number }, (_, at) => newsWith({ what: String(at) }));
  /** Items and parts of each form that was tried, and the last one. */
  const tried = (
    text: MessageText,
    fits: (text: MessageText) => boolean,
  ): { forms: string[]; last: MessageText | null } => {
    const forms: string[] = [];
    try {
      const last = fitting(
        text,
        said,
        (form) => form,
        (form) => {
          forms.push(`${form.parts.length} parts, ${form.parts[0]?.items.length ?? 0} items`);
          return fits(form);
        },
      );
      return { forms, last };
    } catch (error) {
      forms.push((error as Error).message);
      return { forms, last: null };
    }
  };

  it('is whole where it fits', () => {
    const text = textOf([lookWith({ news: news(3) })]);
    expect(tried(text, () => true)).to.deep.equal({ forms: ['1 parts, 3 items'], last: text });
  });

  it('has fewer items and parts each time, and says how many are left out', () => {
    const text = textOf([lookWith({ news: news(6) }), lookWith({ news: news(5) }), lookWith({ news: news(3) })]);
    const { forms, last } = tried(text, ({ parts }) => parts.every(({ items }) => items.length <= 3));
    expect(forms).to.deep.equal(['3 parts, 6 items', '3 parts, 5 items', '3 parts, 3 items']);
    expect(last).to.deep.equal({
      ...text,
      parts: text.parts.map((part, at) => ({
        ...part,
        items: part.items.slice(0, 3),
        more: ['And 3 more.', 'And 2 more.', null][at],
      })),
    });
  });

  it('ends with its subject alone, and is a defect where not even that fits', () => {
    const text = textOf([lookWith({ news: news(2) }), lookWith({ news: news(2) })]);
    expect(tried(text, () => false).forms).to.deep.equal([
      '2 parts, 2 items',
      '2 parts, 1 items',
      '2 parts, 1 items',
      '1 parts, 1 items',
      '1 parts, 0 items',
      '0 parts, 0 items',
      'not even the subject of the message fits',
    ]);
    expect(tried(text, ({ parts }) => parts.length === 0).last).to.deep.equal({
      ...text,
      parts: [],
      more: said('more.looks', ['2']),
    });
  });

  it('tries no form that leaves nothing out', () => {
    const parts = Array.from({ length: 30 }, () => lookWith({ news: news(1) }));
    expect(tried(textOf(parts), ({ parts: left }) => left.length < 30).forms).to.deep.equal([
      '30 parts, 1 items',
      '20 parts, 1 items',
    ]);
    const items = textOf([lookWith({ news: news(20) })]);
    expect(tried(items, ({ parts: [one] }) => (one?.items.length ?? 0) < 20).forms).to.deep.equal([
      '1 parts, 20 items',
      '1 parts, 10 items',
    ]);
  });
});
