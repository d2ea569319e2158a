/** Days within which the end of an assignment is worth a warning, unless somebody says otherwise. */
export const expiresWithinDays = 14;
