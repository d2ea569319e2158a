/** A moment in the form of REST JSON: `2026-11-22T10:00:00.000+0000`. */
export const datetimeOf = (milliseconds: number): string => new Date(milliseconds).toISOString().replace('Z', '+0000');

/** A moment in the form of SOAP: `2026-11-22T10:00:00.000Z`. */
export const soapDatetimeOf = (milliseconds: number): string => new Date(milliseconds).toISOString();

/**
 * Milliseconds since the epoch of a datetime, with `Z`, `+0000` or `+00:00` at its end; NaN for what is no datetime.
 */
export const millisecondsOf = (datetime: string): number => Date.parse(datetime.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
