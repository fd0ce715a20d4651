import { createServer } from "node:net";

/** `count` different ports that were free just now; all are held until the last is known, so that none repeats. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, resolve));
      return server;
    }),
  );
  return await Promise.all(
    servers.map(async (server) => {
      const address = server.address();
      await new Promise((resolve) => server.close(resolve));
      if (!address || typeof address === "string") throw new Error("A listening server has a port.");
      return address.port;
    }),
  );
}
