import { json } from '../http/httpExchange.js';
import type { HttpAnswer } from '../http/httpExchange.js';
import { OrgError } from '../model/orgModel.js';
import { inTransaction } from '../permissions/rowTransactions.js';
import { answerSubrequests, halted, invalid, SubrequestFailed, readSubrequests } from './subrequests.js';
import type { Subrequest, SubrequestAnswer } from './subrequests.js';
import { referencesIn } from './subrequestReferences.js';
import { notFound } from '../permissions/dml/dmlErrors.js';
import { isObject, jsonObject } from './restRoute.js';
import type { RestContext, Route } from './restRoute.js';

/** Fact I9. The guide speaks of 500 nodes in one graph, others of 500 in one request: the stricter holds here. */
const maxGraphs = 75;
const maxNodes = 500;
const maxDepth = 15;
const maxKinds = 15;
const maxFailures = 14;
const firstVersion = 50;

type Graph = { graphId: string; nodes: Subrequest[] };
type GraphAnswer = { graphId: string; graphResponse: { compositeResponse: SubrequestAnswer[] }; isSuccessful: boolean };

/**
 * `POST /composite/graph` (fact I9): graphs of record operations. Each graph is a transaction of its own, and its nodes
 * can refer to each other. It is one API call, and its status is 200 even if graphs fail. Nodes run in the order given;
 * references to later nodes are not documented and have no value here.
 */
function graphs(context: RestContext): HttpAnswer {
  if (context.subrequest === undefined || context.caller.apiVersion < firstVersion) throw notFound();
  const all = readGraphs(jsonObject(context.request)['graphs']);
  checkLimits(all);
  let failures = 0;
  const answers = all.map((graph): GraphAnswer => {
    if (failures >= maxFailures) return failedGraph(graph, undefined);
    const answer = answerGraph(context, graph);
    if (!answer.isSuccessful) failures += 1;
    return answer;
  });
  return json(200, { graphs: answers });
}

function answerGraph(context: RestContext, graph: Graph): GraphAnswer {
  try {
    const compositeResponse = inTransaction(context.org, () =>
      answerSubrequests(context, graph.nodes, { allOrNone: true, check: checkResource }),
    );
    return { graphId: graph.graphId, graphResponse: { compositeResponse }, isSuccessful: true };
  } catch (error) {
    if (error instanceof SubrequestFailed) return failedGraph(graph, error.answer);
    throw error;
  }
}

/** Every node but the failed one gets PROCESSING_HALTED; all of them where the graph was not tried at all. */
function failedGraph(graph: Graph, failed: SubrequestAnswer | undefined): GraphAnswer {
  return {
    graphId: graph.graphId,
    graphResponse: { compositeResponse: halted(graph.nodes, failed) },
    isSuccessful: false,
  };
}

/** Nodes are operations on one record; queries and collections are refused (code and text assumed). */
function checkResource({ method, url }: Subrequest): void {
  const resource = /^\/services\/data\/v\d+\.0\/sobjects\/[^/?]+(\/[^/?]+)?\/?(?:\?|$)/.exec(url);
  const allowed = resource === null ? [] : resource[1] === undefined ? ['POST'] : ['GET', 'PATCH', 'DELETE'];
  if (!allowed.includes(method)) {
    throw new OrgError(400, 'INVALID_INPUT', `A composite graph does not support ${method} ${url}`);
  }
}

function resourceOf(url: string): { version: string; objectName: string } | undefined {
  const [, version, objectName] = /^\/services\/data\/(v[^/]+)\/sobjects\/([^/?]+)/.exec(url) ?? [];
  return version === undefined || objectName === undefined ? undefined : { version, objectName };
}

function readGraphs(value: unknown): Graph[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid('graphs is required and must not be empty');
  const all = value.map((entry: unknown): Graph => {
    const graph = isObject(entry) ? entry : {};
    const { graphId } = graph;
    if (typeof graphId !== 'string' || !/^\w+$/.test(graphId)) {
      throw invalid('Each graph needs a graphId of letters, numbers and underscores');
    }
    return { graphId, nodes: readSubrequests(graph['compositeRequest']) };
  });
  const duplicate = all.find(({ graphId }, index) => all.some((other, i) => i < index && other.graphId === graphId));
  if (duplicate !== undefined) throw invalid(`Duplicate graphId: ${duplicate.graphId}`);
  return all;
}

/** Throws 400 LIMIT_EXCEEDED; the numbers are fact I9, the texts assumed. */
function checkLimits(all: readonly Graph[]): void {
  const nodes = all.flatMap((graph) => graph.nodes);
  const kinds = new Set(
    nodes.map(({ method, url }) => {
      const resource = resourceOf(url);
      return `${method} ${resource?.version ?? ''} ${resource?.objectName.toLowerCase() ?? url}`;
    }),
  );
  const limits: Array<[what: string, limit: number, given: number]> = [
    ['graphs', maxGraphs, all.length],
    ['nodes', maxNodes, nodes.length],
    ['different nodes', maxKinds, kinds.size],
    ['levels', maxDepth, Math.max(...all.map(depthOf))],
  ];
  for (const [what, limit, given] of limits) {
    if (given > limit) throw new OrgError(400, 'LIMIT_EXCEEDED', `Limit exceeded: ${limit} ${what}, ${given} given`);
  }
}

/** The length of the longest chain of nodes that refer to each other. */
function depthOf({ nodes }: Graph): number {
  const depths = new Map<string, number>();
  for (const node of nodes) {
    const below = referencesIn([node.url, node.body]).map((name) => depths.get(name) ?? 0);
    depths.set(node.referenceId, 1 + Math.max(0, ...below));
  }
  return Math.max(0, ...depths.values());
}

export const graphRoutes: readonly Route[] = [{ path: '/composite/graph', apis: ['data'], methods: { POST: graphs } }];
