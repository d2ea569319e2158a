import { expect } from 'chai';
import { visible, visibleText } from '../../../src/report/visible.js';

describe('visible', () => {
  const table: [string, string, string][] = [
    ['ANSI escape', 'a\u001b[31mred\u001b[0m', 'a\\u{1b}[31mred\\u{1b}[0m'],
    ['bell and backspace', 'a\u0007\u0008', 'a\\u{7}\\u{8}'],
    ['line break', 'a\nb', 'a\\u{a}b'],
    ['C1 control (CSI)', 'a\u009b31m', 'a\\u{9b}31m'],
    ['right-to-left override', 'a\u202egnp', 'a\\u{202e}gnp'],
    ['zero-width', 'a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
    ['lone surrogate', 'a\ud800', 'a\\u{d800}'],
    ['ordinary text of any language', 'Zoë O’Hara 東京 – 50 %', 'Zoë O’Hara 東京 – 50 %'],
    ['emoji', '👍🏽', '👍🏽'],
  ];
  for (const [title, given, shown] of table) it(title, () => expect(visible(given)).to.equal(shown));
});

describe('visibleText', () => {
  const table: [string, string, string][] = [
    ['lines and colors stay', 'a\r\n\u001b[31mred\u001b[39m\n', 'a\r\n\u001b[31mred\u001b[39m\n'],
    ['other escapes do not', '\u001b[1A\u001b[2Ka\u001b]0;x\u0007', '\\u{1b}[1A\\u{1b}[2Ka\\u{1b}]0;x\\u{7}'],
    ['nor a return alone', 'a\rb\u202ec', 'a\\u{d}b\\u{202e}c'],
  ];
  for (const [title, given, shown] of table) it(title, () => expect(visibleText(given)).to.equal(shown));
});
