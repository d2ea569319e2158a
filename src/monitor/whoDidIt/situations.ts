/** Everything that may have happened where something is lost, by its sources, their entries, and what is needed itself. */
import type { GrantedBy } from '../../access/snapshot.js';
import { qualifiedName, splitQualifiedName } from '../../platform/names.js';
import type { Loss } from './loss.js';
import { needSituations } from './needSituations.js';
import type { OrgNames } from './orgNames.js';
import { entriesOf, partsOf } from './partsOfLoss.js';
import { packageGone } from './situation.js';
import type { Situation, Told } from './situation.js';
import { beyondEntries, entrySituations, sourceSituations } from './sourceSituations.js';

/** Where the state has no source of it, the name of what must be assigned is the source. */
const sourcesOf = (loss: Loss): readonly GrantedBy[] => {
  const { need, sources } = loss;
  if (need.kind !== 'permissionSetAssigned' || sources.length > 0) return sources;
  const { name, namespace } = splitQualifiedName(need.name);
  return (['PermissionSet', 'PermissionSetGroup'] as const).map((type) => ({ type, name, namespace, label: name }));
};

/** Everything that may have happened where this is lost, with the names by which the org calls it. */
export const situationsOf = (loss: Loss, org: OrgNames): Situation[] => {
  const told: Told = { org, loss };
  const parts = partsOf(loss);
  const entries = parts.flatMap(entriesOf);
  const sources = sourcesOf(loss);
  return [
    ...sources.flatMap((source) => [
      ...sourceSituations(told, source),
      ...entries.flatMap((entry) => entrySituations(told, source, entry)),
      ...parts.flatMap((need) => beyondEntries(told, source, need)),
    ]),
    ...(loss.forbid ? [] : parts.flatMap((need) => needSituations(told, need))),
    ...packageGone(sources.map(({ namespace, name }) => qualifiedName({ namespace, name }))),
  ];
};
