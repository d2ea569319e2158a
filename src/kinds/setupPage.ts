/** A page of Setup: that of the user, the list of profiles, or of an object or its fields. */
export type SetupPage =
  | { readonly page: 'user' }
  | { readonly page: 'profiles' }
  | { readonly page: 'sharing' }
  | { readonly page: 'packages' }
  | { readonly page: 'object' | 'fields'; readonly sobject: string };
