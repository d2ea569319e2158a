import { expect } from 'chai';
import { startLocalOrg } from '../http/localOrgServer.js';
import type { LocalOrg } from '../http/localOrgServer.js';
import { call } from '../http/testClient.js';
import type { Reply } from '../http/testClient.js';
import { loadScenario } from '../scenarios/loadScenario.js';

const data = '/services/data/v66.0';
const tooling = `${data}/tooling`;

type Answer = { totalSize: number; records: Array<Record<string, unknown>> };

const org = () =>
  loadScenario('default', {
    validationRules: {
      Lead: {
        Phone_Of_Ten_Digits: { formula: 'LEN(Phone) <> 10', message: 'Ten digits.', field: 'Phone', description: 'd' },
        Vendor_Rule: { formula: 'ISNEW()', message: 'No.', namespace: 'acme', field: 'Top of Page' },
      },
      Region__c: { Code_Set: { formula: 'ISBLANK(Code__c)', message: 'A code.' } },
    },
    flows: {
      Lead: {
        Set_Rating: {
          trigger: 'RecordBeforeSave',
          on: 'Create',
          order: 10,
          flow: {
            start: {
              filterLogic: 'and',
              filters: [{ field: 'LeadSource', operator: 'EqualTo', value: { stringValue: 'Web' } }],
              connector: { targetReference: 'Set' },
            },
            assignments: [
              {
                name: 'Set',
                label: 'Set',
                assignmentItems: [
                  { assignToReference: '$Record.Rating', operator: 'Assign', value: { stringValue: 'Hot' } },
                ],
              },
            ],
          },
        },
        Managed: { namespace: 'acme', draft: true },
        Builder: { processType: 'Workflow', active: false },
      },
    },
    duplicateRules: { Lead: { Same_Email: { matchOn: ['Email'], onInsert: 'Block', operationsOnUpdate: ['Report'] } } },
    workflowRules: {
      Lead: {
        Mark_Web: {
          formula: 'ISPICKVAL(LeadSource, "Web")',
          fieldUpdates: { Cool: { field: 'Rating', literal: 'Cold' } },
        },
      },
    },
    approvalProcesses: { Opportunity: { Big_Deals: { lockType: 'Admin', pending: ['deal'] } } },
  });

describe('embedded org: rows of automation', () => {
  let local: LocalOrg;
  beforeEach(async () => {
    local = await startLocalOrg({ org: org() });
  });
  afterEach(() => local.close());

  const as = (name: string): string => local.tokenFor(`${name}@example.com`);
  const query = (api: string, soql: string, token = as('admin')): Promise<Reply> =>
    call(local, `${api}/query?q=${encodeURIComponent(soql)}`, { token });
  const records = async (api: string, soql: string): Promise<Answer['records']> => {
    const { body, status } = await query(api, soql);
    expect(status, JSON.stringify(body)).to.equal(200);
    return (body as Answer).records;
  };
  const error = async (api: string, soql: string, token = as('admin')): Promise<unknown> => {
    const { body, status } = await query(api, soql, token);
    expect(status, JSON.stringify(body)).to.equal(400);
    return (body as Array<{ message: string }>)[0]?.message;
  };

  it('lists validation rules of objects by their names (fact L1)', async () => {
    const found = await records(
      tooling,
      'SELECT Id, ValidationName, Active, ErrorDisplayField, ErrorMessage, NamespacePrefix, ManageableState, ' +
        "EntityDefinition.QualifiedApiName FROM ValidationRule WHERE EntityDefinition.QualifiedApiName IN ('Lead','Region__c') ORDER BY ValidationName",
    );
    expect(found.map((row) => [row['ValidationName'], row['ErrorDisplayField'], row['NamespacePrefix']])).to.deep.equal(
      [
        ['Code_Set', null, null],
        ['Company_Not_Blank', 'Company', null],
        ['Phone_Of_Ten_Digits', 'Phone', null],
        ['Vendor_Rule', 'Top of Page', 'acme'],
      ],
    );
    expect(found[0]?.['EntityDefinition']).to.include({ QualifiedApiName: 'Region__c' });
  });

  it('gives a validation rule whole, one by one and 25 in one composite (facts L1, L2)', async () => {
    const rows = await records(tooling, 'SELECT Id FROM ValidationRule ORDER BY ValidationName');
    const ids = rows.map((row) => String(row['Id']));
    const compositeRequest = ids.map((id, index) => ({
      method: 'GET',
      url: `${tooling}/sobjects/ValidationRule/${id}`,
      referenceId: `r${index}`,
    }));
    const { body } = await call(local, `${tooling}/composite`, { body: { compositeRequest } });
    const parts = (body as { compositeResponse: Array<{ httpStatusCode: number; body: Record<string, unknown> }> })
      .compositeResponse;
    expect(parts.map(({ httpStatusCode }) => httpStatusCode)).to.deep.equal(ids.map(() => 200));
    const phone = parts.find(({ body: rule }) => rule['ValidationName'] === 'Phone_Of_Ten_Digits')?.body;
    expect(phone).to.deep.include({
      FullName: 'Lead.Phone_Of_Ten_Digits',
      Metadata: {
        active: true,
        description: 'd',
        errorConditionFormula: 'LEN(Phone) <> 10',
        errorDisplayField: 'Phone',
        errorMessage: 'Ten digits.',
        shouldEvaluateOnClient: null,
        urls: null,
      },
    });
    expect(parts.map(({ body: rule }) => rule['FullName'])).to.include('Lead.acme__Vendor_Rule');
  });

  it('gives Metadata and FullName for one row only, whatever the query filters by (fact L3)', async () => {
    const rows = await records(tooling, 'SELECT Id FROM ValidationRule');
    const text = (size: number): string =>
      'When retrieving results with Metadata or FullName fields, the query qualifications must specify no more than one ' +
      `row for retrieval. Result size: ${size}`;
    const ids = rows.slice(0, 2).map((row) => `'${String(row['Id'])}'`);
    expect(await error(tooling, `SELECT Metadata FROM ValidationRule WHERE Id IN (${ids.join(',')})`)).to.equal(
      text(2),
    );
    expect(await error(tooling, 'SELECT FullName FROM ValidationRule LIMIT 3')).to.equal(text(3));
    expect(await error(tooling, 'SELECT Id, v.Metadata FROM ValidationRule v')).to.equal(text(rows.length));
    const [one] = await records(tooling, `SELECT Metadata FROM ValidationRule WHERE Id IN (${ids[0] ?? ''})`);
    expect(one?.['Metadata']).to.have.property('errorConditionFormula');
  });

  it('shows flows to the data API only, with their versions (facts L4, G4)', async () => {
    const views = await records(
      data,
      'SELECT DurableId, ApiName, TriggerType, RecordTriggerType, TriggerOrder, ActiveVersionId, LatestVersionId, IsActive, ProcessType ' +
        "FROM FlowDefinitionView WHERE TriggerObjectOrEventId = 'Lead' OR ProcessType = 'Workflow' ORDER BY ApiName",
    );
    expect(
      views.map((row) => [row['ApiName'], row['TriggerType'], row['RecordTriggerType'], row['IsActive']]),
    ).to.deep.equal([
      ['acme__Managed', 'RecordAfterSave', 'CreateAndUpdate', false],
      ['Builder', 'None', 'None', false],
      ['Lead_Router', 'RecordAfterSave', 'CreateAndUpdate', true],
      ['Set_Rating', 'RecordBeforeSave', 'Create', true],
    ]);
    const [managed, builder, , rating] = views;
    expect(builder?.['ActiveVersionId']).to.equal(null);
    expect(managed).to.include({ ActiveVersionId: 'acme__Managed-1', LatestVersionId: 'acme__Managed-2' });
    const versions = await records(
      data,
      `SELECT DurableId, Status, RunInMode FROM FlowVersionView WHERE FlowDefinitionViewId = '${String(rating?.['DurableId'])}'`,
    );
    expect(versions.map((row) => [row['DurableId'], row['Status']])).to.deep.equal([
      [rating?.['ActiveVersionId'], 'Active'],
    ]);
    expect(await error(data, 'SELECT Id FROM FlowVersionView')).to.match(
      /^FlowVersionView: a filter on a reified column/,
    );
    for (const name of ['FlowDefinitionView', 'FlowVersionView', 'DuplicateRule', 'ProcessDefinition']) {
      expect(await error(tooling, `SELECT Id FROM ${name}`)).to.match(
        new RegExp(`sObject type '${name}' is not supported.$`),
      );
    }
    expect(await error(data, 'SELECT Id FROM Flow')).to.include("sObject type 'Flow' is not supported.");
  });

  it('gives a flow as JSON with every element, the empty ones too (facts L5, L6)', async () => {
    const [view] = await records(data, "SELECT ActiveVersionId FROM FlowDefinitionView WHERE ApiName = 'Set_Rating'");
    const reply = await call(local, `${tooling}/sobjects/Flow/${String(view?.['ActiveVersionId'])}`);
    const { Metadata, Status } = reply.body as { Metadata: Record<string, unknown>; Status: string };
    expect(Status).to.equal('Active');
    expect(Object.keys(Metadata).length).to.be.greaterThan(45);
    expect(Metadata).to.deep.include({ decisions: [], customErrors: [], isTemplate: null, status: 'Active' });
    expect(Metadata['start']).to.deep.include({
      object: 'Lead',
      triggerType: 'RecordBeforeSave',
      recordTriggerType: 'Create',
      filterFormula: null,
      scheduledPaths: [],
      connector: { isGoTo: null, processMetadataValues: [], targetReference: 'Set' },
    });
    const [assignment] = Metadata['assignments'] as Array<{
      assignmentItems: Array<{ value: Record<string, unknown> }>;
    }>;
    expect(assignment?.assignmentItems[0]?.value).to.include({ stringValue: 'Hot', booleanValue: null });
  });

  it('gives workflow rules, field updates, triggers of both APIs, and approvals (facts L17-L19)', async () => {
    const [rule] = await records(tooling, "SELECT Id, Name, Metadata FROM WorkflowRule WHERE TableEnumOrId = 'Lead'");
    expect(rule?.['Metadata']).to.deep.include({
      active: true,
      actions: [{ name: 'Cool', type: 'FieldUpdate' }],
      formula: 'ISPICKVAL(LeadSource, "Web")',
    });
    const [update] = await records(tooling, 'SELECT Name, FullName, Metadata FROM WorkflowFieldUpdate');
    expect(update?.['Metadata']).to.include({ field: 'Rating', literalValue: 'Cold', operation: 'Literal' });
    const trigger = 'SELECT Name, UsageBeforeUpdate, UsageBeforeInsert FROM ApexTrigger WHERE TableEnumOrId = ';
    for (const api of [data, tooling]) {
      expect((await records(api, `${trigger}'Lead'`))[0]).to.include({
        UsageBeforeUpdate: true,
        UsageBeforeInsert: false,
      });
    }
    expect(await error(data, 'SELECT EntityDefinitionId FROM ApexTrigger')).to.include('No such column');
    expect(await records(tooling, 'SELECT EntityDefinitionId FROM ApexTrigger')).to.have.length(1);
    const [lock] = await records(data, 'SELECT Name, State, LockType, TableEnumOrId, Type FROM ProcessDefinition');
    expect(lock).to.include({ State: 'Active', LockType: 'Admin', TableEnumOrId: 'Opportunity', Type: 'Approval' });
    expect(await records(data, "SELECT TargetObjectId FROM ProcessInstance WHERE Status = 'Pending'")).to.have.length(
      1,
    );
  });

  it('groups neither by the object of a flow nor by the events of a trigger (facts L4, L19)', async () => {
    for (const [object, column, value] of [
      ['FlowDefinitionView', 'TriggerObjectOrEventId', "'Lead'"],
      ['ApexTrigger', 'UsageBeforeUpdate', 'true'],
    ] as const) {
      const said = await error(data, `SELECT ${column}, COUNT(Id) FROM ${object} GROUP BY ${column}`);
      expect(said).to.include(`field '${column}' can not be grouped in a query call`);
      expect(await records(data, `SELECT Id FROM ${object} WHERE ${column} = ${value} LIMIT 1`)).to.have.length(1);
    }
  });

  it('gives no flow by the name that a managed one has in place of an id (fact L4)', async () => {
    expect(await error(tooling, "SELECT Id FROM Flow WHERE Id = 'acme__Managed-1'")).to.match(
      /invalid ID field: acme__Managed-1$/,
    );
    expect((await call(local, `${tooling}/sobjects/Flow/acme__Managed-1`)).status).to.equal(404);
  });

  it('tells the action of a duplicate rule by the Metadata API alone (fact L14)', async () => {
    const [row] = await records(data, 'SELECT DeveloperName, SobjectType, SobjectSubtype, IsActive FROM DuplicateRule');
    expect(row).to.include({ DeveloperName: 'Same_Email', SobjectType: 'Lead', IsActive: true });
    expect(await error(data, 'SELECT ActionOnInsert FROM DuplicateRule')).to.include('No such column');
    const read =
      '<readMetadata><type>DuplicateRule</type><fullNames>Lead.Same_Email</fullNames><fullNames>Lead.No</fullNames></readMetadata>';
    const { body } = await call(local, '/services/Soap/m/66.0', {
      token: null,
      headers: { 'content-type': 'text/xml', soapaction: '""' },
      body:
        '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Header><SessionHeader>' +
        `<sessionId>${as('admin')}</sessionId></SessionHeader></soapenv:Header><soapenv:Body>${read}</soapenv:Body></soapenv:Envelope>`,
    });
    const xml = String(body);
    expect(xml).to.include('<fullName>Lead.Same_Email</fullName><actionOnInsert>Block</actionOnInsert>');
    expect(xml).to.include(
      '<operationsOnInsert>Alert</operationsOnInsert><operationsOnInsert>Report</operationsOnInsert>',
    );
    expect(xml).to.include('<records xsi:nil="true"></records>');
  });

  it('hides all of it from who lacks View Setup, as objects that do not exist (facts A3, L14)', async () => {
    const token = as('hginsights');
    for (const [api, name] of [
      [tooling, 'ValidationRule'],
      [tooling, 'Flow'],
      [tooling, 'WorkflowRule'],
      [data, 'FlowDefinitionView'],
      [data, 'ApexTrigger'],
      [data, 'DuplicateRule'],
      [data, 'ProcessDefinition'],
    ] as const) {
      expect(await error(api, `SELECT Id FROM ${name}`, token)).to.include(`sObject type '${name}' is not supported.`);
    }
  });
});
