/** What somebody has who took a portal's disk: the files as they lie there, and every row of the database in words. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Portal } from "./servers";

/** `lower` for texts, whose case does not matter. */
type Place = { name: string; text: string; lower: string };

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []));
}

const placeOf = (name: string, text: string): Place => ({ name, text, lower: text.toLowerCase() });

/** Long values are compressed in the files of a database, so its rows are read as a dump would write them. */
async function tablesOf({ sql }: Portal): Promise<Place[]> {
  const tables = await sql(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  );
  const places: Place[] = [];
  for (const { name } of tables) {
    const lines = await sql(`select row::text as line from ${name} as row`);
    places.push(placeOf(String(name), lines.map(({ line }) => line).join("\n")));
  }
  return places;
}

/** Null for what was deleted since the folder was read: a server at work deletes files all the time. */
function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, "latin1");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

const filesAt = (folder: string, title: string): Place[] =>
  filesBelow(folder).flatMap((file) => {
    const text = readIfThere(file);
    return text === null ? [] : [placeOf(join(title, relative(folder, file)), text)];
  });

/** The portal's own folder, its database's with the log of changes, and every row. */
export async function storedBy(portal: Portal): Promise<Place[]> {
  const rows = await tablesOf(portal);
  await portal.sql("checkpoint");
  return [...rows, ...filesAt(portal.databaseDir ?? "", "database"), ...filesAt(portal.dataDir, "data")];
}

const asLatin1 = (bytes: Buffer) => bytes.toString("latin1");

/** The middle of its base64, whatever stands before it: three bytes are four characters, so there are three ways. */
function base64Of(bytes: Buffer): string[] {
  return [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    // What the neighbours share is left out.
    return whole.slice(before === 0 ? 0 : before + 1, -1);
  });
}

/** A value in every form that is cheap to look for; digits also as they stand between separators. */
export function formsOf(value: string): { exact: string[]; anyCase: string[]; spaced: RegExp | null } {
  const bytes = Buffer.from(value);
  const base64 = base64Of(bytes);
  const wide = Buffer.from(value.toLowerCase(), "utf16le");
  const digits = value.replace(/[ .+-]/g, "");
  const isNumber = /^\d{8,}$/.test(digits);
  return {
    exact: [...base64, ...base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"))],
    anyCase: [asLatin1(bytes).toLowerCase(), asLatin1(wide), bytes.toString("hex")],
    // A phone also without its first zero, as behind +62.
    spaced: isNumber ? new RegExp([...digits.replace(/^0/, "")].join("[ ./-]?")) : null,
  };
}

/** Where the value stands, in whatever form. */
export function placesWith(places: readonly Place[], value: string): string[] {
  const { exact, anyCase, spaced } = formsOf(value);
  return places
    .filter(
      ({ text, lower }) =>
        exact.some((form) => text.includes(form)) ||
        anyCase.some((form) => lower.includes(form)) ||
        (spaced?.test(text) ?? false),
    )
    .map(({ name }) => name);
}
