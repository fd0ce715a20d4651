/** `npm run bench -- <name>`: measures, prints, and ends with 1 when a target is missed. Never part of the tests. */
import { benchDesk } from "./desk";
import { benchLive } from "./live";
import { benchPages } from "./pages";
import { benchWebhooks } from "./webhooks";

const benches: Record<string, (args: string[]) => Promise<boolean>> = {
  desk: benchDesk,
  live: benchLive,
  pages: benchPages,
  webhooks: benchWebhooks,
};

const [name = "", ...args] = process.argv.slice(2);
const bench = benches[name];
if (!bench) {
  console.error(`Which benchmark? One of: ${Object.keys(benches).join(", ")}. For example: npm run bench -- desk`);
  process.exit(2);
}
process.exitCode = (await bench(args)) ? 0 : 1;
