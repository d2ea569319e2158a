/** OFFSET goes no further (SOQL reference, "OFFSET"; error NUMBER_OUTSIDE_VALID_RANGE). */
export const MAX_OFFSET = 2000;
