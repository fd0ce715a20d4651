/** Get address: areas by postal code or any name, in DOKU's spelling (contract section 2). */
import { areas } from "@/sandbox/areas-data";
import type { Outcome, SignedCall } from "./calls";
import { faultOf } from "./errors";

const most = 20;

/** Every word of the keyword must be somewhere in the area. */
export function findAreas(keyword: string): { area: string }[] {
  const words = keyword
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return areas
    .filter((area) => words.every((word) => area.toLowerCase().includes(word)))
    .slice(0, most)
    .map((area) => ({ area }));
}

export function searchAddress(call: SignedCall): Outcome {
  const keyword = call.c.req.query("keyword")?.trim() ?? "";
  if (keyword === "") return faultOf("parameters", "keyword must not be empty");
  return { status: 200, body: findAreas(keyword) };
}
