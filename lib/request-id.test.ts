import { expect, it } from "vitest";
import { currentRequestId } from "./current-request";
import { requestIdOf } from "./request-id";

const uuid = /^[0-9a-f]{8}-/;

it("is the proxy's, unless somebody wrote something else there", async () => {
  const given = (id: string) => requestIdOf(new Headers({ "X-Request-Id": id }));
  expect(given("sin1::iad1::7f9c2-1763690000")).toBe("sin1::iad1::7f9c2-1763690000");
  for (const other of ["", "short", "budi@merchant.test", "Budi Santoso", "x".repeat(65)])
    expect(given(other)).toMatch(uuid);
  expect(requestIdOf(new Headers())).toMatch(uuid);
  expect(await currentRequestId()).toMatch(uuid);
});
