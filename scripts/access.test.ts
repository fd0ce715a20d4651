import { expect, it } from "vitest";
import { accessDocument } from "../e2e/security/document";

it("says in docs/access.md what the sources say", async () => {
  await expect(`${accessDocument()}\n`).toMatchFileSnapshot("../docs/access.md");
});
