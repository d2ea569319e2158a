/** What a sentence asks for of objects within it: "Contact read and write", "grants Edit on Opportunity and its fields Amount, Stage". */
import { accessOfObject } from '../accessOfObject.js';
import { fieldsBesideObject, fieldsInList } from '../listedFields.js';
import { accessIn, fieldAccessFor, onlyAccess } from '../pageAccess.js';
import { objectList } from '../pageObjects.js';
import { objectWithFields } from './objectWithFields.js';
import type { ObjectsWithAccess } from './objectWithFields.js';
import type { Understood } from './pageNeed.js';
import type { SentenceParts } from './sentenceParts.js';

/** An object, and behind it fields of its own by their names alone. */
const andItsFields =
  /^(.+?),?\s+(?:and|with|including)\s+(?:(?:on|to|for|of)\s+)?(?:its|their|the|these)\s+(?:following\s+)?fields?:?\s+(.+)$/i;

/** Access, and behind it what it is for. */
const accessToObjects =
  /^(.*?)\b(?:access |permissions? )?(?:on|to|for|of)\s+(?:all |the )*([A-Z][\w ,/&]*?)(?:\s+(?:objects?|records?|data))?[.;]?$/;

/** Objects before or behind words of access, and nothing else: "Contact read and write", "Read/Edit Leads". */
const objectsWithAccess = (text: string, byName: ReadonlyMap<string, string>): ObjectsWithAccess | undefined => {
  const words = text.trim().replace(/[.;]$/, '').split(/\s+/);
  if (words.length > 20) return undefined;
  for (let at = 1; at < words.length; at += 1) {
    const [before, behind] = [words.slice(0, at).join(' '), words.slice(at).join(' ')];
    for (const [list, how] of [
      [before, behind],
      [behind, before],
    ] as const) {
      const sobjects = onlyAccess(how) ? objectList(list, byName) : undefined;
      const access = accessIn(how);
      if (sobjects !== undefined && access.length > 0) return { sobjects, access };
    }
  }
  return undefined;
};

/** What is asked for of objects that a sentence speaks of; undefined where it asks for none in plain words. */
export const spokenObjectNeeds = (parts: SentenceParts): Understood | undefined => {
  const { unbracketed, beside, reader } = parts;
  const [, said = unbracketed, ownFields] = andItsFields.exec(unbracketed) ?? [];
  // "Edit on Opportunity and on its fields Amount, Stage": the fields have the access of their object.
  const withOwnFields = (objects: ObjectsWithAccess): Understood => {
    const found = objectWithFields(objects, parts);
    if (ownFields === undefined) return found;
    const { known, unknown } = fieldsInList(objects.sobjects, ownFields, reader);
    const fields = { ...beside, kind: 'field', names: known, access: fieldAccessFor(objects.access) } as const;
    return { ...found, needs: known.length > 0 ? [...found.needs, fields] : found.needs, unknown };
  };
  const plain = objectsWithAccess(said, reader.byName);
  if (plain) return withOwnFields(plain);
  const [, how = '', what = ''] = accessToObjects.exec(said) ?? [];
  const targets = objectList(what, reader.byName);
  const { access, left } = accessOfObject(targets ?? [], how, reader);
  if (left.length > 0 && accessIn(how).length > 0) return { needs: [], named: targets ?? [], unused: [unbracketed] };
  if (access.length === 0) return undefined;
  if (targets) return withOwnFields({ sobjects: targets, access });
  const names = fieldsBesideObject(what, reader);
  return names && { needs: [{ ...beside, kind: 'field', names, access: fieldAccessFor(access) }], named: [] };
};
