import { expect, test } from "vitest";
import { areaSchema } from "../domain/fields/area";
import { areaWithoutCode } from "../domain/fields/area-parts";
import { offlineAreas } from "./offline-areas";

const bekasi = "Kalibaru - Medansatria - Kota Bekasi - Jawa Barat";

test("villages are found by name however it is spelled, with the places around them", async () => {
  expect(await offlineAreas("kali baru, bekasi", 20)).toEqual([bekasi]);
  expect(await offlineAreas("KALIBARU jawa barat", 20)).toContain(bekasi);
  // Quoted in the package's file.
  expect(await offlineAreas("ra'as", 1)).toEqual(["Ra'as - Klampis - Kabupaten Bangkalan - Jawa Timur"]);
});

test("whole names stand first, then their beginnings, then what only holds the words", async () => {
  const villages = (await offlineAreas("kali baru", 20)).map((area) =>
    area.split(" - ")[0]?.replace(" ", "").toLowerCase(),
  );
  expect(villages).toHaveLength(20);
  expect(villages.lastIndexOf("kalibaru")).toBeLessThan(villages.indexOf("kalibarukulon"));
  expect(villages.indexOf("kalibarukulon")).toBeLessThan(villages.indexOf("selatbaru"));
});

test("a typed postal code is kept in front, and finds nothing by itself", async () => {
  expect(await offlineAreas("17133 kali baru bekasi", 20)).toEqual([`17133 - ${bekasi}`]);
  expect(areaSchema.safeParse(`17133 - ${bekasi}`).success).toBe(true);
  expect(await offlineAreas("17133", 20)).toEqual([]);
  expect(await offlineAreas("zzz", 20)).toEqual([]);
});

test("the form knows which of them wait for a postal code", () => {
  expect(areaWithoutCode(bekasi)).toBe(bekasi);
  expect(areaWithoutCode(`171 - ${bekasi}`)).toBe(bekasi);
  for (const other of ["", "Bekasi", "17133 Kali Baru", `17133 - ${bekasi}`]) expect(areaWithoutCode(other)).toBeNull();
});

test("all of Indonesia's villages are there", async () => {
  await offlineAreas("kali", 1);
  const districts = await (globalThis as unknown as { sambutAreas: Promise<{ villages: unknown[] }[]> }).sambutAreas;
  expect(districts.reduce((sum, { villages }) => sum + villages.length, 0)).toBe(83_762);
});
