import type { Evaluation } from '../check/evaluation.js';

/** Ids of required needs that could not be read or decided, each once: no plan closes them. */
export const unclearNeeds = (evaluations: readonly Evaluation[]): string[] => [
  ...new Set(
    evaluations.flatMap(({ findings }) =>
      findings.flatMap(({ id, level, status }) => (level === 'required' && status === 'unknown' ? [id] : [])),
    ),
  ),
];
