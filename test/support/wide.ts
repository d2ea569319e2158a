/** A definition that is too much for one transaction of the platform (fact I9), and an org that has what it names. */

/** Fields of Lead for a scenario. */
export const wideFields: Readonly<Record<string, Record<string, string>>> = {
  Lead: Object.fromEntries(Array.from({ length: 520 }, (_, i) => [`Wide_${i}__c`, 'string(20); label=Wide'])),
};

/** What asks for all of them: 522 entries. */
export const wideRules: readonly object[] = [
  { object: 'Lead', access: ['read', 'edit'] },
  { field: 'Lead.Wide_*__c', access: ['edit'] },
];
