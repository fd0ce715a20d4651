import { expect, test } from "vitest";
import { applicationStates, isEditable, isUnderWay, submissionStages } from "./applications";

test("answers may be changed only before they are on their way to DOKU", () => {
  expect(applicationStates.filter(isEditable)).toEqual(["invited", "draft"]);
});

test("a submission is under way until it has arrived or stopped", () => {
  expect(submissionStages.filter((stage) => !isUnderWay(stage))).toEqual(["done", "attention"]);
});
