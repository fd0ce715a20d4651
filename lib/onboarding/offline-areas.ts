/**
 * Indonesia's villages by name, for when DOKU does not answer: from the package `idn-area-data`, whose data is read where it
 * lies and left as it is (THIRD_PARTY.md). It knows no postal codes.
 */
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse";

/** `key` is what is searched: letters and digits alone, because "Kali Baru" is written "Kalibaru" elsewhere. */
type Village = { name: string; key: string };
type District = { name: string; key: string; villages: Village[] };

const shared = globalThis as typeof globalThis & { sambutAreas?: Promise<District[]> | undefined };
const folder = join(process.cwd(), "node_modules/idn-area-data/data");

const keyOf = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Rows as `[code, code of what it lies in, name]`; of a province, which lies in nothing, `[code, name]`. */
function rowsOf(list: "provinces" | "regencies" | "districts" | "villages"): AsyncIterable<string[]> {
  return createReadStream(join(folder, `${list}.csv`)).pipe(parse({ from_line: 2 }));
}

/** Row by row, so that others are served meanwhile. */
async function read(): Promise<District[]> {
  const provinces = new Map<string, string>();
  for await (const [code = "", name = ""] of rowsOf("provinces")) provinces.set(code, name);
  const regencies = new Map<string, string>();
  for await (const [code = "", province = "", name = ""] of rowsOf("regencies")) {
    regencies.set(code, `${name} - ${provinces.get(province)}`);
  }
  const districts = new Map<string, District>();
  for await (const [code = "", regency = "", own = ""] of rowsOf("districts")) {
    const name = `${own} - ${regencies.get(regency)}`;
    districts.set(code, { name, key: name.split(" - ").map(keyOf).join(" "), villages: [] });
  }
  for await (const [, district = "", name = ""] of rowsOf("villages")) {
    districts.get(district)?.villages.push({ name, key: keyOf(name) });
  }
  return [...districts.values()];
}

async function loaded(): Promise<District[]> {
  shared.sambutAreas ??= read();
  try {
    return await shared.sambutAreas;
  } catch (error) {
    shared.sambutAreas = undefined;
    throw error;
  }
}

/** How near a village is to what was typed, best first: its whole name, its beginning, the first word in it, somewhere around it. */
function rankOf(village: Village, words: readonly string[]): 0 | 1 | 2 | 3 | 4 {
  const [first = ""] = words;
  const whole = words.join("");
  if (village.key === whole) return 0;
  if (village.key.startsWith(whole)) return 1;
  if (village.key.startsWith(first)) return 2;
  return village.key.includes(first) ? 3 : 4;
}

/**
 * Areas in which every word of the keyword is found, at most `max`, as `Kalibaru - Medan Satria - Kota Bekasi - Jawa Barat`.
 * A postal code in the keyword cannot be looked up; it is put in front of what the other words find.
 * @throws when the package's files are not there
 */
export async function offlineAreas(keyword: string, max: number): Promise<string[]> {
  const postalCode = keyword.match(/(?<!\d)[1-9]\d{4}(?!\d)/)?.[0] ?? "";
  const words = keyword
    .replace(postalCode, "")
    .split(/[^\p{L}\p{N}]+/u)
    .map(keyOf)
    .filter(Boolean);
  if (words.length === 0) return [];
  const found: string[][] = [[], [], [], [], []];
  for (const { name, key, villages } of await loaded()) {
    const rest = words.filter((word) => !key.includes(word));
    for (const village of villages) {
      if (!rest.every((word) => village.key.includes(word))) continue;
      const places = found[rankOf(village, words)];
      if (places && places.length < max) places.push(`${village.name} - ${name}`);
    }
  }
  const areas = found.flat().slice(0, max);
  return postalCode ? areas.map((area) => `${postalCode} - ${area}`) : areas;
}
