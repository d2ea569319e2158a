/** Names of user licenses (`UserLicense.Name`) that Salesforce sells or gives with every org; an org has some of them, and perhaps others. */
export const userLicenseNames: readonly string[] = [
  'Analytics Cloud Integration User',
  'Chatter External',
  'Chatter Free',
  'Customer Community',
  'Customer Community Login',
  'Customer Community Plus',
  'Customer Community Plus Login',
  'External Identity',
  'Guest User License',
  'Identity',
  'Partner Community',
  'Partner Community Login',
  'Salesforce',
  'Salesforce Integration',
  'Salesforce Platform',
];
