import { gap } from '../../access/snapshot.js';
import type { EntityField } from '../../access/snapshot.js';
import { setByAutomation } from '../../automation/setByAutomation.js';
import { surelyFilled } from '../../automation/surelyFilled.js';
import { compareKeys, keyOf } from '../../platform/names.js';
import { namedToWrite } from '../automation/judgeAutomationNeed.js';
import type { Context } from '../context.js';
import { fieldsOf, spelledObject } from '../context.js';
import { findingOf } from '../finding.js';
import type { Finding } from '../finding.js';
import { unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';

export const requiredFieldsCodes = {
  settled: ['REQUIRED_FIELDS_WRITTEN'],
  open: ['REQUIRED_FIELDS_NOT_WRITTEN', 'REQUIRED_FIELDS_MAYBE_FILLED'],
} as const;

/** Whether a new record has to be sent with a value in the field (fact L13); null where that was not told. */
const mustBeSent = ({ createable, required, hasDefault, dataType }: EntityField): boolean | null => {
  if (!createable || dataType === 'boolean' || required === false || hasDefault === true) return false;
  return required === undefined || hasDefault === undefined ? null : true;
};

const judge = (context: Context, sobject: string, fields: ReadonlyMap<string, EntityField>): Verdict => {
  const { schema } = context;
  const subject = `required fields of ${sobject}`;
  const written = namedToWrite(context, sobject, [], fields);
  const open = [...fields.values()].filter((field) => !written.has(keyOf(field.name)) && mustBeSent(field) !== false);
  const untold = open.find((field) => mustBeSent(field) === null);
  if (untold) {
    const column = untold.required === undefined ? 'IsNillable' : 'IsDefaultedOnCreate';
    return unreadable(subject, gap('INCOMPLETE_ROWS', 'EntityParticle', column).gap);
  }
  const automation = schema.automation?.get(keyOf(sobject));
  const filled = automation ? surelyFilled(automation) : new Set<string>();
  const left = open.map(({ name }) => name).filter((name) => !filled.has(keyOf(name)));
  if (left.length === 0) return verdict('met', 'REQUIRED_FIELDS_WRITTEN', [sobject]);
  const names = [...left].sort(compareKeys).join(', ');
  const maybe = automation ? setByAutomation(automation, 'create') : 'anything';
  return maybe === 'anything' || left.every((name) => maybe.has(keyOf(name)))
    ? verdict('degraded', 'REQUIRED_FIELDS_MAYBE_FILLED', [sobject, names])
    : verdict('unmet', 'REQUIRED_FIELDS_NOT_WRITTEN', [sobject, names]);
};

/**
 * For each object that the integration creates and whose automation a rule asks about: the fields without which every insert
 * fails and that the definition does not write, those aside that have a default or that a flow fills. Recommended: a definition
 * need not name all that the vendor sends.
 */
export const requiredFieldsFindings = (context: Context): Finding[] =>
  [...(context.schema.automation?.keys() ?? [])].flatMap((key) => {
    const writes = context.writes.get(key);
    const fields = fieldsOf(context.schema, key);
    if (!writes?.creates || !writes.hasAutomationRule || !fields?.known) return [];
    const sobject = spelledObject(context.schema, key);
    return [
      findingOf(
        { need: { kind: 'requiredFields', sobject }, forbid: false, level: 'recommended', because: [] },
        judge(context, sobject, fields.value),
      ),
    ];
  });
