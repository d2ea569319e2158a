import { booleanElement, textElement } from './elementShape.js';
import type { ElementShape, Shape } from './elementShape.js';

const required = (element: ElementShape): ElementShape => ({ ...element, required: true });
const many = (name: string, elements: Record<string, ElementShape>, since?: number): ElementShape => ({
  content: { name: `PermissionSet${name}`, elements },
  many: true,
  ...(since === undefined ? {} : { since }),
});
/** Elements of a kind that this org has nothing of; what is in them is kept as it is. */
const unmodelled: ElementShape = { content: 'any', many: true };

/** PermissionSet of the Metadata API (facts B3, H6). */
export const permissionSetShape: Shape = {
  name: 'PermissionSet',
  elements: {
    agentAccesses: unmodelled,
    applicationVisibilities: unmodelled,
    classAccesses: many('ApexClassAccess', { apexClass: required(textElement), enabled: required(booleanElement) }),
    customMetadataTypeAccesses: unmodelled,
    customPermissions: many('CustomPermissions', { enabled: required(booleanElement), name: required(textElement) }),
    customSettingAccesses: unmodelled,
    description: textElement,
    emailRoutingAddressAccesses: unmodelled,
    externalCredentialPrincipalAccesses: unmodelled,
    externalDataSourceAccesses: unmodelled,
    fieldPermissions: many('FieldPermissions', {
      editable: required(booleanElement),
      field: required(textElement),
      readable: booleanElement,
    }),
    flowAccesses: unmodelled,
    fullName: textElement,
    genComputingSummaryDefAccesses: unmodelled,
    hasActivationRequired: { content: 'boolean', since: 37 },
    label: required(textElement),
    license: textElement,
    objectPermissions: many('ObjectPermissions', {
      allowCreate: required(booleanElement),
      allowDelete: required(booleanElement),
      allowEdit: required(booleanElement),
      allowRead: required(booleanElement),
      modifyAllRecords: required(booleanElement),
      object: required(textElement),
      viewAllFields: { content: 'boolean', since: 63 },
      viewAllRecords: required(booleanElement),
    }),
    pageAccesses: unmodelled,
    recordTypeVisibilities: unmodelled,
    servicePresenceStatusAccesses: unmodelled,
    tabSettings: unmodelled,
    userPermissions: many('UserPermission', { enabled: required(booleanElement), name: required(textElement) }, 29),
  },
};

/** Names of the elements for which the org has no rows. */
export const unmodelledElements: ReadonlySet<string> = new Set(
  Object.entries(permissionSetShape.elements)
    .filter(([, shape]) => shape === unmodelled)
    .map(([name]) => name),
);
