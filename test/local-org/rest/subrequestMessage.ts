import { splitTarget } from '../http/httpExchange.js';
import type { HttpRequest } from '../http/httpExchange.js';

/** The HTTP request of a subrequest from its method, URL, headers (lower-case names) and JSON body. */
export function subrequestMessage(
  method: string,
  url: string,
  headers: Record<string, string>,
  body: unknown,
): HttpRequest {
  return {
    method,
    ...splitTarget(url),
    headers,
    body: body === undefined || body === null ? '' : JSON.stringify(body),
  };
}
