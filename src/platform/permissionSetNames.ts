/** Names that permission sets can have (fact H4). */

/** The longest API name, without a namespace. */
export const longestSetName = 80;

/** An API name without a namespace: letters and digits with single underscores between them. */
export const ownSetNamePattern = /^[A-Za-z](?:_?[A-Za-z0-9])*$/;

/** Whether a permission set of the org itself, without a namespace, can have this API name. */
export const isOwnSetName = (name: string): boolean => name.length <= longestSetName && ownSetNamePattern.test(name);

/** API names, with a namespace or without; anything else has no business in a path or a package. */
export const isPermissionSetName = (name: string): boolean => name.length <= 97 && /^[a-z]\w*$/i.test(name);
