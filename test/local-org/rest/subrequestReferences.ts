/** References of composite requests: `@{ref.id}`, `@{ref.records[0].Id}` in URLs and bodies of later subrequests. */

import { OrgError } from '../model/orgModel.js';
import { isObject } from './restRoute.js';

const pattern = /@\{([A-Za-z0-9_]+)([^}]*)\}/g;
const whole = /^@\{([A-Za-z0-9_]+)([^}]*)\}$/;
const encoded = /%40(?:%7B|\{)([A-Za-z0-9_]+)(.*?)(?:%7D|\})/gi;

/** Bodies of the parts that have been answered, by reference id. */
export type Answered = ReadonlyMap<string, unknown>;

/**
 * Puts values into a URL. Values are percent-encoded, since they land in a query string; references may be written
 * plainly or percent-encoded (clients do both).
 * Throws 400 PROCESSING_HALTED for a reference without value.
 */
export function resolveUrl(url: string, answered: Answered): string {
  const put = (name: string, path: string): string => encodeURIComponent(String(lookUp(name, path, answered)));
  return url
    .replace(pattern, (_, name: string, path: string) => put(name, path))
    .replace(encoded, (_, name: string, path: string) => put(name, decodeURIComponent(path)));
}

/** Puts values into every text of a JSON body; a text that is only a reference takes over the value's type. */
export function resolveBody(value: unknown, answered: Answered): unknown {
  if (typeof value === 'string') {
    const alone = whole.exec(value);
    if (alone?.[1] !== undefined) return lookUp(alone[1], alone[2] ?? '', answered);
    return value.replace(pattern, (_, name: string, path: string) => String(lookUp(name, path, answered)));
  }
  if (Array.isArray(value)) return value.map((entry) => resolveBody(entry, answered));
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolveBody(inner, answered)]));
  }
  return value;
}

/** The reference ids that a URL or JSON body names, each as often as it is named. */
export function referencesIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [...value.matchAll(pattern), ...value.matchAll(encoded)].map((found) => found[1] ?? '');
  }
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  return isObject(value) ? Object.values(value).flatMap(referencesIn) : [];
}

function lookUp(name: string, path: string, answered: Answered): unknown {
  const steps = [...path.matchAll(/\.([A-Za-z0-9_]+)|\[(\d+)\]/g)].map((step) => step[1] ?? Number(step[2]));
  const value = steps.reduce<unknown>(step, answered.get(name));
  if (value === undefined || value === null || typeof value === 'object') {
    throw new OrgError(
      400,
      'PROCESSING_HALTED',
      `Invalid reference specified. No value for ${name}${path} found in ${name}`,
    );
  }
  return value;
}

function step(value: unknown, key: string | number): unknown {
  if (typeof key === 'number') return Array.isArray(value) ? (value[key] as unknown) : undefined;
  return isObject(value) ? value[key] : undefined;
}
