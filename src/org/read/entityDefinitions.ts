/** Which objects exist, and their org-wide defaults: rows of EntityDefinition. */
import { isCustom, isMetadataType } from '../../platform/customNames.js';
import type { OrgSchema, Entity, Reading } from '../../access/snapshot.js';
import { gap, known } from '../../access/snapshot.js';
import { flags, keys, names, texts } from '../query.js';
import { flag, text } from './answerRow.js';
import { about, byName as byNameOf } from './fieldParticles.js';
import type { ObjectsAnswer, ObjectsQuery } from './batches.js';
import { partOf, toldBy } from './queryAnswer.js';
import type { RestsOn } from './queryAnswer.js';
import { defaultsIn, sharingColumn } from './sharingDefaults.js';

/** Whether set-up tables name it by its id: rules and triggers a custom object (fact L19), permission sets what they open (fact E12). */
export const isNamedById = (sobject: string): boolean => isCustom(sobject) || isMetadataType(sobject);

/** Whether a custom object is a custom setting. Describe tells it as well, to those who may see the object. */
const ofSettings = 'IsCustomSetting';

/** The id, what sort of custom object it is, and the org-wide default are asked for only where that is needed. */
export const entityQuery =
  (withId: boolean, withSharing: boolean) =>
  (sobjects: readonly string[]): ObjectsQuery =>
    about(
      'EntityDefinition',
      'QualifiedApiName',
      sobjects,
      [
        ...keys('QualifiedApiName'),
        ...(withId ? [...names('DurableId'), ...flags(ofSettings)] : []),
        ...(withSharing ? texts(sharingColumn) : []),
      ],
      ...(withId ? [[ofSettings]] : []),
      ...(withSharing ? [[sharingColumn]] : []),
    );

const entityParts: RestsOn<'settings' | 'sharing'> = new Map([
  [ofSettings, 'settings'],
  [sharingColumn, 'sharing'],
]);

/** The org-wide defaults of the objects; a gap where any of the answers lacks them, or had to be asked for without them. */
export const sharingIn = (answers: readonly ObjectsAnswer[]): NonNullable<OrgSchema['sharingDefaults']> => {
  const readings = answers.map(({ answer, without = [] }) => {
    if (without.includes(sharingColumn)) return gap('NOT_AUTHORISED', 'EntityDefinition', sharingColumn);
    const told = toldBy(answer, entityParts);
    return told.known ? partOf(told.value, 'sharing', defaultsIn(told.value.rows)) : told;
  });
  const failed = readings.find((reading) => !reading.known);
  return failed ?? known(new Map(readings.flatMap((reading) => (reading.known ? [...reading.value] : []))));
};

/** The objects that exist, of those that were asked about; a gap where any of the answers is one. */
export const entitiesIn = (answers: readonly ObjectsAnswer[]): Reading<ReadonlyMap<string, Entity>> => {
  const readings = answers.map(({ answer }) => toldBy(answer, entityParts));
  const rows = readings.flatMap((reading) => (reading.known ? reading.value.rows : []));
  const failed = readings.find((reading) => !reading.known);
  return (
    failed ??
    known(
      byNameOf(
        rows.map((row) => {
          const durableId = text(row, 'DurableId');
          return {
            name: text(row, 'QualifiedApiName'),
            ...(flag(row, ofSettings) ? { isCustomSetting: true as const } : {}),
            ...(durableId === '' ? {} : { durableId }),
          };
        }),
      ),
    )
  );
};
