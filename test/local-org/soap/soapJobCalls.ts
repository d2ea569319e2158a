import { readDeployOptions } from '../metadata/deployOptions.js';
import { deployResult } from '../metadata/deployResult.js';
import { cancelDeploy, pollDeploy, pollRetrieve, startDeploy, startRetrieve } from '../metadata/metadataJobs.js';
import { manifestOf } from '../metadata/packageXml.js';
import { childrenNamed, isTrueChild, textOfChild } from '../metadata/elementShape.js';
import { MetadataProblem } from '../metadata/metadataXml.js';
import { OrgError } from '../model/orgModel.js';
import type { XmlNode } from './soapEnvelope.js';
import type { MetadataCall } from './soapMetadataApi.js';

/** Clients write `ZipFile`, and also `zipFile`: the platform takes both. */
function parameter({ parameters }: MetadataCall, ...names: string[]): unknown {
  const wanted = names.map((name) => name.toLowerCase());
  return Object.entries(parameters).find(([name]) => wanted.includes(name.toLowerCase()))?.[1];
}

function deploy(call: MetadataCall): XmlNode[] {
  const { running, org, caller } = call;
  const zip = parameter(call, 'ZipFile');
  const options = readDeployOptions(parameter(call, 'DeployOptions'));
  const bytes = Buffer.from(typeof zip === 'string' ? zip : '', 'base64');
  const { id } = startDeploy(running.metadataJobs, org, caller, bytes, options);
  return [{ done: false, id, state: 'Queued' }];
}

function checkDeployStatus(call: MetadataCall): XmlNode[] {
  const { running, org, caller } = call;
  const job = pollDeploy(running.metadataJobs, org, caller, idOf(call));
  return [{ ...deployResult(org, job, parameter(call, 'includeDetails') === 'true') }];
}

function cancel(call: MetadataCall): XmlNode[] {
  const { running, org, caller } = call;
  const { id, status: status } = cancelDeploy(running.metadataJobs, org, caller, idOf(call));
  return [{ done: status === 'Canceled', id }];
}

function retrieve({ running, org, caller, element }: MetadataCall): XmlNode[] {
  const [request] = childrenNamed(element(), 'retrieveRequest').concat(childrenNamed(element(), 'request'));
  if (request === undefined) throw new OrgError(500, 'INVALID_OPERATION', 'retrieveRequest is required');
  try {
    const [unpackaged] = childrenNamed(request, 'unpackaged');
    const { id } = startRetrieve(running.metadataJobs, org, caller, {
      manifest: unpackaged === undefined ? { types: [], version: undefined } : manifestOf(unpackaged),
      singlePackage: isTrueChild(request, 'singlePackage'),
      apiVersion: Number(textOfChild(request, 'apiVersion') ?? caller.apiVersion),
    });
    return [{ done: false, id, state: 'Queued' }];
  } catch (error) {
    if (error instanceof MetadataProblem) throw new OrgError(500, 'INVALID_TYPE', error.message);
    throw error;
  }
}

function checkRetrieveStatus(call: MetadataCall): XmlNode[] {
  const { running, org, caller } = call;
  const { id, outcome } = pollRetrieve(running.metadataJobs, org, caller, idOf(call));
  if (outcome === undefined) return [{ done: false, id, status: 'InProgress', success: false }];
  const withZip = parameter(call, 'includeZip') !== 'false';
  return [
    {
      done: true,
      fileProperties: outcome.files,
      id,
      messages: outcome.messages,
      status: 'Succeeded',
      success: true,
      ...(withZip ? { zipFile: outcome.zip.toString('base64') } : {}),
    },
  ];
}

function idOf(call: MetadataCall): string {
  const id = parameter(call, 'asyncProcessId', 'id', 'String');
  return typeof id === 'string' ? id : '';
}

/** The calls for deploys and retrieves, which end later than they are answered (fact H12). */
export const jobOperations = { deploy, checkDeployStatus, cancelDeploy: cancel, retrieve, checkRetrieveStatus };
