import { expect, it } from "vitest";
import { isPassing, isUnreachable } from "./passing";

const thrown = (code: string) => Object.assign(new Error("refused"), { code });

it.each(["40P01", "40001", "53300", "55P03", "57P01", "25P03", "08006", "ECONNRESET"])(
  "%s may go well again",
  (code) => {
    expect(isPassing(thrown(code))).toBe(true);
    expect(isPassing(new Error("Failed query", { cause: thrown(code) }))).toBe(true);
  },
);

it.each(["22021", "23505", "42P01", "XX000", "not_found"])("%s will not", (code) => {
  expect(isPassing(thrown(code))).toBe(false);
});

it("takes a lost connection for one, also where the driver gives no code", () => {
  const wrapped = new Error("Failed query", { cause: new Error("Connection terminated unexpectedly") });
  expect(isPassing(wrapped)).toBe(true);
  expect(isUnreachable(wrapped)).toBe(true);
});

it("what is no error of the database will not either", () => {
  expect(isPassing(new TypeError("ours"))).toBe(false);
  expect(isPassing("a word")).toBe(false);
});

it("tells a database that is away from one that refuses something", () => {
  for (const code of ["08006", "57P01", "25P03", "ECONNREFUSED"]) expect(isUnreachable(thrown(code))).toBe(true);
  for (const code of ["40P01", "22021", "57014"]) expect(isUnreachable(thrown(code))).toBe(false);
});
