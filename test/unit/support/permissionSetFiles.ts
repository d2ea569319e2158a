const open =
  '<?xml version="1.0" encoding="UTF-8"?>\n<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">\n';

/** A permission set file with these elements, formatted as somebody in a hurry would. */
export const fileWith = (elements: string): string => `${open}${elements}</PermissionSet>`;

type Children = readonly (readonly [name: string, text: string])[];

const entry = (tag: string, children: Children): string =>
  `    <${tag}>\n${children.map(([name, text]) => `        <${name}>${text}</${name}>\n`).join('')}    </${tag}>\n`;

const enabled = (tag: string, key: string, ...names: string[]): string =>
  names
    .map((name) =>
      entry(
        tag,
        [
          ['enabled', 'true'],
          [key, name],
        ].sort(([a = ''], [b = '']) => (a < b ? -1 : 1)) as unknown as Children,
      ),
    )
    .join('');

/** A file as the platform retrieves it, with every tag of the WSDL (fact H6) and one that is not there yet. */
export const retrieved = [
  open,
  enabled('agentAccesses', 'agentName', 'Service_Agent'),
  ...['Warehouse', 'standard__LightningSales'].map((application) =>
    entry('applicationVisibilities', [
      ['application', application],
      ['default', 'false'],
      ['visible', 'true'],
    ]),
  ),
  enabled('classAccesses', 'apexClass', 'AcmeSync', 'acme_Helper'),
  enabled('customMetadataTypeAccesses', 'name', 'Acme_Setting__mdt'),
  enabled('customPermissions', 'name', 'Use_Acme'),
  enabled('customSettingAccesses', 'name', 'Acme__c'),
  '    <description>Don&apos;t touch &lt;ours&gt; &amp; &quot;theirs&quot;.\n\nSecond paragraph</description>\n',
  enabled('emailRoutingAddressAccesses', 'name', 'Support'),
  enabled('externalCredentialPrincipalAccesses', 'externalCredentialPrincipal', 'Acme - Principal'),
  enabled('externalDataSourceAccesses', 'externalDataSource', 'Acme_Data'),
  ...['Account.Industry', 'Account.acme__Score__c', 'Contact.MailingAddress'].map((field) =>
    entry('fieldPermissions', [
      ['editable', 'false'],
      ['field', field],
      ['readable', 'true'],
    ]),
  ),
  enabled('flowAccesses', 'flow', 'Acme_Flow'),
  enabled('genComputingSummaryDefAccesses', 'genComputingSummaryDef', 'Acme_Summary'),
  '    <hasActivationRequired>true</hasActivationRequired>\n',
  '    <label>Acme &amp; Söhne</label>\n',
  '    <license>SalesforceAPIIntegrationPsl</license>\n',
  '    <moonAccesses>\n        <moon>\n            <name>Io</name>\n        </moon>\n        <reach>near</reach>\n    </moonAccesses>\n',
  ...['Account', 'Lead', 'acme__Score__c'].map((object, i) =>
    entry('objectPermissions', [
      ['allowCreate', 'true'],
      ['allowDelete', 'false'],
      ['allowEdit', 'true'],
      ['allowRead', 'true'],
      ['modifyAllRecords', 'false'],
      ['object', object],
      ...(i === 0 ? ([['viewAllFields', 'false']] as const) : []),
      ['viewAllRecords', 'true'],
    ]),
  ),
  enabled('pageAccesses', 'apexPage', 'AcmePage'),
  entry('recordTypeVisibilities', [
    ['recordType', 'Account.Partner'],
    ['visible', 'true'],
  ]),
  enabled('servicePresenceStatusAccesses', 'servicePresenceStatus', 'Online'),
  entry('tabSettings', [
    ['tab', 'standard-Account'],
    ['visibility', 'Visible'],
  ]),
  enabled('userPermissions', 'name', 'ApiEnabled', 'ViewSetup'),
  '</PermissionSet>\n',
].join('');
