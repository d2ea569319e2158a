/** A source as answers tell it, and a set that is only thought of. */
import { emptyContent, withEntries } from './entry.js';
import type { Entry } from './entry.js';
import type { AccessSource, Content, GrantedBy } from './snapshot.js';

/** How answers name a source, with the members of the group that something comes through. */
export const toldAs = (
  { type, name, namespace, label, expiresAt }: AccessSource,
  through: readonly string[] = [],
): GrantedBy => ({
  ...{ type, name, namespace, label },
  ...(through.length === 0 ? {} : { through }),
  ...(expiresAt === null ? {} : { expiresAt }),
});

/** A permission set as an assignment in force would give it. @param named the set; without a name where nobody has it yet */
export const setInForce = (
  content: Content,
  named: { readonly name: string; readonly label: string } = { name: '', label: '' },
): AccessSource => ({
  type: 'PermissionSet',
  name: named.name,
  namespace: null,
  label: named.label,
  expiresAt: null,
  inert: null,
  stale: false,
  doubt: null,
  content,
  profileOnly: new Set(),
  members: [],
  muted: null,
});

/** The same that holds these entries and nothing else. */
export const setOfEntries = (entries: readonly Entry[]): AccessSource => setInForce(withEntries(emptyContent, entries));
