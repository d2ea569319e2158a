/** Text (Encrypted), the classic encryption of custom fields: who reads the field gets its values masked (fact C19). */

/** Without it values arrive masked; View All Data and Modify All Data do not include it. */
export const viewEncryptedData = 'ViewEncryptedData';

/** Whether a field of this name can be of this sort: only custom fields can, those of persons' accounts included. */
export const isCustomField = (name: string): boolean => /__p?c$/i.test(name);

/** Whether it is of this sort: EntityParticle tells the type in the words of the API, or by its documentation of Setup. */
export const isMaskedType = (dataType: string): boolean => /^(encryptedstring|text ?\(encrypted\).*)$/i.test(dataType);
