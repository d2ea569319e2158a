/** A flow walked from its start: what it does to the record and to the save, on the ways that are open to this user. */
import type { FlowDefinition, FlowElement, FlowTarget } from '../access/orgAutomation.js';
import { keyOf, sameName } from '../platform/names.js';
import type { Expression } from './formula/expression.js';
import type { Judgement, RestsOn } from './formula/judgement.js';
import { both, unknown } from './expressions.js';
import { onEveryWay } from './onEveryWay.js';
import type { Steps } from './onEveryWay.js';
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

type Ways = {
  /** What is walked on the way of the save, and on ways that run later; in the order of the walk. */
  readonly walked: readonly { readonly name: string; readonly isLater: boolean }[];
  /** What may follow each element on the way of the save; nothing follows an error. */
  readonly steps: Steps;
  readonly closedBy: readonly RestsOn[];
};

/** The ways that are open: from a decision those that may be taken, from everything else each that it has. */
const waysOf = (flow: FlowDefinition, judge: (condition: Expression, isLater: boolean) => Judgement): Ways => {
  const walked: { name: string; isLater: boolean }[] = [];
  const steps = new Map<string, (string | null)[]>();
  const closedBy: RestsOn[] = [];
  const seen = new Set<string>();
  const open = [
    { name: flow.start.next, isLater: false },
    ...flow.start.later.map((name) => ({ name, isLater: true })),
  ];
  for (let way = open.pop(); way !== undefined; way = open.pop()) {
    const { name, isLater } = way;
    if (name === null) continue;
    const key = `${keyOf(name)} ${isLater}`;
    if (seen.has(key)) continue;
    seen.add(key);
    walked.push({ name, isLater });
    const element = flow.elements.get(keyOf(name));
    if (element === undefined) continue;
    const next: (string | null)[] = [];
    if (!isLater) steps.set(keyOf(name), next);
    const go = (to: string | null): void => {
      next.push(to && keyOf(to));
      open.push({ name: to, isLater });
    };
    if (element.type === 'customError') continue;
    if (element.type === 'decision') {
      let isOver = false;
      for (const outcome of element.outcomes) {
        const conditions = conditionsOf(outcome, flow);
        const judged = judge(
          outcome.onlyWhenNewlyMet ? both(conditions, unknown('newly met', name)) : conditions,
          isLater,
        );
        if (judged.answer === 'never') {
          closedBy.push(...judged.restsOn);
          continue;
        }
        go(outcome.next);
        if (judged.answer === 'always') {
          closedBy.push(...judged.restsOn);
          isOver = true;
          break;
        }
      }
      if (!isOver) go(element.next);
      continue;
    }
    if (element.type === 'loop' && element.body !== null) go(element.body);
    // A fault that nothing catches refuses the save, as an error does (fact L7).
    if ('fault' in element && element.fault !== null) go(element.fault);
    go(element.next);
  }
  return { walked, steps, closedBy };
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
  const { walked, steps, closedBy } = waysOf(flow, judge);
  const start = flow.start.next && keyOf(flow.start.next);
  const onWaysToTheEnd = onEveryWay(steps, start);
  // Each of its ways refuses the save, or goes in a circle until the limits of the platform do.
  const refuses = surely && onWaysToTheEnd === undefined;
  // Where all refuse, what stands before each refusal is sure.
  const isError = (key: string): boolean => flow.elements.get(key)?.type === 'customError';
  const endingInErrors = (): Steps => new Map([...steps].map(([key, next]) => [key, isError(key) ? [null] : next]));
  const always = onWaysToTheEnd ?? onEveryWay(endingInErrors(), start) ?? new Set();
  const effects = walked.flatMap(({ name, isLater }): FlowEffect[] => {
    const element = flow.elements.get(keyOf(name));
    const isSure = surely && !isLater && always.has(keyOf(name));
    if (element === undefined) return [{ does: 'call', what: name, surely: isSure }];
    return effectsOf(element, flow, element.type === 'customError' ? refuses : isSure, isLater);
  });
  return { effects, closedBy };
};
