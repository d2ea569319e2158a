import type { Reading } from '../../../access/snapshot.js';
import { gap, known } from '../../../access/snapshot.js';
import { keyOf, sameName } from '../../../platform/names.js';
import { chunk } from '../../chunk.js';
import type { ReadableType } from '../../metadataApi.js';
import type { OrgClient } from '../../orgClient.js';
import { asRow, text } from '../answerRow.js';
import type { Row } from '../answerRow.js';
import { refusal } from '../queryAnswer.js';

/** Names of the Metadata API that one call takes (fact L2). */
export const namesPerCall = 10;

/** Components of the Metadata API by the key of their full name. @throws OrgFailure */
export const readComponents = async (
  client: OrgClient,
  type: ReadableType,
  fullNames: readonly string[],
): Promise<ReadonlyMap<string, Reading<Row>>> => {
  const answers = await Promise.all(
    chunk(fullNames, namesPerCall).map(async (some): Promise<Array<[string, Reading<Row>]>> => {
      const reply = await client.readMetadata(type, some);
      if (!reply.ok) return some.map((name) => [keyOf(name), { known: false, gap: refusal(type, reply) }]);
      const rows = (Array.isArray(reply.body) ? reply.body : [reply.body]).map(asRow);
      return some.map((name) => {
        const row = rows.find((one) => sameName(text(one, 'fullName'), name));
        return [keyOf(name), row ? known(row) : gap('NOT_ANSWERED', type, name)];
      });
    }),
  );
  return new Map(answers.flat());
};
