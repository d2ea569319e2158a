/** What of a setup nobody typed: settings, and definitions of the project in place of built-in ones. */
import type { Origins } from './originText.js';
import { originsOf } from './settingsUsed.js';
import type { RequestedSetup } from './setupRequest.js';

/** The definitions of a setup, as they are named, with their ids. */
type Named = ReadonlyArray<{ readonly reference: string; readonly requirements: { readonly integration: string } }>;

/** What was typed. */
type Given = {
  readonly integration?: readonly string[] | undefined;
  readonly user?: readonly string[] | undefined;
  readonly isOrgGiven: boolean;
};

/** Origins of the whole run first, then, for each further definition, where that comes from. */
export const originsOfSetup = async (
  { request, reviewed }: RequestedSetup,
  named: Named,
  { integration, user, isOrgGiven }: Given,
): Promise<readonly [Origins, ...Origins[]]> => {
  const all = await Promise.all(
    named.map(({ reference, requirements }) =>
      originsOf({
        given: { integration: integration?.join(), user },
        ...{ isOrgGiven, takesSettings: !reviewed },
        project: reviewed ? { settings: request.besidePlan } : request.project,
        definition: { reference, id: requirements.integration },
      }),
    ),
  );
  const [first = { settings: [], definition: null }, ...others] = all;
  return [first, ...others.map(({ definition }) => ({ settings: [], definition }))];
};
