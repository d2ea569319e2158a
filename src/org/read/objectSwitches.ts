import { hasHistorySwitch } from '../../platform/fieldHistory.js';
import { keyOf } from '../../platform/names.js';
import type { ObjectHistory, Reading } from '../../access/snapshot.js';
import { gap, known } from '../../access/snapshot.js';
import { chunk } from '../chunk.js';
import type { OrgClient } from '../orgClient.js';
import { asRow, text } from './answerRow.js';
import { refusal } from './queryAnswer.js';

/** Names that one readMetadata call takes (fact F2). */
const namesPerCall = 10;

/**
 * The switches of history tracking of objects, from the Metadata API: the only authority for standard objects (fact F2).
 * By key of the object; `always` where the platform has none.
 * @throws OrgFailure
 */
export const readObjectSwitches = async (
  client: OrgClient,
  sobjects: readonly string[],
): Promise<ReadonlyMap<string, ObjectHistory['objectSwitch']>> => {
  const answers = await Promise.all(
    chunk(sobjects.filter(hasHistorySwitch), namesPerCall).map(async (names): Promise<[string, Reading<boolean>][]> => {
      const reply = await client.readMetadata('CustomObject', names);
      if (!reply.ok) return names.map((name) => [keyOf(name), { known: false, gap: refusal('CustomObject', reply) }]);
      const objects = (Array.isArray(reply.body) ? reply.body : [reply.body]).map(asRow);
      return names.map((name) => {
        const found = objects.find((object) => keyOf(text(object, 'fullName')) === keyOf(name));
        const value = String(found?.['enableHistory']);
        // Absent although the object has the element: this org or version does not tell (fact F6).
        const told = value === 'true' || value === 'false';
        return [keyOf(name), told ? known(value === 'true') : gap('NOT_ANSWERED', 'CustomObject', name)];
      });
    }),
  );
  const switches = new Map<string, ObjectHistory['objectSwitch']>(answers.flat());
  for (const sobject of sobjects) if (!switches.has(keyOf(sobject))) switches.set(keyOf(sobject), known('always'));
  return switches;
};
