/** A flow walked from its start: what it does to the record and to the save, on the ways that are open to this user. */
import type { FlowDefinition, FlowElement, FlowTarget } from '../access/orgAutomation.js';
import { keyOf, sameName } from '../platform/names.js';
import type { Expression } from './formula/expression.js';
import type { Judgement, RestsOn } from './formula/judgement.js';
import { both, unknown } from './expressions.js';
import { everyWayEndsIn } from './everyWayEndsIn.js';
import type { Step } from './everyWayEndsIn.js';
import { conditionsOf } from './flowExpression.js';

/** Something that a flow does. `surely`: whenever it starts; otherwise on some ways only. */
export type FlowEffect = { readonly surely: boolean } & (
  | { readonly does: 'refuse' }
  /** Writes fields of records of its object, and `filled` of them with a plain value that is not blank; keys. */
  | { readonly does: 'write'; readonly fields: readonly string[]; readonly filled: readonly string[] }
  /** Writes records of its object, and nobody can say which fields. */
  | { readonly does: 'writeUnknown'; readonly name: string }
  /** Writes other records before the save is over, with no way out where that fails. */
  | { readonly does: 'writeRecords'; readonly sobject: string }
  | { readonly does: 'call'; readonly what: string }
);

export type FlowWalk = {
  readonly effects: readonly FlowEffect[];
  /** Facts of user and org that closed a way. */
  readonly closedBy: readonly RestsOn[];
};

/** The field of an assignment to the record or to a record that a variable holds: `$Record.Phone`, `lead.Phone`. */
const assignedTo = (reference: string): { readonly holder: string; readonly field: string } | null => {
  const at = reference.indexOf('.');
  return at < 0 ? null : { holder: keyOf(reference.slice(0, at)), field: keyOf(reference.slice(at + 1)) };
};

const isLoop = (flow: FlowDefinition, holder: string): boolean => flow.elements.get(holder)?.type === 'loop';

/** Whether what a variable or element holds may be records of the object of the flow. */
const mayHoldRecords = (flow: FlowDefinition, name: string): boolean => {
  const sobject = flow.holds.get(keyOf(name));
  return sobject === undefined || sobject === '' || sameName(sobject, flow.start.sobject);
};

/** Fields among references to the record that started the flow; keys. */
const ofRecord = (references: readonly string[]): string[] =>
  references.flatMap((reference) => {
    const to = assignedTo(reference);
    return to?.holder === '$record' ? [to.field] : [];
  });

/** Whether the element puts values into fields without saving anything by itself: an assignment, or a lookup that does. */
const assigns = (element: FlowElement): element is Extract<FlowElement, { type: 'assignment' | 'lookup' }> =>
  element.type === 'assignment' || element.type === 'lookup';

/** Fields that any assignment of the flow writes to its own record; keys. */
export const assignedFields = (flow: FlowDefinition): ReadonlySet<string> =>
  new Set(
    [...flow.elements.values()].flatMap((element) => {
      if (element.type === 'update' && element.target.is === 'trigger') return element.fields.map(keyOf);
      return assigns(element) ? ofRecord(element.to) : [];
    }),
  );

/** Fields that assignments write to what variables and loops of the object hold; keys. */
const fieldsOfHolders = (flow: FlowDefinition): readonly string[] =>
  [...flow.elements.values()].flatMap((element) =>
    !assigns(element)
      ? []
      : element.to.flatMap((reference) => {
          const to = assignedTo(reference);
          const isOfObject = to && to.holder !== '$record' && mayHoldRecords(flow, to.holder);
          return isOfObject && (flow.holds.has(to.holder) || isLoop(flow, to.holder)) ? [to.field] : [];
        }),
  );

const nameOfTarget = (target: FlowTarget, { start, holds }: FlowDefinition): string => {
  if (target.is === 'trigger') return start.sobject;
  if (target.is === 'object') return target.sobject;
  const sobject = holds.get(keyOf(target.name)) ?? '';
  return sobject === '' ? target.name : sobject;
};

/** What one element does by itself. */
const effectsOf = (element: FlowElement, flow: FlowDefinition, surely: boolean, isLater: boolean): FlowEffect[] => {
  const { timing, sobject } = flow.start;
  switch (element.type) {
    case 'customError':
      return isLater ? [] : [{ does: 'refuse', surely }];
    case 'assignment':
    case 'lookup': {
      // After the save an assignment alone writes nothing: an update does, which tells all assigned fields.
      const fields = ofRecord(element.to);
      const filled = element.type === 'assignment' ? ofRecord(element.filled) : [];
      return timing === 'beforeSave' ? [{ does: 'write', fields, filled, surely }] : [];
    }
    case 'update': {
      const { target, fault } = element;
      const own = element.fields.map(keyOf);
      const filled = element.filled.map(keyOf);
      const mayFail: FlowEffect[] =
        isLater || fault !== null ? [] : [{ does: 'writeRecords', sobject: nameOfTarget(target, flow), surely }];
      // What an assignment has put there by then is told by the assignment.
      if (target.is === 'trigger') {
        const assigned = timing === 'beforeSave' ? [] : assignedFields(flow);
        return [{ does: 'write', fields: [...own, ...assigned], filled, surely }];
      }
      // Other records of the object may refuse what is written, and with it the save that started the flow (fact L7).
      if (target.is === 'object' && sameName(target.sobject, sobject)) {
        const effect = { does: 'write', fields: own, filled, surely: surely && target.isTrigger } as const;
        return target.isTrigger ? [effect] : [effect, ...mayFail];
      }
      if (target.is === 'variable' && mayHoldRecords(flow, target.name)) {
        const fields = [...own, ...fieldsOfHolders(flow)];
        const isKnown = flow.holds.has(keyOf(target.name)) && fields.length > 0;
        return [
          isKnown
            ? { does: 'write', fields, filled: [], surely: false }
            : { does: 'writeUnknown', name: target.name, surely },
          ...mayFail,
        ];
      }
      return mayFail;
    }
    case 'create':
    case 'delete':
      return isLater || element.fault !== null
        ? []
        : [{ does: 'writeRecords', sobject: nameOfTarget(element.target, flow), surely }];
    case 'opaque':
      return [{ does: 'call', what: element.what, surely }];
    case 'decision':
    case 'loop':
      return [];
  }
};

/**
 * Everything that the flow does once it has started.
 * @param judge whether a condition holds, for this user and this kind of write; `isLater`: on a path that runs after the save
 * @param surely whether it starts with every such write
 */
export const walkFlow = (
  flow: FlowDefinition,
  judge: (condition: Expression, isLater: boolean) => Judgement,
  surely: boolean,
): FlowWalk => {
  const effects: FlowEffect[] = [];
  const closedBy: RestsOn[] = [];
  const seen = new Set<string>();
  /** What was walked of the way of the save. */
  const steps = new Map<string, Step>();
  type Way = { readonly name: string | null; readonly surely: boolean; readonly isLater: boolean };
  const open: Way[] = [
    { name: flow.start.next, surely, isLater: false },
    ...flow.start.later.map((name) => ({ name, surely: false, isLater: true })),
  ];
  for (let way = open.pop(); way !== undefined; way = open.pop()) {
    if (way.name === null) continue;
    const key = `${keyOf(way.name)} ${way.surely} ${way.isLater}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const { isLater } = way;
    const element = flow.elements.get(keyOf(way.name));
    if (element === undefined) {
      effects.push({ does: 'call', what: way.name, surely: way.surely });
      continue;
    }
    effects.push(...effectsOf(element, flow, way.surely, isLater));
    const next: (string | null)[] = [];
    if (!isLater) steps.set(keyOf(way.name), { isEnd: element.type === 'customError', next });
    const go = (name: string | null, isSure: boolean): void => {
      next.push(name && keyOf(name));
      open.push({ name, surely: isSure, isLater });
    };
    if (element.type === 'decision') {
      let isSure = way.surely;
      let isOver = false;
      for (const outcome of element.outcomes) {
        const conditions = conditionsOf(outcome, flow);
        const judged = judge(
          outcome.onlyWhenNewlyMet ? both(conditions, unknown('newly met', way.name)) : conditions,
          isLater,
        );
        if (judged.answer === 'never') {
          closedBy.push(...judged.restsOn);
          continue;
        }
        isOver = judged.answer === 'always';
        if (judged.answer === 'always') closedBy.push(...judged.restsOn);
        else isSure = false;
        go(outcome.next, isSure);
        if (isOver) break;
      }
      if (!isOver) go(element.next, isSure);
      continue;
    }
    if (element.type === 'loop') go(element.body, false);
    if ('fault' in element) go(element.fault, false);
    go(element.next, way.surely);
  }
  const { next } = flow.start;
  // Nobody knows which way it goes, and on each of them it refuses.
  const refusesAnyway = surely && everyWayEndsIn(steps, next && keyOf(next));
  return {
    effects: effects.map((one) => (refusesAnyway && one.does === 'refuse' ? { ...one, surely } : one)),
    closedBy,
  };
};
