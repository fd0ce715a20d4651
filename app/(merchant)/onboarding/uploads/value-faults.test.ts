import { expect, test } from "vitest";
import { valueFaults } from "./value-faults";

const forms = ["NO_KTP", "NO_NPWP", "ELSE"].map((code) => ({ code, name: code, mandatory: true }));

test("what is empty is only missing, what does not fit is named by its form code", () => {
  expect(valueFaults(forms, { NO_KTP: " " })).toEqual({ issues: [], warnings: [] });
  expect(valueFaults(forms, { NO_KTP: "3171", ELSE: "anything" }).issues).toEqual([
    { path: "NO_KTP", key: "nik.length", params: { count: 4 } },
  ]);
});

test("what is only odd is a warning, and codes that are not asked for are left alone", () => {
  const faults = valueFaults(forms, { NO_KTP: "9971234101900001", NO_NIB: "1" });
  expect(faults.issues).toEqual([]);
  expect(faults.warnings).toMatchObject([{ path: "NO_KTP", key: "nik.province" }]);
});
