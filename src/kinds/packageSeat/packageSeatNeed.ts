/** A seat of a managed package that is licensed user by user. */
export type PackageSeatNeed = { readonly kind: 'packageSeat'; readonly namespace: string };

/** The id of the need, published as the id of its finding: `packageSeat:acme`. */
export const packageSeatId = ({ namespace }: PackageSeatNeed): string => `packageSeat:${namespace}`;
