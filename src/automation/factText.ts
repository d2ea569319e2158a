import type { Reference } from './formula/expression.js';
import type { RestsOn, UnknownReason } from './formula/judgement.js';
import type { FormulaValue } from './formula/value.js';

/** A value as formulas write it; from the org, so hostile text. */
export const valueText = (value: FormulaValue): string => {
  if (value === null) return 'blank';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'number') return String(value);
  return value.kind === 'id' ? value.id : value.kind;
};

/** The facts on which an answer rests, each once: `$User.Bypass__c is TRUE, $Profile.Name is "Integration"`. */
export const restsOnText = (facts: readonly RestsOn[]): string =>
  [
    ...new Set(
      facts.map(({ reference: { global, path }, fact }) => {
        const values = fact.state === 'known' ? [fact.value] : fact.values;
        return `${[global, ...path].join('.')} is ${values.map(valueText).join(' or ')}`;
      }),
    ),
  ].join(', ');

/** A reference as formulas write it. */
export const referenceText = (reference: Reference): string => {
  if (reference.kind === 'global') return [reference.global, ...reference.path].join('.');
  return 'name' in reference ? reference.name : reference.path.join('.');
};

/** What would have to be known, each once: names of functions and of what could not be read. */
export const reasonsText = (reasons: readonly UnknownReason[]): string =>
  [
    ...new Set(
      reasons.flatMap((reason) => {
        if ('reference' in reason) return [referenceText(reason.reference)];
        return 'name' in reason ? [reason.name] : [];
      }),
    ),
  ].join(', ');
