/**
 * The user permission whose holders may run every Apex class, whatever permission sets say of the single ones: Author Apex
 * (Salesforce Help: How Does Apex Class Security Work?).
 */
export const allClasses = 'AuthorApex';
