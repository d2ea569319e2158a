import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What went over the wire for one exchange: request line or status line, headers, and the body as it was sent. */
export type WireBytes = { wireIn: number; wireOut: number };

/** Where each connection stood when its last exchange ended: several exchanges share one connection. */
const counted = new WeakMap<Socket, { read: number; written: number }>();

/**
 * Keeps the bytes of this exchange apart from the others on the same connection. `done` is called when the answer has
 * been handed over or the connection has broken; a client that waits for the answer has not sent anything more by then.
 */
export function countWire(socket: Socket, response: ServerResponse, done: (bytes: WireBytes) => void): void {
  response.once('close', () => {
    const before = counted.get(socket) ?? { read: 0, written: 0 };
    const now = { read: socket.bytesRead, written: socket.bytesWritten };
    counted.set(socket, now);
    done({ wireIn: now.read - before.read, wireOut: now.written - before.written });
  });
}
