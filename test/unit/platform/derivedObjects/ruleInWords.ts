import type { AccessRule } from '../../../../src/platform/derivedObjects/accessRule.js';

/** A rule as one line: `(Campaign read and (Lead read or Contact read))`. */
export const ruleInWords = (rule: AccessRule): string => {
  switch (rule.rule) {
    case 'always':
    case 'never':
    case 'unpublished':
      return rule.rule;
    case 'userPermission':
      return rule.name;
    case 'userFlag':
      return `flag ${rule.name}`;
    case 'object':
      return `${rule.sobject} ${rule.access}`;
    case 'opened':
      return `${rule.sobject} opened`;
    case 'parentRow':
      return `record ${rule.access}`;
    case 'ownRows':
      return `own, else ${ruleInWords(rule.others)}`;
    case 'rowsOf':
      return `(${rule.of.map(ruleInWords).join(' with ')})`;
    case 'contested':
      return `(${ruleInWords(rule.mild)} or only ${ruleInWords(rule.strict)})`;
    case 'byPermissions':
      return `${ruleInWords(rule.taken)} else ${ruleInWords(rule.otherwise)}`;
    case 'all':
      return `(${rule.of.map(ruleInWords).join(' and ')})`;
    case 'any':
      return `(${rule.of.map(ruleInWords).join(' or ')})`;
  }
};
