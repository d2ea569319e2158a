/** A blank that is missing behind a colon: a text where a key was meant. */
import type { ToldSlip } from './foundSlip.js';

/** A key with its value right behind the colon, such as neither an address nor a path of Windows is. */
export const withoutBlank = /^([A-Za-z]\w*):(?=[^\s:])(?!\/\/|\\)/;

/** Such a text with the blank. */
export const withBlank = (typed: string): string => typed.replace(withoutBlank, '$1: ').trim();

/** A blank that is missing behind the colon of what should be a key: the text of a value, such as no address, path or time is. */
export const slipOfText = (value: string): ToldSlip | undefined =>
  withoutBlank.test(value) && !/^\w+:\d/.test(value)
    ? { slip: 'colonWithoutBlank', tokens: [], advice: [withBlank(value)] }
    : undefined;
