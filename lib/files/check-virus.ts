import { env } from "../env";
import { AppError } from "../errors";
import { errorKind, log } from "../log";
import { scan } from "./clamd";
import { fileFault } from "./file-fault";

/**
 * Has ClamAV look at a file, where the settings name one. A scanner that does not answer lets nothing pass.
 * @throws AppError refused "file.infected" · unavailable "file.notScanned"
 */
export async function checkVirus(content: Uint8Array): Promise<void> {
  const { CLAMAV_ADDRESS: address } = env();
  if (!address) return;
  const found = await scan(address, content).catch((error: unknown) => {
    log.error("file.not-scanned", { error: errorKind(error) });
    throw new AppError("unavailable", "file.notScanned", [], { cause: error });
  });
  if (found === null) return;
  log.warn("file.infected", { signature: found.slice(0, 100) });
  throw fileFault("file.infected");
}
