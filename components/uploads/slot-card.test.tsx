import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import id from "../../messages/id.json";
import { IssueTextsProvider } from "../forms/issue-texts-provider";
import { SlotCard, type SlotView } from "./slot-card";
import { UploadsProvider } from "./uploads-provider";

const photo = { mediaType: "image/jpeg", bytes: 1000, width: 800, height: 600 };
const slot: SlotView = {
  id: "brand.PHOTO_PROOF",
  label: "Foto usaha",
  what: "Foto usaha",
  about: null,
  rules: "JPG",
  isMandatory: true,
  isMultiple: true,
  maxFiles: 1,
  camera: null,
  limits: {
    types: ["image/jpeg"],
    maxBytes: 1_000_000,
    minSidePx: 300,
    isLookedAt: true,
    formats: "JPG",
    limit: "1 MB",
  },
  files: [],
  fields: [],
  issues: [],
  warnings: [],
  notes: {},
};

function markup(more: Partial<SlotView>): string {
  return renderToStaticMarkup(
    <IssueTextsProvider texts={{ errors: {}, warnings: {} }}>
      <UploadsProvider texts={id.uploads.parts} scope="a-1" saveValues={async () => ({ ok: true, data: slot })}>
        <SlotCard slot={{ ...slot, ...more }} locale="id" />
      </UploadsProvider>
    </IssueTextsProvider>,
  );
}

test("where four photos stay and one is new there is no room, and no file to replace", () => {
  const files = [{ id: "f-1", ...photo }];
  const full = id.uploads.parts.full.replace("{max}", "1");
  expect(markup({ files })).toContain(full);
  expect(markup({ files })).not.toContain('type="file"');
  expect(markup({})).toContain('type="file"');
  expect(markup({ files, isMultiple: false })).toContain(id.uploads.parts.replace);
});

test("every photo that is there is shown, however little room is left", () => {
  const files = ["f-1", "f-2"].map((fileId) => ({ id: fileId, ...photo }));
  expect(markup({ files })).toContain("f-1");
  expect(markup({ files, isMultiple: false })).not.toContain("f-1");
});
