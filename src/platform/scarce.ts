/** Less than this part of an allowance is little. */
const scarcePart = 0.1;

/** Whether an allowance of the org is nearly used up. */
export const isScarce = ({ max, remaining }: { readonly max: number; readonly remaining: number }): boolean =>
  max > 0 && remaining < max * scarcePart;
