import { afterEach, expect, it, vi } from "vitest";
import { log } from "./log";
import { quietConsole } from "./quiet-console";

const { error, warn } = console;
afterEach(() => {
  Object.assign(console, { error, warn });
  vi.restoreAllMocks();
});

it("says an error by its kind, its code and its place, and nothing of its message", () => {
  const said = vi.spyOn(log, "error").mockImplementation(() => {});
  const printed = vi.fn();
  Object.assign(console, { error: printed, warn: printed });
  quietConsole();
  const thrown = Object.assign(new SyntaxError('"3174015708900001" is not\n valid'), { digest: "715310792" });
  console.error("⨯", thrown);
  expect(printed).not.toHaveBeenCalled();
  const fields = { error: "SyntaxError", digest: "715310792", at: expect.stringContaining("quiet-console.test") };
  expect(said).toHaveBeenCalledExactlyOnceWith("request.failed", fields);
  expect(JSON.stringify(said.mock.calls)).not.toContain("3174");

  console.error("what is no error");
  expect(printed).toHaveBeenCalledExactlyOnceWith("what is no error");
});
