/** What of a vendor's page was not asked for: else nobody would learn that it asks for more. A check and a plan say it alike. */
import type { NamedRequirements } from '../../check/evaluation.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';
import type { TextOptions } from './textStyle.js';

/** What the definition asks for in other phases, and for parts of the product that were not named: a sentence for each. */
export const leftOutSentences = (
  { reference, requirements: { leftOut } }: Pick<NamedRequirements, 'reference' | 'requirements'>,
  { words }: Pick<TextOptions, 'words'>,
): string[] => {
  const { features = [], phases = [] } = leftOut ?? {};
  return [
    ...phases.map((phase) => words('report.leftOut.phase', [words(`report.phase.${phase}`), phase])),
    ...(features.length === 0 ? [] : [words('report.leftOut.features', [features.join(', '), reference])]),
  ].map(visible);
};

/** The same as lines. */
export const leftOutOfPage = (
  named: Pick<NamedRequirements, 'reference' | 'requirements'>,
  options: TextOptions,
): string[] => leftOutSentences(named, options).flatMap((sentence) => hang('', sentence, options.width));
