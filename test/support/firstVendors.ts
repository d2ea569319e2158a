/**
 * The vendors that the product began with. Tests that run a command for every definition and user take these: what is true of them in every
 * way is true of all, and the others are granted and checked once each (vendors.test.ts).
 */
export const firstVendors: readonly string[] = ['6sense', 'ciro', 'cognism', 'hg-insights'];

/** Whether a definition is of one of them. */
export const isFirstVendor = ({ id }: { readonly id: string }): boolean => firstVendors.includes(id);
