/** Kinds of rules that may say what a line of a vendor's page asks for, where the line itself was not understood. */

/** Words of pages, with the key of the rule that says it (docs/definitions.md). */
const themes: readonly (readonly [RegExp, string])[] = [
  [/\bprofiles?\b/i, 'profile'],
  [/\bpermission set licen[sc]es?\b/i, 'permissionSetLicense'],
  [/\bpermission sets?\b(?! licen[sc]e)/i, 'permissionSetAssigned'],
  [/\b(?:user|salesforce|integration) licen[sc]es?\b/i, 'userLicense'],
  [/\b(?:connected|external client) apps?\b/i, 'connectedApp'],
  [/\b(?:managed )?packages?\b|\bAppExchange\b/i, 'package'],
  [/\bhistory\b/i, 'historyTracking'],
  [/\b(?:validation rules?|flows?|triggers?|automations?|workflow rules?)\b/i, 'automation'],
  [/\bpicklists?\b/i, 'picklistValue'],
  [/\b(?:sharing|org-wide defaults?|OWD)\b/i, 'recordVisibility'],
  [/\bcustom permissions?\b/i, 'customPermission'],
  [/\bapex class(?:es)?\b/i, 'apexClass'],
];

/** The keys of rules that a line may be about, in the order of the table; none where it speaks of nothing that has a rule of its own. */
export const kindsSpokenOf = (text: string): string[] =>
  themes.flatMap(([pattern, kind]) => (pattern.test(text) ? [kind] : []));
