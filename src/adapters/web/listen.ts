import type { Server, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import { UserError } from "../../core/user-error.ts";

/** A server that accepts connections. */
export interface Listening {
  /** Without a slash at the end. */
  readonly url: string;
  /** Takes no new connections, lets idle ones go, and resolves when the requests in hand are answered, or cut off after that many milliseconds. */
  close(deadlineMs: number): Promise<void>;
}

/** Milliseconds a client may take; what sends more slowly than that is not GitHub. */
const patience = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  // Node looks for late clients only this often.
  connectionsCheckingInterval: 2_000,
};

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: "something else listens there already",
  EACCES: "no permission",
  EADDRNOTAVAIL: "this machine has no such address",
  ENOTFOUND: "there is no such host",
};

/**
 * Serves an app.
 *
 * @param where `port` 0 takes any that is free
 * @throws UserError when the address cannot be had
 */
export async function listen(app: Hono, where: { readonly host: string; readonly port: number }): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    hostname: where.host,
    overrideGlobalObjects: false,
    serverOptions: { ...patience, maxHeaderSize: 16 * 1024 },
  }) as Server;
  server.maxRequestsPerSocket = 1_000;
  const traffic = watch(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason = reasons[error.code ?? ""] ?? error.message;
      reject(new UserError("cannot-listen", `cannot listen on ${where.host}:${where.port}: ${reason}`));
    });
    server.listen(where.port, where.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = where.host.includes(":") ? `[${where.host.replace(/^\[|\]$/g, "")}]` : where.host;
  return { url: `http://${host}:${port}`, close: (deadlineMs) => close(server, traffic, deadlineMs) };
}

/** Connections, and the requests on them that are being answered. */
interface Traffic {
  readonly sockets: ReadonlySet<Socket>;
  readonly unanswered: ReadonlySet<ServerResponse>;
}

function watch(server: Server): Traffic {
  const sockets = new Set<Socket>();
  const unanswered = new Set<ServerResponse>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.prependListener("request", (_request, response: ServerResponse) => {
    // Whoever keeps a connection would keep the server.
    if (!server.listening) response.shouldKeepAlive = false;
    unanswered.add(response);
    response.once("close", () => unanswered.delete(response));
  });
  return { sockets, unanswered };
}

async function close(server: Server, { sockets, unanswered }: Traffic, deadlineMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  const busy = new Set<Socket | null>();
  for (const response of unanswered) {
    response.shouldKeepAlive = false;
    busy.add(response.socket);
  }
  // Node's own notion of idle leaves out connections that have not said anything yet.
  for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
  const cut = setTimeout(() => {
    server.closeAllConnections();
  }, deadlineMs);
  await closed;
  clearTimeout(cut);
}
