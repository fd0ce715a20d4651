/** In every test process: the way to the database, where a driver needs one that the product does not know of. */
import { inject } from "vitest";
import { goThroughVercelProxy } from "./vercel-proxy";

const source = inject("testDatabase");
if (source.kind === "vercel") await goThroughVercelProxy(source.proxyPort);
