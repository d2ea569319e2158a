/** Standard objects that are known by name, whether an org has them or not: their names are not misspelt. */
import { derivedObject, derivedObjectNames } from './derivedObjects/derivedObject.js';
import { historyObjectOf } from './derivedObjects/patterns.js';
import { historyObjects } from './fieldHistory.js';
import { everydayObjects } from './fullLicense.js';
import { labeledObjects } from './labels/objectLabels.js';
import { keyOf } from './names.js';

/** Objects with object permissions that are there only with a feature (Object Reference); of those without, the tables of derived objects tell. */
const ofFeatures: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ContractLineItem: 'entitlement management',
    Entitlement: 'entitlement management',
    Knowledge__kav: 'Knowledge',
    Order: 'orders',
    OrderItem: 'orders',
    Quote: 'quotes',
    QuoteLineItem: 'quotes',
    ServiceAppointment: 'Field Service',
    ServiceContract: 'entitlement management',
    ServiceResource: 'Field Service',
    ServiceTerritory: 'Field Service',
    Territory2: 'Sales Territories',
    Territory2Model: 'Sales Territories',
    WorkOrder: 'work orders',
    WorkOrderLineItem: 'work orders',
    WorkType: 'Field Service',
  }).map(([name, feature]) => [keyOf(name), feature]),
);

/** The feature without which no org has the object; undefined where none is known. */
export const featureOf = (sobject: string): string | undefined =>
  derivedObject(sobject)?.feature ?? ofFeatures.get(keyOf(sobject));

let named: ReadonlySet<string> | undefined;

/** Whether the tables have a standard object of exactly this name. */
export const isStandardObject = (sobject: string): boolean => {
  named ??= new Set(
    [
      ...derivedObjectNames(),
      ...historyObjects,
      ...historyObjects.map(historyObjectOf),
      ...everydayObjects,
      ...labeledObjects.map(({ name }) => name),
    ].map(keyOf),
  );
  return named.has(keyOf(sobject)) || ofFeatures.has(keyOf(sobject));
};
