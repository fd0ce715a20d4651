/** What can go wrong before anything is built or started, each said in one sentence. */
import { accessSync, constants, existsSync } from "node:fs";
import { createServer } from "node:net";
import { lockDataDir } from "../db/data-lock";

/** Takes a port for a moment; a listener on one address only must be seen too, so each is tried. */
async function isFree(port: number): Promise<boolean> {
  for (const host of [undefined, "127.0.0.1"]) {
    const free = await new Promise<boolean>((resolve) => {
      const server = createServer();
      server.once("error", () => resolve(false));
      server.listen(port, host, () => server.close(() => resolve(true)));
    });
    if (!free) return false;
  }
  return true;
}

/** @throws Error with a sentence when the port is in use or may not be opened */
export async function requireFreePort(port: number, setting: string, owner: string): Promise<void> {
  if (await isFree(port)) return;
  throw new Error(
    `Port ${port} (for ${owner}) is in use. Stop what uses it, or choose another: ${setting}=${port + 100}.`,
  );
}

/** @throws Error with a sentence when the folder cannot be written or another Sambut has it open */
export function requireDataFolder(dataDir: string): void {
  const unlock = lockDataDir(dataDir);
  unlock();
  const settings = `${dataDir}/demo-settings.json`;
  if (existsSync(settings)) accessSync(settings, constants.R_OK);
}
