import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What went over the wire for one exchange: request line or status line, headers, and the body as it was sent. */
export type WireBytes = { wireIn: number; wireOut: number };

/** Bytes of each connection when its last exchange ended; several exchanges use the same connection. */
const counted = new WeakMap<Socket, { read: number; written: number }>();

/**
 * Counts the bytes of one exchange. `done` is called when the answer has been sent or the connection has broken. A
 * client that waits for the answer has sent nothing more by then, so the difference to the last count belongs to this
 * exchange.
 */
export function countWire(socket: Socket, response: ServerResponse, done: (bytes: WireBytes) => void): void {
  response.once('close', () => {
    const before = counted.get(socket) ?? { read: 0, written: 0 };
    const now = { read: socket.bytesRead, written: socket.bytesWritten };
    counted.set(socket, now);
    done({ wireIn: now.read - before.read, wireOut: now.written - before.written });
  });
}
