/** API names, with a namespace or without (fact H4); anything else has no business in a path or a package. */
export const isPermissionSetName = (name: string): boolean => name.length <= 97 && /^[a-z]\w*$/i.test(name);
