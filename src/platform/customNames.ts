/** What the suffix of an API name tells: everything that is no standard thing has one (`Invoice__c`, `Order__e`). */

/** Whether it is a custom object, or a custom field of any object: those two have the suffix `__c`. */
export const isCustom = (name: string): boolean => /__c$/i.test(name);

/** Whether it is a custom metadata type: `Setting__mdt`. */
export const isMetadataType = (name: string): boolean => /__mdt$/i.test(name);

/**
 * Whether the name has any suffix or a namespace: `Invoice__c`, `Knowledge__kav`, `acme__Invoice__c`. The names of an org's
 * own things have no double underscore of their own (fact H4).
 */
export const hasSuffix = (name: string): boolean => name.includes('__');

/**
 * Whether a license that allows no standard object does not count for this object: custom objects, platform events, custom
 * metadata types, external and big objects (fact A16 is about standard objects only).
 */
export const isBeyondStandardObjects = (sobject: string): boolean => /__(c|e|mdt|x|b)$/i.test(sobject);

/** The namespace of a packaged object or field, as its name begins with it: `acme__Signal__c`. Null for all others. */
export const namespaceOf = (name: string): string | null =>
  /^([a-z][a-z0-9]*(?:_[a-z0-9]+)*)__\w+?__[a-z]+$/i.exec(name)?.[1] ?? null;
