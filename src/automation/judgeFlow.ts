import type { FlowDefinition } from '../access/orgAutomation.js';
import { keyOf } from '../platform/names.js';
import { andWrittenAlong } from '../platform/writtenAlong.js';
import type { Judged } from './automationDetail.js';
import type { Expression } from './formula/expression.js';
import { fieldsOfIntegration } from './formula/facts.js';
import type { FormulaFacts, Write } from './formula/facts.js';
import { judgeCondition } from './formula/judgeCondition.js';
import type { Judgement, RestsOn } from './formula/judgement.js';
import { referencesIn } from './formula/referencesIn.js';
import { restsOnText } from './factText.js';
import { canBecomeTrue } from './canBecomeTrue.js';
import { both, unknown } from './expressions.js';
import { entryOf } from './flowExpression.js';
import { assignedFields, walkFlow } from './flowWalk.js';
import { neverStarts } from './neverStarts.js';
import type { FlowEffect } from './flowWalk.js';

/** Whether the flow starts because this field is written: its conditions name it, or there are none after the save. */
const startsOn = (flow: FlowDefinition, entry: Expression | null, field: string): boolean =>
  entry === null ? flow.start.timing === 'afterSave' : referencesIn(entry).fields.map(keyOf).includes(field);

/** Fields of the integration that the flow writes, or that follow from what it writes. */
const written = ({ start }: FlowDefinition, effects: readonly FlowEffect[], write: Write): string[] => {
  const fields = fieldsOfIntegration(write);
  const own = effects.flatMap((effect) => (effect.does === 'write' ? effect.fields : []));
  return [...andWrittenAlong(start.sobject, own)].filter((field) => fields.has(field));
};

/** The verdict for one kind of write, from what the flow does then. */
const ofEffects = (
  flow: FlowDefinition,
  entry: Expression | null,
  effects: readonly FlowEffect[],
  write: Write,
  spelled: (field: string) => string,
): Judged => {
  const refusals = effects.filter(({ does }) => does === 'refuse');
  if (refusals.some(({ surely }) => surely)) return { verdict: 'blocks', reason: 'FLOW_REFUSES', args: [] };
  if (refusals.length > 0) return { verdict: 'mayBlock', reason: 'FLOW_MAY_REFUSE', args: [] };
  for (const effect of effects) {
    if (effect.does === 'writeRecords')
      return { verdict: 'mayBlock', reason: 'FLOW_WRITES_RECORDS', args: [effect.sobject] };
  }
  const fields = written(flow, effects, write);
  const circling = fields.filter((field) => startsOn(flow, entry, field));
  if (circling.length > 0)
    return { verdict: 'loops', reason: 'FLOW_WRITES_BACK', args: [circling.map(spelled).join(', ')] };
  if (fields.length > 0) return { verdict: 'changes', reason: 'FLOW_WRITES', args: [fields.map(spelled).join(', ')] };
  for (const effect of effects) {
    if (effect.does === 'call') return { verdict: 'unjudged', reason: 'FLOW_CALLS', args: [effect.what] };
    if (effect.does === 'writeUnknown')
      return { verdict: 'unjudged', reason: 'FLOW_UPDATES_UNKNOWN', args: [effect.name] };
  }
  return { verdict: 'unaffected', reason: 'FLOW_HARMLESS', args: [] };
};

/** Facts of user and org left out: what is so without them is so for everybody. */
const ofNobody = (facts: FormulaFacts): FormulaFacts => ({ ...facts, globals: new Map() });

/**
 * What a flow means to one kind of write of the integration: whether it starts, whether it refuses the save, and what of the
 * written fields it writes itself.
 * @param facts all that is known of user, org and schema
 */
export const judgeFlow = (flow: FlowDefinition, facts: FormulaFacts, write: Write): Judged => {
  const { start } = flow;
  const isMet = write.operation === 'create' ? start.onCreate : start.onUpdate;
  if (!isMet) return { verdict: 'unaffected', reason: 'OTHER_EVENTS', args: [] };
  const judge = (condition: Expression, by: Write, known = facts): Judgement =>
    judgeCondition(condition, { ...known, write: by, inFlow: true });
  // Later it runs as somebody else, on a record that may be another by then.
  const judgeLater = (condition: Expression): Judgement =>
    judgeCondition(condition, { ...ofNobody(facts), inFlow: true });
  const entry = entryOf(flow);
  const newly = start.onlyWhenNewlyMet && write.operation === 'edit';
  const starts =
    entry === null
      ? undefined
      : newly && !canBecomeTrue(entry, write, facts)
        ? ({ answer: 'never', restsOn: [] } as const)
        : judge(newly ? both(entry, unknown('newly met')) : entry, write);
  const never = starts && neverStarts(starts);
  if (never) return never;
  // What the flow itself has assigned by then is no longer as it was.
  const within: Write = {
    ...write,
    others:
      write.others === 'anything'
        ? 'anything'
        : new Set([...write.others, ...andWrittenAlong(start.sobject, assignedFields(flow))]),
  };
  const surely = write.after === undefined && (starts === undefined || starts.answer === 'always');
  const spelled = (field: string): string => facts.fields.get(field)?.name ?? field;
  const verdictFrom = (known: FormulaFacts): { readonly judged: Judged; readonly closedBy: readonly RestsOn[] } => {
    const { effects, closedBy } = walkFlow(
      flow,
      (condition, isLater) => (isLater ? judgeLater(condition) : judge(condition, within, known)),
      surely,
    );
    return { judged: ofEffects(flow, entry, effects, write, spelled), closedBy };
  };
  const { judged, closedBy } = verdictFrom(facts);
  if (judged.verdict !== 'unaffected' || closedBy.length === 0) return judged;
  return verdictFrom(ofNobody(facts)).judged.verdict === 'unaffected'
    ? judged
    : { verdict: 'exempt', reason: 'FLOW_BYPASSED', args: [restsOnText(closedBy)] };
};
