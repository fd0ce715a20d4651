/** `npm run build`: the production build that `npm start` and the demo use. */
import { buildPortal } from "./portal-build";

process.exitCode = (await buildPortal("terminal")) ? 0 : 1;
