import type { MetadataTree, Org } from '../model/orgModel.js';
import { idOf } from '../permissions/orgTables.js';
import { storeNewRow } from '../permissions/rowStore.js';
import { profileNamed } from '../schema/storeProfiles.js';
import type { Scenario } from './scenarioFormat.js';

type Restrictions = NonNullable<Scenario['loginRestrictions']>[string];
type ConnectedApp = NonNullable<Scenario['connectedApps']>[string];
type ExternalClientApp = NonNullable<Scenario['externalClientApps']>[string];

/** Stores when and from where users of a profile may log in (fact M16). @throws Error for an unknown profile */
export const storeLoginRestrictions = (
  org: Org,
  profile: string,
  { hours = {}, ipRanges = [] }: Restrictions,
): void => {
  const loginHours: MetadataTree = {};
  for (const [day, [start, end]] of Object.entries(hours)) {
    loginHours[`${day}Start`] = start;
    loginHours[`${day}End`] = end;
  }
  org.metadata.set(profileNamed(org, profile), {
    loginHours,
    loginIpRanges: ipRanges.map(([startAddress, endAddress]) => ({ description: null, startAddress, endAddress })),
  });
};

/** Stores a connected app with its policies, of which that about addresses stands in its metadata alone (fact M10). */
export const storeConnectedApp = (
  org: Org,
  name: string,
  { adminApproved = false, ipRelaxation = 'ENFORCE' }: ConnectedApp,
): void => {
  const row = storeNewRow(org, 'ConnectedApplication', {
    Name: name,
    DeveloperName: name.replace(/\W+/g, '_'),
    OptionsAllowAdminApprovedUsersOnly: adminApproved,
  });
  org.metadata.set(idOf(row), { label: name, oauthPolicy: { ipRelaxation, refreshTokenPolicy: 'infinite' } });
};

/** Stores an external client app with its policies (facts M11, M12). */
export const storeExternalClientApp = (org: Org, name: string, data: ExternalClientApp): void => {
  const label = name.replace(/_/g, ' ');
  const app = storeNewRow(org, 'ExternalClientApplication', {
    DeveloperName: name,
    MasterLabel: label,
    DistributionState: 'Local',
  });
  const common = { MasterLabel: label, ExternalClientApplicationId: idOf(app) };
  storeNewRow(org, 'ExtlClntAppPlcyCnfg', {
    ...common,
    DeveloperName: `${name}_plcy`,
    IsEnabled: data.enabled ?? true,
    OauthPluginStatus: 'Enabled',
  });
  storeNewRow(org, 'ExtlClntAppOauthSettings', {
    ...common,
    DeveloperName: `${name}_oauth`,
    OauthScopesApi: true,
    OauthScopesRefreshToken: true,
  });
  storeNewRow(org, 'ExtlClntAppOauthPlcyCnfg', {
    ...common,
    DeveloperName: `${name}_oauthPlcy`,
    PermittedUsersPolicyType: data.adminApproved === true ? 'AdminApprovedPreAuthorized' : 'AllSelfAuthorized',
    IpRelaxationPolicyType: data.ipRelaxation ?? 'Enforce',
    ClientCredentialsFlowUser: data.clientCredentialsUser ?? null,
    IsClientCredentialsFlowEnabled: data.clientCredentialsUser !== undefined,
    RefreshTokenPolicyType: 'Infinite',
    RequiredSessionLevel: 'STANDARD',
    PolicyAction: 'Block',
  });
};
