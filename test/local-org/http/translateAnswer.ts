import { json } from './httpExchange.js';
import type { HttpAnswer } from './httpExchange.js';
import { translatedError, translatedLabel, translatedType } from './languages.js';
import type { Translated } from './languages.js';
import type { Language } from '../model/orgModel.js';

type Json = Record<string, unknown>;
type Change = (text: string, language: Translated) => string;

/** Columns of records that are shown in the language of whoever looks. Custom names are nobody's to translate. */
const columns: Record<string, Record<string, Change>> = {
  EntityDefinition: { MasterLabel: translatedLabel, Label: translatedLabel, PluralLabel: translatedLabel },
  FieldDefinition: { MasterLabel: translatedLabel, Label: translatedLabel, DataType: translatedType },
  EntityParticle: { MasterLabel: translatedLabel, Label: translatedLabel },
  PicklistValueInfo: { Label: translatedLabel },
  UserLicense: { MasterLabel: translatedLabel },
  PermissionSetLicense: { MasterLabel: translatedLabel },
};

/** Standard profiles have translated names; those that somebody made have not. */
const standardProfiles = new Set(['System Administrator', 'Standard User']);

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

const typeOf = (record: Json): string => {
  const { attributes } = record;
  return isJson(attributes) && typeof attributes['type'] === 'string' ? attributes['type'] : '';
};

/** What the value of this key says in the language, or the value as it is. */
const changeOf = (owner: Json, key: string): Change | undefined => {
  const type = typeOf(owner);
  if (type !== '') {
    if (type === 'Profile' && key === 'Name')
      return (name, language) => (standardProfiles.has(name) ? translatedLabel(name, language) : name);
    return columns[type]?.[key];
  }
  if (key === 'message' && ('errorCode' in owner || 'statusCode' in owner)) return translatedError;
  if (key === 'problem' && 'problemType' in owner) return translatedError;
  // Of a describe: objects, fields and the values of picklists.
  if (key === 'label' || key === 'labelPlural')
    return 'value' in owner || 'name' in owner ? translatedLabel : undefined;
  return undefined;
};

const translated = (value: unknown, language: Translated): unknown => {
  if (Array.isArray(value)) return value.map((entry) => translated(entry, language));
  if (!isJson(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      const change = typeof part === 'string' ? changeOf(value, key) : undefined;
      return [key, change && typeof part === 'string' ? change(part, language) : translated(part, language)];
    }),
  );
};

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&apos;': "'", '&quot;': '"' };
const plain = (xml: string): string =>
  xml.replace(/&(?:amp|lt|gt|apos|quot);/g, (entity) => entities[entity] ?? entity);
const asXml = (text: string): string =>
  text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? c);

/** In SOAP the texts of problems, of errors and of faults, the latter behind their code. */
const translatedSoap = (text: string, language: Translated): string =>
  text.replace(/<(problem|message|faultstring|errorMessage)>([^<]*)<\/\1>/g, (_, name: string, content: string) => {
    const [, code = '', message = ''] = /^([A-Z_]+: )?([\s\S]*)$/.exec(plain(content)) ?? [];
    return `<${name}>${asXml(code + translatedError(message, language))}</${name}>`;
  });

/** The answer in the language of the org's users. */
export const translateAnswer = (answer: HttpAnswer, language: Language): HttpAnswer => {
  if (language === 'en') return answer;
  const { body } = answer;
  if (body.kind === 'json') return json(answer.status, translated(body.value, language), answer.headers);
  if (body.kind !== 'text' || !body.contentType.startsWith('text/xml')) return answer;
  return { ...answer, body: { ...body, text: translatedSoap(body.text, language) } };
};
