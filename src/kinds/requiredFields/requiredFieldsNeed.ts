/** Whatever every new record of an object has to be given must be written by the integration, or come by itself. */
export type RequiredFieldsNeed = { readonly kind: 'requiredFields'; readonly sobject: string };

/** The id of the need, published as the id of its finding: `requiredFields:Lead`. */
export const requiredFieldsId = ({ sobject }: RequiredFieldsNeed): string => `requiredFields:${sobject}`;
