/** Field history as the second evaluator plans it: what tracking on takes, and the world afterwards (facts F6-F19). */
import { carrierOf, entityOf } from './access.js';
import { judgeHistory } from './judgeField.js';
import { includes, same } from './world.js';
import type { Entity, Field, World } from './world.js';

/** The field under which a requested one is tracked: the whole compound for a part of it. */
export const trackedField = (world: World, sobject: string, field: string): Field | undefined => {
  const entity = entityOf(world, sobject);
  const found = entity?.fields.find(({ name }) => same(name, field));
  return entity && found ? carrierOf(entity, found) : undefined;
};

/** Names that the Metadata API cannot change: person-account mirrors and fields of managed packages (fact F19). */
export const isForPeople = (name: string): boolean => /__pc$/i.test(name) || /^[a-z]\w*?__\w+__\w+$/i.test(name);

/** At most this many fields of an object: six of tasks and events, 20 of others, more only with Field Audit Trail (F14). */
export const slotsOf = (sobject: string, used: number): number => {
  const most = /^(task|event)$/i.test(sobject) ? [6, 20, 60] : [20, 60];
  return most.find((slots) => used <= slots) ?? 60;
};

/** Fields that can be turned on, of those that are asked for: not tracked, trackable, not for people to tick. */
export const toTurnOn = (world: World, sobject: string, fields: readonly string[]): string[] => {
  const names: string[] = [];
  for (const field of fields) {
    const target = trackedField(world, sobject, field);
    if (!target || target.tracked || isForPeople(target.name) || includes(names, target.name)) continue;
    if (judgeHistory({ world }, sobject, field, false).status === 'unmet') names.push(target.name);
  }
  return names;
};

/** The world after flags were set: switches turned on, and fields tracked or no longer tracked. */
export const applyFlags = (
  world: World,
  switches: readonly string[],
  fields: ReadonlyArray<{ readonly sobject: string; readonly field: string }>,
  tracked: boolean,
): World => ({
  ...world,
  entities: world.entities.map((entity): Entity => ({
    ...entity,
    historySwitch: includes(switches, entity.name) ? true : entity.historySwitch,
    fields: entity.fields.map((field) =>
      fields.some((one) => same(one.sobject, entity.name) && same(one.field, field.name))
        ? { ...field, tracked }
        : field,
    ),
  })),
});
