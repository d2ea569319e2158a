import { expect } from 'chai';
import { builtInVocabulary, namesOfObject } from '../../../src/generate/pageVocabulary.js';
import { distinctNeeds } from '../../../src/generate/distinctNeeds.js';
import { readVendorPage } from '../../../src/generate/vendorPage.js';
import type { PageNeed } from '../../../src/generate/sentence/pageNeed.js';

const short = (need: PageNeed): string => {
  const mark = `${need.level === 'optional' ? '?' : ''}${need.onlyWithPassword ? '!' : ''}`;
  switch (need.kind) {
    case 'userPermission':
      return `${mark}${need.forbid ? 'not ' : ''}${need.names.join('+')}`;
    case 'api':
      return `${mark}api ${need.apis.join('+')}`;
    case 'object':
      return `${mark}${need.sobjects.join('+')} ${need.access.join('+')}`;
    case 'field':
      return `${mark}${need.names.join('+')} ${need.access}`;
    case 'historyTracking':
      return `${mark}history ${[need.sobject, ...need.fields].join('+')}`;
    case 'userLicense':
      return `${mark}user license ${need.names.join('|')}`;
    case 'permissionSetLicense':
      return `${mark}license ${need.names.join('+')}`;
  }
};

const read = (text: string): string[] => readVendorPage(text, builtInVocabulary).needs.map(short);
const gaps = (text: string): number[] => readVendorPage(text, builtInVocabulary).gaps.map(({ line }) => line.number);

const understood: ReadonlyArray<[text: string, needs: string[]]> = [
  ['- View All Data', ['ViewAllData']],
  // objects behind a heading, and several of them in one sentence
  ['Objects: Account: Read, View All.', ['Account viewAllRecords']],
  ['3. Objects: Account: Read, View All. Contact: Read, Edit.', ['Account viewAllRecords', 'Contact edit']],
  ['Object permissions: Lead: Read, Edit', ['Lead edit']],
  ['Standard Objects - Account, Contact: Read', ['Account+Contact read']],
  ['Objects - Account: Read; Contact: Read, Edit', ['Account read', 'Contact edit']],
  ['Objects: Account (Read, View All), Contact (Create)', ['Account viewAllRecords', 'Contact create']],
  ['Account: Read, Contact: Read, Edit', ['Account read', 'Contact edit']],
  ['Accounts - Read, Opportunities - Read and Edit', ['Account read', 'Opportunity edit']],
  ['Account (Read), Lead (Read, Edit) and Contact (Read).', ['Account read', 'Lead edit', 'Contact read']],
  [
    'Account: Read (Name, Industry), Contact: Edit (Email)',
    ['Account read', 'Account.Name+Account.Industry read', 'Contact edit', 'Contact.Email edit'],
  ],
  // reading and writing in one sentence
  ['Acme reads Lead.Email and writes Lead.Rating', ['Lead.Email read', 'Lead.Rating edit']],
  ['Read access to Account.Name, Edit access to Account.Industry', ['Account.Name read', 'Account.Industry edit']],
  ['Account.Industry (read), Account.Rating (edit)', ['Account.Industry read', 'Account.Rating edit']],
  ['Account.Industry: read; Account.Rating - Read/Write', ['Account.Industry read', 'Account.Rating edit']],
  ['Read and write Lead.Email and Lead.Rating', ['Lead.Email+Lead.Rating edit']],
  [
    'Reads Account.Name and Account.Industry, and updates Account.Rating.',
    ['Account.Name+Account.Industry read', 'Account.Rating edit'],
  ],
  // words of access that are part of a permission's name, or say something of one field alone
  [
    'View All Data, Account.Name (read), Account.Rating (edit)',
    ['ViewAllData', 'Account.Name read', 'Account.Rating edit'],
  ],
  ['Edit Tasks, Task.Subject read, Task.Status edit', ['EditTask', 'Task.Subject read', 'Task.Status edit']],
  [
    'Write Account.Rating, Account.Industry (read-only), Account.Website',
    ['Account.Rating+Account.Industry+Account.Website edit'],
  ],
  // what is optional of it
  ['Acme writes Lead.Rating and optionally reads Lead.Email', ['Lead.Rating edit', '?Lead.Email read']],
  ['Acme must read Lead.Email and may write Lead.Rating', ['Lead.Email read', '?Lead.Rating edit']],
  ['Acme reads Lead.Email optionally, and writes Lead.Rating', ['?Lead.Email read', 'Lead.Rating edit']],
  ['Lead.Email (read, optional), Lead.Rating (edit)', ['?Lead.Email read', 'Lead.Rating edit']],
  // the o of a word is no bullet
  ['optional: Read on Contact', ['?Contact read']],
  ['o Contacts: read', ['Contact read']],
  // fields in parentheses, with a colon or with a dash before them
  ['Contact - Read (Email, Phone)', ['Contact read', 'Contact.Email+Contact.Phone read']],
  [
    'Required objects: Account - Read (all fields), Contact - Edit (Email)',
    ['Account read', 'Contact edit', 'Contact.Email edit'],
  ],
  // permission set licenses
  ...[
    'Assign the permission set license "Salesforce API Integration" to the user',
    '2. Assign the Salesforce API Integration permission set license to the integration user.',
    'The user needs the Salesforce API Integration permission set license.',
    'Assign the user the “Salesforce API Integration” permission set license.',
    'The integration user must have the permission set license Salesforce API Integration assigned.',
    'The Acme user should be assigned the Salesforce API Integration permission set license.',
    'Under Permission Set License Assignments, add Salesforce API Integration.',
    'Requires the Salesforce API Integration permission set license',
  ].map((text): [string, string[]] => [text, ['license SalesforceAPIIntegrationPsl']]),
  [
    'Optionally, assign the permission set license "Salesforce API Integration" to the user.',
    ['?license SalesforceAPIIntegrationPsl'],
  ],
  // the license of the user
  ...[
    'Create an integration user with the Salesforce Integration license',
    '1. Create a new user using the Salesforce Integration User License.',
    'Create a dedicated Acme integration user with a "Salesforce Integration" user license (five are free).',
    'Assign the Salesforce Integration user license',
    'Assign the license Salesforce Integration',
    'Assign the Salesforce Integration license to the user.',
    'Select the new „Salesforce Integration“ user license.',
    'Use a Salesforce Integration license',
    'The integration user must have the Salesforce Integration license.',
    'The user should be assigned the Salesforce Integration license',
    'User License: Salesforce Integration',
    'In User License, select Salesforce Integration.',
    'Under User License, choose Salesforce Integration.',
    'User License = Salesforce Integration',
    'Select Salesforce Integration as the User License',
    'Set the user license to Salesforce Integration',
    '• Salesforce Integration user license',
  ].map((text): [string, string[]] => [text, ['user license Salesforce Integration']]),
  ['Requires a full Salesforce license', ['user license Salesforce']],
  ['In User License, select Salesforce.', ['user license Salesforce']],
  [
    'The user needs a Salesforce, Salesforce Platform or Salesforce Integration license',
    ['user license Salesforce|Salesforce Platform|Salesforce Integration'],
  ],
  ['Optionally, use a Salesforce Integration license', ['?user license Salesforce Integration']],
  [
    'Create a user with the Salesforce Integration license and the Salesforce API Integration permission set license',
    ['user license Salesforce Integration', 'license SalesforceAPIIntegrationPsl'],
  ],
  ['• "Transfer Records" permission (for owners)', ['TransferAnyEntity']],
  ['Enable ApiEnabled, and RunReports.', ['ApiEnabled+RunReports']],
  ['Customise Application', ['CustomizeApplication']],
  ['• Password Never Expires — keeps it alive', ['PasswordNeverExpires']],
  ['• [Username/Password only] API Only User', ['!ApiUserOnly']],
  ['Lead: View All, Modify All — Create, edit, and delete all lead data', ['Lead modifyAllRecords']],
  ['Leads and Opportunities: read, update', ['Lead+Opportunity edit']],
  ['Campaign Members: Read all data.', ['CampaignMember viewAllRecords']],
  ['Read and edit access on Accounts', ['Account edit']],
  [
    'Contact Object\n- Create: makes them\n- Fields: Email, Owner',
    ['Contact create', 'Contact.Email+Contact.OwnerId read'],
  ],
  ['Account Object\nFields: Billing City, Website', ['Account.BillingCity+Account.Website read']],
  ['Lead Object\n• Optional Fields: MobilePhone (if enabled)', ['?Lead.MobilePhone read']],
  ['Update Lead.LeadSource and Lead.Email', ['Lead.LeadSource+Lead.Email edit']],
  ['Opportunity Field History: Requires Field History Tracking', ['history Opportunity']],
  [
    'Acme writes back Opportunity Next Step, Opportunity.Amount and Opportunity Forecast Category (edit access).',
    ['Opportunity.Amount+Opportunity.NextStep+Opportunity.ForecastCategoryName edit'],
  ],
  [
    'Read access to Account.Industry, Account Annual Revenue, Account Rating.',
    ['Account.Industry+Account.AnnualRevenue+Account.Rating read'],
  ],
  ['Read Account.Industry, Annual Revenue and Rating', ['Account.Industry+Account.AnnualRevenue+Account.Rating read']],
  ['Acme updates Opportunity.Amount and Opportunity Next Step.', ['Opportunity.Amount+Opportunity.NextStep edit']],
  ['Read Account.Industry and Account.Rating.', ['Account.Industry+Account.Rating read']],
  ['Opportunity.Amount - Read/Write', ['Opportunity.Amount edit']],
  ['Acme writes back to the Opportunity.Amount field', ['Opportunity.Amount edit']],
  ['Bulk API 2.0, Composite API', ['api composite+bulk2']],
  ['Streaming API, Pub/Sub API', ['api streaming+pubsub']],
  ['Optional: Run Reports', ['?RunReports']],
  ['Field History Tracking on Opportunity', ['history Opportunity']],
  ['Requires Field History Tracking for Leads and Contacts.', ['history Lead', 'history Contact']],
  ['Account and Contact Field History: needs tracking', ['history Account', 'history Contact']],
  ['Contact read and write', ['Contact edit']],
  ['- Read/Edit Leads, Contacts', ['Lead+Contact edit']],
  ['Read Lead.Zip and Lead.Postal_Code__c', ['Lead.PostalCode+Lead.Postal_Code__c read']],
  ['Account Object\nFields: Billing Zip, Employees', ['Account.BillingPostalCode+Account.NumberOfEmployees read']],
  ['API Enabled is needed. Grant read access on Accounts.', ['ApiEnabled', 'Account read']],
  ['1. API Enabled', ['ApiEnabled']],
  ['Opportunity Field History Tracking (StageName)', ['history Opportunity+StageName']],
  ['Opportunity Field History Tracking: StageName, Amount', ['history Opportunity+StageName+Amount']],
  ['The integration tracks Opportunity.StageName history.', ['history Opportunity+StageName']],
  ['Field History Tracking must be turned on for Opportunity.StageName.', ['history Opportunity+StageName']],
  ['Enable field history tracking for the Stage field on the Opportunity object.', ['history Opportunity+StageName']],
  ['Enable Field History Tracking for Lead Status and Lead Rating', ['history Lead+Status+Rating']],
  [
    'Read Opportunity.StageName and track its field history.',
    ['Opportunity.StageName read', 'history Opportunity+StageName'],
  ],
  ['Lead: Edit (Rating, Description)', ['Lead edit', 'Lead.Rating+Lead.Description edit']],
  ['Lead (Rating): Read', ['Lead read', 'Lead.Rating read']],
  ['Lead: Edit Rating, Description', ['Lead edit', 'Lead.Rating+Lead.Description edit']],
  ['Contact read and write (Email; all of them)', ['Contact edit', 'Contact.Email edit']],
  ['Contact Object\n- Read: Email, Phone', ['Contact read', 'Contact.Email+Contact.Phone read']],
  ['Edit access to Lead Rating and Lead Description', ['Lead.Rating+Lead.Description edit']],
  ['Read access to Lead Rating, Description', ['Lead.Rating+Lead.Description read']],
  ['Permission set license: Salesforce API Integration', ['license SalesforceAPIIntegrationPsl']],
  ['Assign the "Salesforce API Integration" permission set license.', ['license SalesforceAPIIntegrationPsl']],
  [
    'Read, create, edit on Opportunity and on its fields Amount, Stage, Close Date, Next Step',
    [
      'Opportunity create+edit',
      'Opportunity.Amount+Opportunity.StageName+Opportunity.CloseDate+Opportunity.NextStep edit',
    ],
  ],
  ['Read access to Leads with the following fields: Email, Rating', ['Lead read', 'Lead.Email+Lead.Rating read']],
  ['Read and edit of Lead Source on Lead', ['Lead.LeadSource edit']],
  ['Read access to Stage and Amount of Opportunity', ['Opportunity.StageName+Opportunity.Amount read']],
  ['Turn on Field History Tracking for Stage and Amount of Opportunity', ['history Opportunity+StageName+Amount']],
  ['The user must NOT have Modify All Data or Manage Users.', ['not ManageUsers+ModifyAllData']],
  ['must not hold View All Data', ['not ViewAllData']],
  [
    'The user needs: API Enabled, View Setup and Configuration; read on Account, Contact, Lead; edit on Lead; must not have Modify All Data',
    ['ApiEnabled+ViewSetup', 'Account+Contact+Lead read', 'Lead edit', 'not ModifyAllData'],
  ],
];

/** Nothing may be made of them: people have to read them. */
const doubtful = [
  'View All Data is not required',
  'Do not grant Modify All Data',
  'User performing the integration must have sufficient permissions to read and update',
  'Note: read access comes along',
  '- Contacts',
  'Requires a license of the vendor',
  'Contact full access',
  'Account, Foo__c: read',
  'Update Lead.Zipcode',
  'Exempt it from validation rules',
  'Create a user with the Minimum Access profile',
  'The user must not have Modify All Data unless it syncs everything',
  'View All Data; not required',
];

/** Sentences of which nobody can tell what they ask for: no rule, and people are told to read them. */
const onlyGaps: readonly string[] = [
  'Account, Contact: Read, Lead: Edit',
  'The app needs Account: Read, Contact: Edit',
  'Account: Read - needed for Contact: roles',
  'Account: must not have Delete, Contact: Read',
  'Account (Rating, Phone), Contact (Email)',
  'Objects: Account, Contact',
  'Do not assign the permission set license "Salesforce API Integration" to other users.',
  'Assign the permission set license that came with Acme to the user.',
  'Assign a permission set license to the user.',
  'Use a Salesforce Platform Integration license',
  'Assign the Acme user license to the user.',
  'The user needs a Salesforce or Acme license',
  'Each user needs a Salesforce license.',
  'The user must not have the Salesforce Integration license',
  'Assign the Salesforce API Integration permission set license and the permission set Acme to the user',
];

describe('a page of a vendor', () => {
  for (const [text, needs] of understood)
    it(text.replaceAll('\n', ' / '), () => expect(read(text)).to.deep.equal(needs));
  for (const text of doubtful)
    it(`makes no rule of: ${text}`, () => {
      expect(read(text)).to.deep.equal([]);
      expect(gaps(text)).to.deep.equal([1]);
    });

  const notUsed = (text: string): string[][] =>
    readVendorPage(text, builtInVocabulary).gaps.map(({ unknown, unused }) => [...unknown, ...unused]);

  it('leaves licenses to people of which no user can have both', () => {
    const both = 'User License: Salesforce\nUser License: Salesforce Integration\n';
    expect([read(both), gaps(both)]).to.deep.equal([[], [1, 2]]);
    const same = 'User License: Salesforce or Salesforce Integration\nUse the Salesforce Integration license\n';
    expect([read(same), gaps(same)]).to.deep.equal([
      ['user license Salesforce|Salesforce Integration', 'user license Salesforce Integration'],
      [],
    ]);
  });

  it('says what of an understood line stands in no rule', () => {
    expect(notUsed('Lead: Edit (Rating, Shoe Size)')).to.deep.equal([['Shoe Size']]);
    expect(notUsed('Lead: Edit (Shoe_Size, Hat__c)')).to.deep.equal([['Shoe_Size']]);
    expect(notUsed('Opportunity Field History Tracking (Shoe_Size)')).to.deep.equal([['Shoe_Size']]);
    expect(notUsed('Update Opportunity.StageName with Field History Tracking')).to.deep.equal([
      ['Field History Tracking'],
    ]);
    expect(notUsed('Permission set license: Acme Seat')).to.deep.equal([['Acme Seat']]);
    expect(notUsed('Use a user with the Salesforce Integration license and the profile Acme Only')).to.deep.equal([
      ['the profile Acme Only'],
    ]);
    expect(notUsed('Edit on Lead and its fields Rating, Shoe Size')).to.deep.equal([['Shoe Size']]);
    expect(notUsed('Edit on Lead and its fields for owners')).to.deep.equal([['for owners']]);
    expect(notUsed('Lead: Edit (for owners)\nAccount: Read (All)')).to.deep.equal([]);
    // there is an object Name
    expect(notUsed('API Enabled. Account.Name (read), Account.Rating (edit)')).to.deep.equal([]);
    expect(notUsed('Acme creates Lead.LastName and Lead.Company')).to.deep.equal([['creates']]);
    expect(notUsed('Grant the user the Acme permission set license and the API Enabled permission')).to.deep.equal([
      ['permission set license'],
    ]);
  });

  it('loses no name beside Object.Field: what is in no rule is told', () => {
    for (const [text, needs, left] of [
      ['Read Account.Industry, Account Shoe Size', ['Account.Industry read'], ['Account Shoe Size']],
      ['Read Account.Industry, Shoe Size and Rating', ['Account.Industry+Account.Rating read'], ['Shoe Size']],
      ['Update Next Step and Opportunity.Amount', ['Opportunity.Amount edit'], ['Next Step']],
      ['Read Account.Industry and Contacts', ['Account.Industry read'], ['Contacts']],
      ['Edit Opportunity and Opportunity.Amount', ['Opportunity.Amount edit'], ['Opportunity']],
      [
        'Update Opportunity.Amount from Account Annual Revenue',
        ['Opportunity.Amount edit'],
        ['Account Annual Revenue'],
      ],
      ['Grant Lead Rating and Lead.Email and Acme Lead Title', ['Lead.Email+Lead.Rating read'], ['Lead Title']],
      [
        'Read Lead.Email and Widget.Color, Contact.Account.Name',
        ['Lead.Email read'],
        ['Widget.Color', 'Contact.Account.Name'],
      ],
      [
        'Read Account.Industry, annual revenue and account rating',
        ['Account.Industry read'],
        ['annual revenue', 'account rating'],
      ],
      ['Run Reports, Lead.Shoe, Lead Rating', ['RunReports'], ['Lead.Shoe', 'Lead Rating']],
      ['Read Lead.Email (Lead Rating)', ['Lead.Email read'], ['Lead Rating']],
      ['Update Lead.Zipcode, Lead.Email and Lead Shoes', ['Lead.Email edit'], ['Lead.Zipcode', 'Lead Shoes']],
      [
        'Read Opportunity.StageName, Opportunity Amount and track field history',
        ['Opportunity.StageName read', 'history Opportunity+StageName'],
        ['Opportunity Amount'],
      ],
    ] as const) {
      expect(read(text), text).to.deep.equal(needs);
      expect(notUsed(text), text).to.deep.equal([left]);
    }
  });

  it('tells a word that may ask for more than to read a field', () => {
    for (const [text, word] of [
      ['Acme reads updates of Opportunity.Amount', 'updates'],
      ['Opportunity.Amount is updated by Acme', 'updated'],
      ['Acme populates Opportunity.Amount', 'populates'],
      ['Sync Opportunity.Amount', 'Sync'],
      ['Opportunity.Amount — Acme will update it', 'update'],
    ] as const) {
      expect(read(text), text).to.deep.equal(['Opportunity.Amount read']);
      expect(notUsed(text), text).to.deep.equal([[word]]);
    }
  });

  it('tells nothing of a sentence that is in rules as a whole', () => {
    for (const text of [
      'Read access to Opportunity.Amount on the Opportunity object.',
      'Update Lead.LeadSource (Lead Source) and Lead.Email (Required) with the Bulk API',
      'Acme updates Opportunity.Amount and Salesforce shows it.',
      'Opportunity: edit Opportunity.Amount',
    ])
      expect(notUsed(text), text).to.deep.equal([]);
  });

  it('takes what stands in a list of user permissions and is not known for a gap', () => {
    const page = (...items: string[]): string =>
      ['The user needs:', ...items.map((item) => `- ${item}`), 'Overview', '- Fast and easy'].join('\n');
    expect(gaps(page('API Enabled', 'Sync Whatever', 'Run Reports'))).to.deep.equal([3]);
    expect(gaps(page('Sync Whatever', 'API Enabled'))).to.deep.equal([2]);
    expect(gaps(page('Fast', 'Reliable'))).to.deep.equal([]);
  });

  it('asks for nothing behind what the user must not have, as that may go on', () => {
    for (const text of [
      'The user must not have Modify All Data; View All Data',
      'must not have Modify All Data. View All Data.',
    ]) {
      expect(read(text)).to.deep.equal(['not ModifyAllData']);
      expect(gaps(text)).to.deep.equal([1]);
    }
  });

  it('leaves to people what a page asks for and forbids', () => {
    const text = 'Grant View All Data\nThe user must not have View All Data or Manage Users';
    expect(read(text)).to.deep.equal(['ViewAllData']);
    expect(gaps(text)).to.deep.equal([2]);
  });

  it('names no object where only a permission is called like one', () => {
    const [gap] = readVendorPage('Do not grant Manage Users', builtInVocabulary).gaps;
    expect(gap?.sobjects).to.deep.equal([]);
  });

  it('takes headings about kinds of permissions for no object', () => {
    const text = 'Object Permissions\nLead: read\nField Permissions\nLead.Email: read';
    expect(gaps(text)).to.deep.equal([]);
    expect(read(text)).to.deep.equal(['Lead read', 'Lead.Email read']);
  });

  it('takes titles and introductions for no need', () => {
    const text =
      'Northwind Sync - Salesforce permissions\nThe user needs the following permissions:\nThis page lists the access that is needed.';
    const { gaps: left, others } = readVendorPage(text, builtInVocabulary);
    expect(left).to.deep.equal([]);
    expect(others.map(({ number }) => number)).to.deep.equal([1, 2, 3]);
    expect(gaps('Grant the following on Lead:')).to.deep.equal([1]);
  });

  it('loses no line: each is a need, a gap, or among the others', () => {
    const text = [
      'Acme Sync is great. It needs API Enabled.',
      'Account Object',
      '- Read: for matching',
      'Fields: Website, Shoe Size',
      'Update Lead.Zipcode and Lead.Email',
      'Do not grant these. Modify All Data.',
      'Run Reports '.repeat(80),
      'Contact us at help@example.com',
    ].join('\n');
    const { needs, gaps: left, others } = readVendorPage(text, builtInVocabulary);
    expect(needs.map(short)).to.deep.equal([
      ...['ApiEnabled', 'Account read', 'Account.Website read', 'Lead.Email edit', 'RunReports'],
    ]);
    expect(left.map(({ line, unknown }) => [line.number, ...unknown])).to.deep.equal([
      [4, 'Shoe Size'],
      [5, 'Lead.Zipcode'],
      ...[[6], [6], [7]],
    ]);
    expect(others.map(({ number, text: words }) => [number, words])).to.deep.equal([
      [1, 'Acme Sync is great.'],
      [2, 'Account Object'],
      [8, 'Contact us at help@example.com'],
    ]);
  });

  it('says nothing of headings and of what asks for nothing', () => {
    expect(gaps('Overview\n\nAcme is great.\nAccount Object\n')).to.deep.equal([]);
  });

  it('ends what is said of an object at the next heading', () => {
    expect(read('Account Object\nOther things\n- Read: for matching')).to.deep.equal([]);
  });

  it('asks for the same once, as strictly as the strictest line', () => {
    const text =
      'Optional: Run Reports\nRun Reports\nRun Reports and API Enabled\n[Username/Password only] API Enabled';
    const distinct = distinctNeeds(readVendorPage(text, builtInVocabulary).needs);
    expect(distinct.map(({ need, again }) => [short(need), ...again])).to.deep.equal([
      ['?RunReports'],
      ['RunReports', 3],
      ['ApiEnabled', 4],
    ]);
  });

  it('calls objects as people do', () => {
    expect(namesOfObject('Opportunity')).to.include('Opportunities');
    expect(namesOfObject('acme__Buying_Signal__c')).to.include.members(['Buying Signal', 'Buying Signals']);
    expect(namesOfObject('CampaignMember')).to.include('Campaign Members');
  });

  it('reads a line of nothing but blanks or signs in no time', () => {
    for (const sign of [' ', '|', '-', ',', '\t'])
      expect(read(`${sign.repeat(200_000)}Z\nAPI Enabled`), sign).to.deep.equal(['ApiEnabled']);
  });

  it('reads a long and strange line in no time', () => {
    expect(read(`${'View All '.repeat(20_000)}\n${':-/'.repeat(20_000)}\n${'a.b'.repeat(20_000)}`)).to.deep.equal([]);
  });
});

describe('sentences of several objects and licenses that are doubtful', () => {
  for (const text of onlyGaps)
    it(`${text}: a gap, and no rule`, () => {
      expect(read(text)).to.deep.equal([]);
      expect(gaps(text)).to.deep.equal([1]);
    });

  it('an entry that is not understood is told beside those that are', () => {
    const { needs, gaps: left } = readVendorPage('Lead: Read, Opportunity: Fnord', builtInVocabulary);
    expect(needs.map(short)).to.deep.equal(['Lead read']);
    expect(left.map(({ unused }) => unused)).to.deep.equal([['Opportunity: Fnord']]);
  });
});

describe('what a line asks for besides and nobody understands', () => {
  for (const [text, unused] of [
    ['API Enabled, Account: Read', ['Account: Read']],
    ['API Enabled, Lead (Read, Edit)', ['Lead (Read, Edit)']],
    ['Run Reports, Salesforce Contact - Create', ['Contact - Create']],
    ['Account: Read, Role: Read', ['Role: Read']],
    ['Opportunity: Read, Edit and Opportunity Products: Read', ['Opportunity Products: Read']],
    ['Accounts: Read (View All)', ['Read (View All)']],
    ['License "Salesforce Integration" and Read on Account', ['License "Salesforce Integration"']],
    ['Read on Case. "Sales Cloud User" license', ['"Sales Cloud User" license']],
    ['Track history of Opportunity Amount; Lead: Read', []],
  ] as const)
    it(`is told: ${text}`, () => {
      const found = readVendorPage(text, builtInVocabulary).gaps;
      expect(found.map(({ line }) => line.number)).to.deep.equal([1]);
      expect(found.flatMap((gap) => gap.unused)).to.deep.equal(unused);
    });

  for (const text of [
    'API Enabled, so that leads are created',
    'View All Data (Accounts and Contacts are read for everybody)',
    'API Enabled (it comes with every Salesforce license)',
  ])
    it(`is nothing: ${text}`, () => {
      expect(gaps(text)).to.deep.equal([]);
    });
});
