import { z } from 'zod';
import type { CodesIn, Kind } from '../kind.js';
import { packageSeatId } from '../packageSeat/packageSeatNeed.js';
import { expecting } from '../ruleShapes.js';
import { isThere, listedInOrg } from '../namesInOrg.js';
import { hasObjectsOf, judgePackage, packageCodes } from './judgePackage.js';

/** A managed package that has to be installed, or a seat of it that the user has to have. */
export type PackageNeed = { readonly kind: 'package'; readonly namespace: string; readonly seat: boolean };

const namespace = z
  .string()
  .max(15)
  .regex(/^[A-Za-z][A-Za-z0-9_]*$/, expecting('namespace'))
  .meta({ description: 'Namespace of a managed package, such as acme.' });

type Rule = { readonly package: string; readonly seat?: boolean };

export const packageKind: Kind<PackageNeed, CodesIn<typeof packageCodes>> = {
  lookedUp: {
    called: [
      'managed package',
      'package',
      'installed package',
      'AppExchange package',
      'AppExchange app',
      'package license',
      'package seat',
      'namespace',
    ],
    example: () => '- package: acme',
  },
  ruleShape: {
    package: namespace,
    seat: z
      .boolean()
      .meta({ description: 'The user needs a seat of it too, where it is not licensed for the whole org.' })
      .optional(),
  },
  codes: packageCodes,
  needsOf: (rule: Rule, reader) =>
    [false, ...(rule.seat === true ? [true] : [])].map((seat) => ({
      need: { kind: 'package', namespace: rule.package, seat },
      place: reader.placeOf('package'),
    })),
  idOf: ({ namespace: name, seat }) =>
    seat ? packageSeatId({ kind: 'packageSeat', namespace: name }) : `package:${name}`,
  spelled: (need) => need,
  merged: (first) => first,
  addNames: ({ namespace: name }, names) => names.package(name),
  namesInOrg: (need) =>
    listedInOrg('package', 'packages', [need.namespace], need).map((one) => ({
      ...one,
      lookUp: (schema) => (hasObjectsOf(schema, need.namespace) ? isThere : one.lookUp(schema)),
    })),
  judged: (context, { need, ifPresent }) => judgePackage(context, need, ifPresent),
  details: ({ namespace: name, seat }) => ({ name, ...(seat ? { seat } : {}) }),
  outsideSchema: true,
  setupPage: () => ({ page: 'packages' }),
};
