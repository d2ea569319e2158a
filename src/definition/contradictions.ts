/** Required and forbidden at once: no user could ever satisfy both. */
import type { Atom } from './atoms.js';
import { DefinitionMistake, formatPlace } from './definitionMistake.js';
import type { Need, ObjectAccess } from './requirement.js';

/** What each word of object access brings with it on the platform (fact B2). */
const implied: Readonly<Record<ObjectAccess, readonly ObjectAccess[]>> = {
  read: [],
  create: ['read'],
  edit: ['read'],
  delete: ['read', 'edit'],
  viewAllRecords: ['read'],
  modifyAllRecords: ['read', 'edit', 'delete', 'viewAllRecords'],
  viewAllFields: ['read'],
};

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Whether a pattern (`*` for any characters) stands for a name; without regard to case, like names in Salesforce. */
export const matchesPattern = (pattern: string, name: string): boolean => {
  if (!pattern.includes('*')) return same(pattern, name);
  // split and compare instead of a regular expression: many stars must not cost exponential time
  const parts = pattern.toLowerCase().split('*');
  const text = name.toLowerCase();
  const [head = '', ...rest] = parts;
  const tail = rest.pop() ?? '';
  if (!text.startsWith(head) || !text.endsWith(tail) || text.length < head.length + tail.length) return false;
  const end = text.length - tail.length;
  let at = head.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
};

/** Whether having what is required means having what is forbidden. */
const contradicts = (required: Need, forbidden: Need): boolean => {
  if (required.kind === 'userPermission' && forbidden.kind === 'userPermission') {
    return same(required.name, forbidden.name);
  }
  if (required.kind === 'object' && forbidden.kind === 'object') {
    const held = [required.access, ...implied[required.access]];
    return same(required.sobject, forbidden.sobject) && held.includes(forbidden.access);
  }
  if (required.kind === 'field' && forbidden.kind === 'field') {
    return (
      same(required.sobject, forbidden.sobject) &&
      (required.access === forbidden.access || forbidden.access === 'read') &&
      (matchesPattern(required.field, forbidden.field) || matchesPattern(forbidden.field, required.field))
    );
  }
  return false;
};

/**
 * Refuses rules of which one asks for what another forbids, for the same way of logging in. The later of the two in the
 * order of the rules is the one named.
 *
 * @throws DefinitionMistake
 */
export const checkContradictions = (atoms: readonly Atom[]): void => {
  const forbidden = atoms.filter(({ requirement }) => requirement.forbid);
  if (forbidden.length === 0) return;
  const order = new Map(atoms.map((atom, index) => [atom, index]));
  for (const atom of atoms.filter(({ requirement }) => !requirement.forbid)) {
    const other = forbidden.find(
      ({ requirement, when }) =>
        (when === null || atom.when === null || when === atom.when) &&
        contradicts(atom.requirement.need, requirement.need),
    );
    if (!other) continue;
    const later = (order.get(atom) ?? 0) > (order.get(other) ?? 0) ? atom : other;
    const earlier = later === atom ? other : atom;
    throw new DefinitionMistake(
      {
        code: 'RequiredAndForbidden',
        id: atom.requirement.id,
        forbidden: other.requirement.id,
        first: formatPlace(earlier.place),
      },
      later.place,
    );
  }
};
