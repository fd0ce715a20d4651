/** `npm run dev`: the same portal and sandbox with hot reload, logs in the terminal. */
import { runLocally } from "./local-stack";

await runLocally("dev");
