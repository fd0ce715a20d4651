/** Run by a test as a process of its own, with a folder that takes less than two megabytes. Prints what came of it. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { holdFreshKeys } from "@/db/data-keys";
import { AppError } from "../errors";
import { localStorage } from "./local-storage";

holdFreshKeys();
const folder = process.argv[2] ?? "";
const storage = localStorage(folder);
async function* bytes(length: number) {
  for (let at = 0; at < length; at += 50_000) yield Buffer.alloc(50_000);
}

await storage.put("kept/a", bytes(100_000));
const fault = await storage.put("kept/b", bytes(3_000_000)).catch((error: unknown) => error);
const parts = readdirSync(join(folder, ".incoming"));
const kept = readdirSync(join(folder, "kept"));
await storage.put("kept/b", bytes(100_000));
const later = (await buffer(await storage.get("kept/b"))).length;
const said = fault instanceof AppError ? { code: fault.code, key: fault.key } : null;
process.stdout.write(`${JSON.stringify({ fault: said, parts, kept, later })}\n`);
