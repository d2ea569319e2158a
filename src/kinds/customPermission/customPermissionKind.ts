import type { CodesIn, Kind } from '../kind.js';
import { entityInOrg, entityName, judgeNamedEntity, soughtEntity, spelledEntity } from '../namedEntity.js';
import { listed } from '../ruleShapes.js';

/** A custom permission of the org or of a package, by which its code and formulas let somebody do something. */
export type CustomPermissionNeed = {
  readonly kind: 'customPermission';
  /** API name, `ns__Name` when packaged. */
  readonly name: string;
};

const customPermissionCodes = {
  settled: [],
  open: ['CUSTOM_PERMISSION_MISSING', 'NO_SUCH_CUSTOM_PERMISSION'],
} as const;

type Rule = { readonly customPermission: string | readonly string[] };

export const customPermission: Kind<CustomPermissionNeed, CodesIn<typeof customPermissionCodes>> = {
  lookedUp: {
    called: ['custom permission', 'bypass permission'],
    example: () => '- customPermission: acme__Skip_Rules',
  },
  ruleShape: {
    customPermission: listed(
      entityName.meta({ description: 'API name of a custom permission, ns__Name when packaged.' }),
    ).meta({ description: 'Custom permissions that the user must have; a grant adds them to its permission set.' }),
  },
  codes: customPermissionCodes,
  needsOf: (rule: Rule, reader) =>
    reader
      .entries('customPermission', rule.customPermission)
      .map(({ value: name, place }) => ({ need: { kind: 'customPermission', name }, place })),
  idOf: ({ name }) => `customPermission:${name}`,
  spelled: (need, { schema }) => ({ ...need, name: spelledEntity(schema, need.kind, need.name) }),
  merged: (first) => first,
  addNames: ({ kind, name }, names) => names.setupEntity(kind, name),
  judged: (context, { need, ifPresent }) =>
    judgeNamedEntity(
      context,
      need,
      ifPresent,
      (name) => context.access.setupEntity({ kind: 'customPermission', name }),
      { missing: 'CUSTOM_PERMISSION_MISSING', noSuch: 'NO_SUCH_CUSTOM_PERMISSION' },
    ),
  sought: ({ kind, name }, code, schema) =>
    code === 'NO_SUCH_CUSTOM_PERMISSION' ? soughtEntity(schema, kind, name) : undefined,
  namesInOrg: ({ kind, name }) => entityInOrg(kind, name),
  details: ({ name }) => ({ name }),
  outsideSchema: true,
};
