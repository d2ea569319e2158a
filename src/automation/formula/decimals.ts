/*
 * The platform reckons in decimals, JavaScript in binary fractions: 0.1 + 0.2 is 0.3 there and not here. So numbers are reckoned as
 * whole numbers with a scale, and whatever needs more digits than a number of JavaScript holds is not answered.
 */
type Decimal = { readonly digits: bigint; readonly scale: number };

const decimalOf = (value: number): Decimal | undefined => {
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(String(value));
  if (match === null) return undefined;
  const [, whole = '0', fraction = ''] = match;
  return { digits: BigInt(whole + fraction), scale: fraction.length };
};

const numberOf = (decimal: Decimal): number | undefined => {
  let { digits, scale } = decimal;
  while (scale > 0 && digits % 10n === 0n) [digits, scale] = [digits / 10n, scale - 1];
  const sign = digits < 0n ? '-' : '';
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  if (text.replace(/^0+/, '').length > 15) return undefined;
  const whole = text.slice(0, text.length - scale);
  return Number(`${sign}${whole}${scale > 0 ? `.${text.slice(text.length - scale)}` : ''}`) + 0;
};

const power = (scale: number): bigint => 10n ** BigInt(scale);

const exactly = (a: number, b: number, reckon: (a: Decimal, b: Decimal) => Decimal | undefined): number | undefined => {
  const [left, right] = [decimalOf(a), decimalOf(b)];
  const result = left === undefined || right === undefined ? undefined : reckon(left, right);
  return result === undefined ? undefined : numberOf(result);
};

/** a + b; nothing where it has too many digits. */
export const sum = (a: number, b: number): number | undefined =>
  exactly(a, b, (left, right) => {
    const scale = Math.max(left.scale, right.scale);
    return { digits: left.digits * power(scale - left.scale) + right.digits * power(scale - right.scale), scale };
  });

/** a × b; nothing where it has too many digits. */
export const product = (a: number, b: number): number | undefined =>
  exactly(a, b, (left, right) => ({ digits: left.digits * right.digits, scale: left.scale + right.scale }));

/** a ÷ b where it comes out even; nothing otherwise, as how the platform rounds is not certain. */
export const quotient = (a: number, b: number): number | undefined =>
  exactly(a, b, (left, right) => {
    if (right.digits === 0n) return undefined;
    const scale = 15;
    const dividend = left.digits * power(scale + right.scale);
    const divisor = right.digits * power(left.scale);
    return dividend % divisor === 0n ? { digits: dividend / divisor, scale } : undefined;
  });
