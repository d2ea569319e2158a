import { splitTarget } from '../http/httpExchange.js';
import type { HttpRequest } from '../http/httpExchange.js';

/** Makes the request of a composite or batch part from its method, URL, headers (lower-case names) and JSON body. */
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
