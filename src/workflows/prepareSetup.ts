/** What a setup looks at before the org is asked anything: a mistake in a file needs no org. */
import type { NamedRequirements } from '../check/evaluation.js';
import type { Filling } from '../definition/filling.js';
import { narrowerVariants } from '../grant/narrowerVariants.js';
import type { NarrowerVariant } from '../grant/narrowerVariants.js';
import { sameName } from '../platform/names.js';
import type { CheckTarget } from '../project/checkTarget.js';
import { Refusal } from '../refusal.js';
import type { SetupPair } from './planSetup.js';
import { otherVariantsOf, requirementsOfAll, requirementsOfSeveral } from './prepare.js';
import type { TargetRequirements } from './prepare.js';
import { readWaiversFiles } from './waiveFindings.js';
import type { WaiversFiles } from './waiveFindings.js';

/** What the files say that a setup is about. */
export type PreparedSetup = {
  /** The definitions, in the order of the pairs. */
  readonly named: readonly NamedRequirements[];
  /** What is checked at the end. */
  readonly targets: readonly TargetRequirements[];
  readonly waiversFiles: WaiversFiles;
  /** For each pair the variants of its definition that ask for less. */
  readonly narrower: ReadonlyArray<readonly NarrowerVariant[]>;
};

/** Variants of the definition of a pair that ask for less than the one that is named. */
const narrowerOf = async (
  { reference, requirements }: NamedRequirements,
  filling: Filling = {},
): Promise<readonly NarrowerVariant[]> =>
  narrowerVariants(requirements, await otherVariantsOf(reference, requirements, filling));

/**
 * Reads the definitions and the waivers of a setup. Definitions that use one permission set are refused: what one needs would
 * go to the users of the other.
 * @throws Refusal; DefinitionMistake
 */
export const prepareSetup = async ({
  pairs,
  targets,
}: {
  readonly pairs: readonly SetupPair[];
  readonly targets: readonly CheckTarget[];
}): Promise<PreparedSetup> => {
  const named = (await requirementsOfSeveral(pairs)).map((one) => one.named);
  named.forEach(({ reference, requirements: { permissionSet } }, at) => {
    const first = named.slice(0, at).find((other) => sameName(other.requirements.permissionSet, permissionSet));
    if (first) throw new Refusal('failure', 'setup.sameSet', [first.reference, reference, permissionSet]);
  });
  return {
    named,
    targets: await requirementsOfAll(targets),
    waiversFiles: await readWaiversFiles(targets, false),
    narrower: await Promise.all(named.map((one, at) => narrowerOf(one, pairs[at]))),
  };
};
