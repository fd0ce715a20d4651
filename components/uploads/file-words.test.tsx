import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import en from "../../messages/en.json";
import id from "../../messages/id.json";
import { IssueTextsProvider } from "../forms/issue-texts-provider";
import { AskAboutPhoto } from "./ask-about-photo";
import { PendingUpload } from "./pending-upload";
import type { PhotoDoubt } from "./photos/photo-look";
import type { Fault } from "./send-file";
import { UploadsProvider } from "./uploads-provider";

const languages = { id, en };
type Language = keyof typeof languages;
const file = new File(["x"], "a.jpg");
const nothing = () => {};

function markup(language: Language, children: React.ReactNode): string {
  const { errors, uploads } = languages[language];
  const texts = Object.fromEntries(Object.entries(errors.file).map(([name, text]) => [`file.${name}`, text]));
  const kept = { ok: true as const, data: { issues: [], warnings: [], notes: {} } };
  return renderToStaticMarkup(
    <IssueTextsProvider texts={{ errors: texts, warnings: {} }}>
      <UploadsProvider texts={uploads.parts} scope="a-1" saveValues={async () => kept}>
        {children}
      </UploadsProvider>
    </IssueTextsProvider>,
  );
}
const refused = (language: Language, fault: Fault, canRetry: boolean) =>
  markup(
    language,
    <PendingUpload
      upload={{ key: "k", file, state: { kind: "refused", fault, canRetry } }}
      what="KTP"
      onRetry={nothing}
      onResume={nothing}
      onDrop={nothing}
    />,
  );

const params = { formats: "JPG, PNG", limit: "15 MB", min: 300, max: 5 };

test.each(["id", "en"] as const)("every fault of a file has words of its own in %s, filled in", (language) => {
  const faults = Object.entries(languages[language].errors.file);
  const words = faults.map(([name, text]) => {
    const filled = text.replace(/\{(\w+)\}/g, (_, name: keyof typeof params) => String(params[name]));
    expect(refused(language, { key: `file.${name}`, params }, false)).toContain(filled.replaceAll("'", "&#x27;"));
    return filled;
  });
  expect(new Set(words).size).toBe(faults.length);
  expect(words.join()).not.toMatch(/[{}]|undefined/);
});

test.each(["id", "en"] as const)("only what may go through later is offered again, in %s", (language) => {
  const { retry } = languages[language].uploads.parts;
  expect(refused(language, { key: "file.failed" }, true)).toContain(retry);
  expect(refused(language, { key: "file.unreadable" }, false)).not.toContain(retry);
});

test.each(["id", "en"] as const)("what looks wrong with a photo is said in %s, beside both ways on", (language) => {
  const { parts } = languages[language].uploads;
  const doubts: PhotoDoubt[] = ["blurred", "dark", "small"];
  const ask = (
    <AskAboutPhoto slotId="ktp" file={file} doubts={doubts} what="KTP" onAnother={nothing} onAgree={nothing} />
  );
  for (const text of [parts.doubtBlurred, parts.doubtDark, parts.doubtSmall, parts.takeAnother, parts.sendAnyway]) {
    expect(markup(language, ask)).toContain(text);
  }
});
