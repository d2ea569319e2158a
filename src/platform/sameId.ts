/** The platform takes ids of 15 and of 18 characters for the same record. */
export const sameId = (a: string, b: string): boolean => a.slice(0, 15) === b.slice(0, 15);
