/** `npm run demo`: builds, then runs the portal and a DOKU of its own on this machine. */
import { runLocally } from "./local-stack";

await runLocally("demo");
