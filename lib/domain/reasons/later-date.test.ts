import fc from "fast-check";
import { expect, test } from "vitest";
import { laterDate } from "./later-date";

const found = (message: string) => laterDate({ message })?.toISOString() ?? null;
/** The start of a day in WIB. */
const wib = (day: string) => new Date(`${day}T00:00:00+07:00`).toISOString();

test.each([
  ["Ajukan kembali setelah 12 Desember 2026", "2026-12-12"],
  ["Ajukan kembali setelah tanggal 12 Des 2026.", "2026-12-12"],
  ["setelah 12/12/2026", "2026-12-12"],
  ["1/2/2027", "2027-02-01"],
  ["mulai 5-3-2027", "2027-03-05"],
  ["2026-12-12", "2026-12-12"],
  ["Coba lagi 2026-12-12T09:00:00Z", "2026-12-12"],
  ["after December 12, 2026", "2026-12-12"],
  ["after 12 December 2026", "2026-12-12"],
  ["from 1st of May 2027", "2027-05-01"],
  ["12 AGUSTUS 2027", "2027-08-12"],
  ["3 Agt 2027", "2027-08-03"],
  ["3 Nopember 2027", "2027-11-03"],
  ["29 Februari 2028", "2028-02-29"],
  // The one after "setelah" counts, else the latest.
  ["Ajukan setelah 12 Desember 2026, paling lambat 31 Desember 2026", "2026-12-12"],
  ["Ditolak 1 November 2026. Ajukan kembali 12 Desember 2026", "2026-12-12"],
])("%s", (message, day) => {
  expect(found(message)).toBe(wib(day));
});

test.each([
  "",
  "tanpa tanggal",
  "31/2/2026",
  "29 Februari 2027",
  "12 Desember",
  "99 Mei 2026",
  "12/13/2026",
  "NIK 3171-12-20261234",
])("no day in %j", (message) => {
  expect(found(message)).toBeNull();
});

test("any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 500 }), (message) => {
      const at = laterDate({ message });
      expect(at === null || Number.isFinite(at.getTime())).toBe(true);
    }),
  );
});

test("any day, as people write it", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date("2000-01-02"), max: new Date("2199-12-30"), noInvalidDate: true }), (date) => {
      const day = date.toISOString().slice(0, 10);
      const [year, month, dayOfMonth] = day.split("-");
      const long = (locale: string) =>
        new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(date);
      for (const text of [day, `${dayOfMonth}/${month}/${year}`, long("id"), long("en-GB"), long("en-US")]) {
        expect(found(`Ajukan lagi: ${text}.`)).toBe(wib(day));
      }
    }),
  );
});
