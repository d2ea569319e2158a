import { gap } from '../../access/snapshot.js';
import type { OrgSchema } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import type { Context } from '../context.js';
import { judgePackageSeat } from '../packageSeat/judgePackageSeat.js';
import { unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';
import type { PackageNeed } from './packageKind.js';

export const packageCodes = {
  settled: ['PACKAGE_INSTALLED', 'PACKAGE_LICENSED_FOR_ALL'],
  open: ['PACKAGE_NOT_INSTALLED'],
} as const;

/** An object of the package that takes permissions proves that it is there, whatever is told of its licenses. */
export const hasObjectsOf = (
  { permissionableObjects: objects }: Pick<OrgSchema, 'permissionableObjects'>,
  namespace: string,
): boolean => objects.known && [...objects.value.keys()].some((key) => key.startsWith(`${keyOf(namespace)}__`));

/** Is the package installed, and has the user a seat of it where it is sold by seats? Neither is for a grant to give. */
export const judgePackage = (context: Context, { namespace, seat }: PackageNeed, ifPresent: boolean): Verdict => {
  const { user } = context;
  const installed = user.installedPackages ?? gap('SELF_MODE', 'PackageLicense', '');
  const isInstalled =
    hasObjectsOf(context.schema, namespace) || (installed.known && installed.value.has(keyOf(namespace)));
  if (!isInstalled) {
    if (!installed.known) return unreadable(namespace, installed.gap);
    if (ifPresent) return verdict('notApplicable', 'NOT_IN_THIS_ORG', [namespace]);
    return verdict('unmet', 'PACKAGE_NOT_INSTALLED', [namespace], {
      blockers: seat ? [{ kind: 'package', namespace, seat: false }] : [],
    });
  }
  if (!seat) return verdict('met', 'PACKAGE_INSTALLED', [namespace]);
  if (!installed.known) return unreadable(namespace, installed.gap);
  // Of a package without seats nothing is kept: whoever is in the org may use it.
  return user.packages.has(keyOf(namespace))
    ? judgePackageSeat(context, { kind: 'packageSeat', namespace })
    : verdict('met', 'PACKAGE_LICENSED_FOR_ALL', [namespace]);
};
