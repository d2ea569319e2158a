import type { ElementShape, Shape } from './elementShape.js';

const text: ElementShape = { content: 'string' };
const flag: ElementShape = { content: 'boolean' };
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
    classAccesses: many('ApexClassAccess', { apexClass: required(text), enabled: required(flag) }),
    customMetadataTypeAccesses: unmodelled,
    customPermissions: many('CustomPermissions', { enabled: required(flag), name: required(text) }),
    customSettingAccesses: unmodelled,
    description: text,
    emailRoutingAddressAccesses: unmodelled,
    externalCredentialPrincipalAccesses: unmodelled,
    externalDataSourceAccesses: unmodelled,
    fieldPermissions: many('FieldPermissions', { editable: required(flag), field: required(text), readable: flag }),
    flowAccesses: unmodelled,
    fullName: text,
    genComputingSummaryDefAccesses: unmodelled,
    hasActivationRequired: { content: 'boolean', since: 37 },
    label: required(text),
    license: text,
    objectPermissions: many('ObjectPermissions', {
      allowCreate: required(flag),
      allowDelete: required(flag),
      allowEdit: required(flag),
      allowRead: required(flag),
      modifyAllRecords: required(flag),
      object: required(text),
      viewAllFields: { content: 'boolean', since: 63 },
      viewAllRecords: required(flag),
    }),
    pageAccesses: unmodelled,
    recordTypeVisibilities: unmodelled,
    servicePresenceStatusAccesses: unmodelled,
    tabSettings: unmodelled,
    userPermissions: many('UserPermission', { enabled: required(flag), name: required(text) }, 29),
  },
};

/** Names of the elements for which the org has no rows. */
export const unmodelledElements: ReadonlySet<string> = new Set(
  Object.entries(permissionSetShape.elements)
    .filter(([, shape]) => shape === unmodelled)
    .map(([name]) => name),
);
