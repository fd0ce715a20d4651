/** `npm run worker`: the background work of a portal with WORKERS=beside, in a process of its own. */
import { startWorker } from "../lib/worker";
import { onStopSignal } from "./children";
import { givenSettings } from "./settings";

Object.assign(process.env, givenSettings(), { NODE_ENV: "production" });

try {
  const worker = await startWorker();
  onStopSignal(() => worker.stop().finally(() => process.exit(0)));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
