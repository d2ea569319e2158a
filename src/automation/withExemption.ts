import { parseFormula } from './formula/parseFormula.js';

/**
 * The formula of a validation rule, so that it is never true for holders of a custom permission; null where it cannot be read,
 * as a comment or text that does not end would swallow what is added.
 * @param permission API name of the custom permission
 */
export const withExemption = (formula: string, permission: string): string | null =>
  parseFormula(formula).ok ? `AND(NOT($Permission.${permission}), (${formula.trim()}))` : null;
