/** Keys that people write in place of ours: in Salesforce's words, or in everyday ones. "Did you mean" begins with what they mean. */
import { nearest } from '../kinds/nearest.js';
import type { Container } from './definitionMistake.js';

/** Only letters and digits, small and without the s of several: `Permission_Sets` is `permissionset`. */
const plain = (key: string): string =>
  key
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/(?<!s)s$/, '');

type Table = ReadonlyMap<string, readonly string[]>;

/** @param rows what is meant, before everything that is written for it */
const tableOf = (rows: Readonly<Record<string, string>>): Table => {
  const table = new Map<string, string[]>();
  for (const [meant, words] of Object.entries(rows))
    for (const word of words.split(' ')) {
      const key = plain(word);
      table.set(key, [...new Set([...(table.get(key) ?? []), meant])]);
    }
  return table;
};

/** Kinds of rules by what people call what they ask for. Where nothing of Salesforce that a set can hold is meant, a person sees to it. */
const kindTable = tableOf({
  userPermission: 'permission perm systemPermission administrativePermission userPerm',
  object: 'sobject entity table objectPermission standardObject customObject objectAccess',
  field: 'fields fieldPermission fls fieldLevelSecurity fieldAccess column attribute customField standardField',
  historyTracking: 'history fieldHistory fieldHistoryTracking tracking trackHistory trackedField',
  api: 'apis restApi endpoint',
  picklistValue: 'picklist value picklistEntry',
  automation:
    'validationRule validation flow trigger apexTrigger workflow workflowRule process processBuilder approvalProcess duplicateRule automatedProcess exempt bypass',
  permissionSetAssigned: 'permissionSet permSet permissionSetGroup psg assignedPermissionSet permissionSetAssignment',
  customPermission: 'permission customPerm',
  apexClass: 'apex class apexClassAccess',
  connectedApp: 'app externalClientApp eca oauthApp connectedApplication application',
  permissionSetLicense: 'license licence psl permissionSetLicence seat',
  userLicense: 'license licence userLicence',
  profile: 'profileName',
  userFlag: 'featureLicense featureLicence flag checkbox userCheckbox',
  package: 'managedPackage installedPackage namespace appExchangePackage',
  recordVisibility:
    'sharing sharingRule sharingSetting owd orgWideDefault visibility recordAccess role roleHierarchy recordSharing',
  manual: 'role tab recordType reportFolder group groupMember queue setting orgFeature step todo byHand other',
  anyOf: 'oneOf either or choice alternative',
});

/** Keys of a definition and its rules by other words for the same. */
const ofDefinition = tableOf({
  because: 'reason why description comment note purpose justification explanation',
  level: 'priority severity required mandatory importance recommended',
  ifPresent: 'optional ifExists ifAvailable',
  source: 'url link docs documentation reference page',
  when: 'if only condition authentication phase',
  forbid: 'forbidden deny denied mustNot not prohibit prohibited',
  access: 'permission right operation crud accessLevel objectPermission fieldPermission read write edit',
  onFields: 'field fields',
  value: 'values entry',
  label: 'name title',
  requires: 'rule need requirement permission require',
  schemaVersion: 'version schema',
  extends: 'base inherit inherits extend parent',
  omit: 'remove exclude without except ignore',
  variants: 'mode option',
  aliases: 'alsoKnownAs synonym otherName',
  parameters: 'param variable input',
  group: 'type category',
  permissionSet: 'permissionSetName permSet',
  default: 'isDefault',
  title: 'name label',
  url: 'link href uri address',
  date: 'published read day lastRead',
  example: 'sample',
  of: 'type kind',
  authentication: 'login auth oauth',
});

const ofWaivers = tableOf({
  waivers: 'exception exemption accepted ignore',
  id: 'finding requirement need key name for what',
  reason: 'because why comment justification note description',
  owner: 'approver approvedBy by responsible who',
  expires: 'until expiry expiration expiryDate expirationDate end expiresOn validUntil till date',
  user: 'username forUser',
  integration: 'definition',
  org: 'targetOrg environment alias',
});

const ofProject = tableOf({
  integrations: 'definitions vendor',
  definition: 'integration id name definitionId',
  users: 'user username integrationUser',
  orgs: 'targetOrg environment',
  inOrg: 'org orgs perOrg environment override',
  outputs: 'output outputFile report reportFile',
  monitor: 'monitoring notification alert',
  failOn: 'fail failLevel',
  notify: 'notification recipient channel',
  waivers: 'waiver waiversFile exception',
  features: 'feature',
  authentication: 'login auth oauth',
  channels: 'channel notification notify',
  stateDir: 'state stateFolder folder',
  expiring: 'expiringWithin expiresWithin days',
  urlFrom: 'url webhook webhookUrl address',
  tokenFrom: 'token',
  passwordFrom: 'password',
  userFrom: 'user username login',
  secretFrom: 'secret',
  heartbeatFrom: 'heartbeat heartbeatUrl',
  host: 'server smtpServer',
  to: 'recipient',
  repository: 'repo',
});

const tables: Partial<Record<Container, Table>> = {
  waivers: ofWaivers,
  waiver: ofWaivers,
  project: ofProject,
  projectIntegration: ofProject,
  inOrg: ofProject,
  monitor: ofProject,
  channel: ofProject,
};

/** The kinds of rules by which people say what they mean with such a key; none where it says nothing of the kind. */
export const kindsCalled = (key: string): readonly string[] => kindTable.get(plain(key)) ?? [];

/**
 * The keys that people call so, by another word.
 * @param known that can stand there
 */
export const keysCalled = (key: string, container: Container, known: readonly string[]): string[] =>
  ((tables[container] ?? ofDefinition).get(plain(key)) ?? []).filter((one) => known.includes(one));

/** The keys that may have been meant, best first: by another word for them, or else misspelt. None where none is like it. */
export const keysMeant = (key: string, container: Container, known: readonly string[]): string[] => {
  const called = keysCalled(key, container, known);
  return called.length > 0 ? called : nearest(key, known);
};
