/** What the conditions of an object's automation name: only this has to be read of user and org, and of the fields of the object. */
import type { Criteria, FlowDefinition, ObjectAutomation } from '../access/orgAutomation.js';
import { keyOf } from '../platform/names.js';
import { globalsInCriteria } from './criteria.js';
import { conditionsOf, entryOf } from './flowExpression.js';
import type { Expression } from './formula/expression.js';
import type { GlobalReference } from './formula/facts.js';
import { globalKey } from './formula/facts.js';
import { parseFormula } from './formula/parseFormula.js';
import { referencesIn } from './formula/referencesIn.js';

const parsed = (text: string): Expression[] => {
  const formula = parseFormula(text);
  return formula.ok ? [formula.expression] : [];
};

const inFlow = (flow: FlowDefinition): Expression[] => {
  const entry = entryOf(flow);
  return [
    ...(entry ? [entry] : []),
    ...[...flow.elements.values()].flatMap((element) =>
      element.type === 'decision' ? element.outcomes.map((outcome) => conditionsOf(outcome, flow)) : [],
    ),
  ];
};

/** Every condition of the automation that could be read. */
const conditionsIn = ({ validationRules, flows, processes, workflowRules }: ObjectAutomation): Expression[] => [
  ...(validationRules.known ? validationRules.value : []).flatMap(({ formula }) =>
    formula.known ? parsed(formula.value) : [],
  ),
  ...[...(flows.known ? flows.value : []), ...(processes.known ? processes.value : [])].flatMap(({ definition }) =>
    definition.known ? inFlow(definition.value) : [],
  ),
  ...(workflowRules.known ? workflowRules.value : []).flatMap(({ content }) =>
    content.known && content.value.formula !== null ? parsed(content.value.formula) : [],
  ),
];

/** Criteria of the automation that could be read. */
const criteriaIn = ({ workflowRules, duplicateRules }: ObjectAutomation): Criteria[] =>
  [...(workflowRules.known ? workflowRules.value : []), ...(duplicateRules.known ? duplicateRules.value : [])].flatMap(
    ({ content }) => (content.known && content.value.criteria !== null ? [content.value.criteria] : []),
  );

/** The things behind `$` that the automation of these objects names, each once. */
export const namedIn = (automation: Iterable<ObjectAutomation>): GlobalReference[] => {
  const named = new Map<string, GlobalReference>();
  for (const one of automation) {
    const references = [
      ...conditionsIn(one).flatMap((condition) => referencesIn(condition).globals),
      ...criteriaIn(one).flatMap(globalsInCriteria),
    ];
    for (const reference of references)
      if (!named.has(globalKey(reference))) named.set(globalKey(reference), reference);
  }
  return [...named.values()];
};

/** The fields of the object that its automation names in conditions, each once. */
export const fieldsNamedIn = (automation: ObjectAutomation): string[] => {
  const names = [
    ...conditionsIn(automation).flatMap((condition) => referencesIn(condition).fields),
    ...criteriaIn(automation).flatMap(({ all }) =>
      all.filter(({ of, field }) => of === 'record' && !field.includes('.')).map(({ field }) => field),
    ),
  ];
  return [...new Map(names.filter((name) => name !== '').map((name) => [keyOf(name), name])).values()];
};

/** The fields of users that the automation of these objects names, each once. */
export const userFieldsNamedIn = (automation: Iterable<ObjectAutomation>): string[] => [
  ...new Set(namedIn(automation).flatMap(({ global, path }) => (keyOf(global) === '$user' ? (path.at(-1) ?? []) : []))),
];
