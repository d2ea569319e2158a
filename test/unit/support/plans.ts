import { emptyContent, parseEntry } from '../../../src/access/entry.js';
import type { Plan } from '../../../src/grant/grantPlan.js';

/** A plan that adds entries, by their ids, to a permission set; `existing` where the org has it already. */
export const planFor = (name: string, ids: readonly string[], existing = false): Plan => ({
  requirements: {
    integration: 'acme',
    label: 'Acme',
    variant: null,
    authentication: 'oauth',
    permissionSet: name,
    definitionHash: 'sha256:0',
    requirements: [],
  },
  permissionSet: {
    name,
    label: 'Acme integration',
    existing: existing
      ? {
          id: '0PS000000000001',
          owned: true,
          intact: true,
          description: '',
          throughGroups: [],
          content: emptyContent,
          holds: [],
          assignees: [],
          alsoFor: [],
        }
      : null,
  },
  adds: ids.map((id) => {
    const entry = parseEntry(id);
    if (entry === undefined) throw new Error(`no entry: ${id}`);
    return { entry, reason: 'requested', neededBy: [id] };
  }),
  beyond: [],
  edges: [],
  platformAdds: [],
  users: [],
  closes: [],
  manual: [],
});
