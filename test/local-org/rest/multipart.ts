import { OrgError } from '../model/orgModel.js';
import type { HttpRequest } from '../http/httpExchange.js';

/** A part of a multipart body: its own headers in lower case, and its bytes. */
export type BodyPart = { headers: Record<string, string>; content: Buffer };

/** Reads a `multipart/form-data` body. Throws 415 for another content type, 400 for a body without the boundary. */
export function readMultipart(request: HttpRequest): BodyPart[] {
  const contentType = request.headers['content-type'] ?? '';
  const boundary = /^multipart\/form-data\s*;.*?boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) {
    throw new OrgError(415, 'UNSUPPORTED_MEDIA_TYPE', `Content type ${contentType} not supported.`);
  }
  const body = request.bytes ?? Buffer.from(request.body);
  const delimiter = Buffer.from(`--${boundary}`);
  const parts: BodyPart[] = [];
  let start = body.indexOf(delimiter);
  while (start >= 0) {
    const from = start + delimiter.length;
    const next = body.indexOf(delimiter, from);
    if (next < 0) break;
    // Between delimiters: line break, headers, empty line, content, line break.
    parts.push(bodyPartOf(body.subarray(from + 2, next - 2)));
    start = next;
  }
  if (parts.length === 0) throw new OrgError(400, 'INVALID_MULTIPART_REQUEST', 'Multipart message must have a part');
  return parts;
}

function bodyPartOf(bytes: Buffer): BodyPart {
  const end = bytes.indexOf('\r\n\r\n');
  const lines = bytes.toString('utf8', 0, Math.max(0, end)).split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { headers: Object.fromEntries(headers), content: end < 0 ? Buffer.alloc(0) : bytes.subarray(end + 4) };
}
