import { OrgError } from '../model/orgModel.js';
import type { Value } from '../model/orgModel.js';
import { isObject } from './restRoute.js';

/**
 * The field values of a record in a JSON body, without its `attributes`. Throws 400 JSON_PARSER_ERROR for values that
 * no column takes.
 */
export function fieldValues(record: Record<string, unknown>): Record<string, Value> {
  const entries = Object.entries(record).filter(([name]) => name !== 'attributes');
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (Array.isArray(value) || isObject(value)) {
        const token = Array.isArray(value) ? 'START_ARRAY' : 'START_OBJECT';
        throw new OrgError(400, 'JSON_PARSER_ERROR', `Cannot deserialize instance of ${name} from ${token} value`);
      }
      return [name, scalar(value)] as const;
    }),
  );
}

function scalar(value: unknown): Value {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
