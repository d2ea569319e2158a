/** A page of Setup: that of the user, or of an object or its fields. */
export type SetupPage = { readonly page: 'user' } | { readonly page: 'object' | 'fields'; readonly sobject: string };
