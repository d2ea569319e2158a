import { deleteMetadata, saveMetadata } from '../metadata/metadataCrud.js';
import type { CrudVerb, MetadataSaveResult } from '../metadata/metadataCrud.js';
import { childrenNamed, textOfChild } from '../metadata/elementShape.js';
import { OrgError } from '../model/orgModel.js';
import type { XmlNode } from './soapEnvelope.js';
import type { MetadataCall } from './soapMetadataApi.js';

const maxRecords = 10;

const save =
  (verb: CrudVerb) =>
  ({ org, caller, element }: MetadataCall): XmlNode[] =>
    limited(childrenNamed(element(), 'metadata')).map((metadata) => nodeOf(saveMetadata(org, caller, verb, metadata)));

const remove = ({ org, caller, element }: MetadataCall): XmlNode[] => {
  const call = element();
  const type = textOfChild(call, 'type') ?? '';
  return limited(childrenNamed(call, 'fullNames')).map(({ text }) => nodeOf(deleteMetadata(org, caller, type, text)));
};

const limited = <T>(records: T[]): T[] => {
  if (records.length <= maxRecords) return records;
  throw new OrgError(
    500,
    'EXCEEDED_ID_LIMIT',
    `record limit reached. cannot submit more than ${maxRecords} records in this operation`,
  );
};

const nodeOf = ({ errors, ...rest }: MetadataSaveResult): XmlNode => ({
  ...(errors.length === 0 ? {} : { errors }),
  ...rest,
});

/** The calls that change components at once (fact H7). */
export const crudOperations = {
  createMetadata: save('create'),
  updateMetadata: save('update'),
  upsertMetadata: save('upsert'),
  deleteMetadata: remove,
};
