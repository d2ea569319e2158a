import { anyAnswer, no, via } from '../../access/answer.js';
import type { Answer } from '../../access/answer.js';
import { allClasses } from '../../platform/apexClasses.js';
import type { Context } from '../context.js';
import type { CodesIn, Kind } from '../kind.js';
import { entityInOrg, entityName, judgeNamedEntity, soughtEntity, spelledEntity } from '../namedEntity.js';
import { listed } from '../ruleShapes.js';

/** An Apex class that the integration calls itself, such as a REST service; what that one calls needs no access. */
export type ApexClassNeed = {
  readonly kind: 'apexClass';
  /** API name, `ns__Name` when packaged. */
  readonly name: string;
};

const apexClassCodes = { settled: [], open: ['APEX_CLASS_MISSING', 'NO_SUCH_APEX_CLASS'] } as const;

/** Access to the class itself, or to all of them. */
const answerOf = ({ access }: Context, name: string): Answer => {
  const all = access.userPermission(allClasses);
  // An org without this permission, or one that only profiles hold, gives nothing by it.
  const ofAll = all.answer === 'no' && all.why.reason !== 'noEffect' ? no() : all;
  return anyAnswer([access.setupEntity({ kind: 'apexClass', name }), via(ofAll, allClasses)]);
};

type Rule = { readonly apexClass: string | readonly string[] };

export const apexClass: Kind<ApexClassNeed, CodesIn<typeof apexClassCodes>> = {
  lookedUp: {
    called: ['Apex class', 'Apex class access', 'Apex code', 'Apex'],
    example: () => '- apexClass: acme__SyncApi',
  },
  ruleShape: {
    apexClass: listed(entityName.meta({ description: 'Name of an Apex class, ns__Name when packaged.' })).meta({
      description: 'Apex classes that the user must be allowed to call; a grant adds them to its permission set.',
    }),
  },
  codes: apexClassCodes,
  needsOf: (rule: Rule, reader) =>
    reader
      .entries('apexClass', rule.apexClass)
      .map(({ value: name, place }) => ({ need: { kind: 'apexClass', name }, place })),
  idOf: ({ name }) => `apexClass:${name}`,
  spelled: (need, { schema }) => ({ ...need, name: spelledEntity(schema, need.kind, need.name) }),
  merged: (first) => first,
  addNames: ({ kind, name }, names) => {
    names.setupEntity(kind, name);
    names.userPermission(allClasses);
  },
  judged: (context, { need, ifPresent }) =>
    judgeNamedEntity(context, need, ifPresent, (name) => answerOf(context, name), {
      missing: 'APEX_CLASS_MISSING',
      noSuch: 'NO_SUCH_APEX_CLASS',
    }),
  sought: ({ kind, name }, code, schema) =>
    code === 'NO_SUCH_APEX_CLASS' ? soughtEntity(schema, kind, name) : undefined,
  namesInOrg: ({ kind, name }) => entityInOrg(kind, name),
  details: ({ name }) => ({ name }),
  outsideSchema: true,
};
