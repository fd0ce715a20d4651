import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { submissionKinds, submissionStages } from "@/lib/domain/applications";
import { changeableTypes, changeStates } from "@/lib/domain/changes";
import { needs } from "@/lib/domain/needs";
import { reasonCodes } from "@/lib/domain/reasons";
import { callbackTypes, entityStates } from "@/lib/domain/sections";
import { standings } from "@/lib/domain/standing";
import en from "../../messages/en.json";
import id from "../../messages/id.json";
import { AttemptList } from "./attempt-list";
import { ChangeLines } from "./change-lines";
import { AskedChange, PastChanges } from "./change-requests";
import { ClockBadge } from "./clock-badge";
import type { Deed } from "./deed-words";
import { DriftTable } from "./drift-table";
import { MerchantTable } from "./merchant-table";
import { RevealProvider } from "./reveal";
import { SectionNotes } from "./section-notes";
import { SubmissionCard } from "./submission-card";
import { Timeline } from "./timeline";
import { UnknownNotes } from "./unknown-notes";

const now = new Date("2026-11-21T10:00:00Z");
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const slotNames = new Map([["bank_account.BANK_ACCOUNT", "Buku tabungan"]]);

/** Text and links; a missing message fails the test. */
function page(element: ReactNode, locale: "id" | "en" = "en"): string {
  const fail = (error: Error) => {
    throw error;
  };
  return renderToStaticMarkup(
    <NextIntlClientProvider
      locale={locale}
      messages={locale === "id" ? id : en}
      timeZone="Asia/Jakarta"
      now={now}
      onError={fail}
    >
      {element}
    </NextIntlClientProvider>,
  );
}
const words = (element: ReactNode, locale: "id" | "en" = "en") =>
  page(element, locale)
    .replace(/<[^>]+>/g, "\n")
    .replace(/\n+/g, "\n");

const note = {
  entityId: "E-1",
  name: null,
  note: { code: "X99", field: "name", message: "Tidak sesuai kaidah" },
  certain: true,
  mapped: false,
  class: "fix_now" as const,
  laterAt: null,
  subject: "document" as const,
  unknownAs: null,
};
const attempt = {
  type: "BUSINESS_BANK" as const,
  attempt: 1,
  cause: "registration" as const,
  submissionId: null,
  sentAt: hoursAgo(5),
  state: "rejected" as const,
  stateAt: hoursAgo(4),
  changes: null,
  files: [],
  reasons: [],
};
const submission = {
  kind: "correction" as const,
  attempt: 2,
  stage: "done" as const,
  requestId: "R-1",
  tries: 1,
  firstSentAt: hoursAgo(2),
  nextTryAt: null,
  lastFailure: null,
  filesTotal: 0,
  filesSent: 0,
  createdAt: hoursAgo(3),
  finishedAt: hoursAgo(1),
  target: { cause: "correction" as const, types: ["BUSINESS_BANK" as const, "BUSINESS_ADDRESS" as const] },
};
const change = {
  id: "C-1",
  type: "BUSINESS_BANK" as const,
  state: "asked" as const,
  reason: "Rekening lama ditutup",
  answer: null,
  askedAt: hoursAgo(3),
  decidedAt: null,
  decidedByName: null,
};

describe.each(["id", "en"] as const)("in %s every state has words", (locale) => {
  test("standings, needs, reasons and clocks of the list", () => {
    const at = { needsAt: hoursAgo(2), updatedAt: now, dueSoonAt: hoursAgo(1), dueAt: hoursAgo(-1) };
    const names = { businessName: "Toko", brandName: null, legalEntity: null, line: null, dokuBusinessId: null };
    const plain = {
      ...at,
      ...names,
      entities: [],
      assigneeId: "S-1",
      refused: [],
      reasons: [],
      needs: [],
      caseVersion: 7,
    };
    const merchants = [
      ...entityStates.map((state) => {
        const entities = callbackTypes.map((type) => ({ type, state }));
        return { ...plain, id: state, standing: "in_review" as const, snoozedUntil: null, entities };
      }),
      ...standings.map((standing) => ({ ...plain, id: standing, standing, snoozedUntil: null })),
      ...needs.map((need) => {
        const refused = ["BUSINESS_BANK" as const];
        return { ...plain, id: need, standing: "live" as const, needs: [need], refused, snoozedUntil: hoursAgo(-1) };
      }),
      ...reasonCodes.map((code) => {
        const why = { needs: ["rejected" as const], refused: ["BRAND" as const], reasons: [code] };
        return { ...plain, ...why, id: code, standing: "needs_correction" as const, snoozedUntil: null };
      }),
    ];
    const assignees = new Map([["S-1", "Rani Sari"]]);
    const shown = words(<MerchantTable {...{ merchants, assignees, now }} order="x" from="" canTick />, locale);
    expect(shown).not.toMatch(/desk\.|queue\./);
    expect(shown).toContain("RS");
    const listed = page(<MerchantTable {...{ merchants, assignees, now }} order="x" from="" canTick />, locale);
    expect(listed).toMatch(/type="checkbox"[^>]*name="tick\.live"[^>]*value="7"|value="7"[^>]*name="tick\.live"/);
  });
  test("the dots of a merchant's sections, by state in the order of the sections", () => {
    const merchant = {
      ...{ id: "m", businessName: "Toko", brandName: null, legalEntity: null, line: null, dokuBusinessId: null },
      ...{ needsAt: null, updatedAt: now, dueSoonAt: null, dueAt: null, snoozedUntil: null, standing: "live" as const },
      ...{ assigneeId: null, refused: [], reasons: [], needs: [], caseVersion: 1 },
      entities: [
        { type: "BUSINESS_ADDRESS" as const, state: "approved" as const },
        { type: "BRAND" as const, state: "rejected" as const },
        { type: "BUSINESS" as const, state: "approved" as const },
      ],
    };
    const table = page(
      <MerchantTable merchants={[merchant]} assignees={new Map()} now={now} order="x" from="" canTick={false} />,
      locale,
    );
    const said = {
      id: "Disetujui: Profil usaha, Alamat\nPerlu diperbaiki: Merek",
      en: "Approved: Business profile, Address\nNeeds correction: Brand",
    };
    expect(table).toContain(`title="${said[locale]}"`);
  });
  test("attempts, reasons, readings that differed, changes and submissions", () => {
    const everything = [
      ...(["registration", "correction", "change"] as const).flatMap((cause) =>
        entityStates.map((state) => (
          <AttemptList
            key={`${cause}-${state}`}
            attempts={[
              { ...attempt, attempt: 2, cause, state },
              { ...attempt, cause },
            ]}
            slotNames={slotNames}
          />
        )),
      ),
      ...reasonCodes.flatMap((code) =>
        callbackTypes.map((type) => (
          <SectionNotes
            key={`${code}-${type}`}
            notes={[
              { ...note, type, code, mapped: true },
              { ...note, type, code, certain: false, unknownAs: "fp" },
            ]}
          />
        )),
      ),
      <DriftTable
        key="drifts"
        drifts={callbackTypes.flatMap((type) =>
          [null, ...entityStates].map((state) => ({
            id: `${type}-${state}`,
            type,
            entityId: "E-1",
            ours: state,
            dokus: state,
            foundAt: hoursAgo(3),
            callbackAt: state ? hoursAgo(2) : null,
          })),
        )}
      />,
      <PastChanges
        key="changes"
        changes={changeStates.flatMap((state) =>
          changeableTypes.map((type) => ({ ...change, id: `${state}-${type}`, state, type, answer: "Baik" })),
        )}
      />,
      ...submissionKinds.flatMap((kind) =>
        submissionStages.map((stage) => (
          <SubmissionCard
            key={`${kind}-${stage}`}
            submission={{ ...submission, kind, stage, target: kind === "correction" ? submission.target : null }}
          />
        )),
      ),
    ];
    expect(words(everything, locale)).not.toMatch(/\b(?:desk|reasons|sections|events)\.[a-zA-Z_]+/);
  });
  test("what people and DOKU did, in the history", () => {
    const actions = Object.keys(id.events.action).map((action) => action.replace("_", "."));
    expect(actions).toEqual(expect.arrayContaining(["correction.arrived", "change.approved", "submission.retried"]));
    const detail = { sections: "BUSINESS_BANK BRAND.OPERATIONAL_STATUS", files: 0 };
    const deeds = actions.map((action): Deed => {
      return { kind: "deed", id: action, at: now, action, actorKind: "staff", actorName: null, detail };
    });
    const text = words(<Timeline entries={deeds} />, locale);
    expect(text).toContain(`${(locale === "id" ? id : en).sections.name.BUSINESS_BANK}, `);
    expect(text).not.toMatch(/[a-z]+\.[a-z_]+|BUSINESS_BANK|0 (?:files|berkas)/);
  });
});

test("a clock says how long is left, or by how much it is over", () => {
  const at = (soonHours: number, dueHours: number) =>
    words(<ClockBadge clocks={{ dueSoonAt: hoursAgo(soonHours), dueAt: hoursAgo(dueHours) }} now={now} />).trim();
  expect(at(-20, -32)).toBe("1 d 8 h left");
  expect(at(5, -7)).toBe("Due soon\n7 h left");
  expect(at(11.6, -0.4)).toBe("Due soon\n24 min left");
  expect(at(16, 4)).toBe("Overdue\n4 h over");
  expect(at(60, 48)).toBe("Overdue\n2 d 0 h over");
  expect(words(<ClockBadge clocks={{ dueSoonAt: null, dueAt: null }} now={now} />)).toBe("");
});

test("a call that DOKU gave words with leads to where they are shown, and one without does not", () => {
  const facts = { kind: "call" as const, at: now, endpoint: "token", method: "POST", path: "/token", status: 400 };
  const call = { ...facts, id: "C-1", outcome: "rejected", durationMs: 12, signatureMismatch: false, requestId: null };
  const shown = (hasWords: boolean) => page(<Timeline entries={[{ ...call, hasWords }]} />);
  expect(shown(true)).toMatch(/href="\/desk\/events\/C-1"[^>]*>DOKU gave words with it</);
  expect(shown(false)).not.toMatch(/href|gave words/);
});

test("a note that the catalogue does not know leads to where staff map it", () => {
  const unknown = {
    ...note,
    type: "BUSINESS_BANK" as const,
    code: "OTHER" as const,
    certain: false,
    unknownAs: "fp-1",
  };
  expect(page(<SectionNotes notes={[unknown]} />)).toContain('href="/desk/reasons#note-fp-1"');
  const known = { ...note, type: "BUSINESS_BANK" as const, code: "ACCOUNT_NOT_FOUND" as const };
  expect(page(<SectionNotes notes={[known]} />)).not.toContain("/desk/reasons");
});

test("a change shows both values, numbers masked where they can be revealed, and both files to open", () => {
  const account = { part: "bank" as const, contactKey: null, field: "accountNumber" };
  const changes = [{ kind: "field" as const, ...account, before: "1234567890", after: "9988776655" }];
  const texts = { show: "Show", showAll: "Show all", mask: "Mask", showing: "Opening" };
  const lines = words(
    <RevealProvider applicationId="a-1" reveal={null} texts={texts} errors={{}}>
      <ChangeLines changes={changes} slotNames={slotNames} maskedOf="BUSINESS_BANK" />
    </RevealProvider>,
  );
  expect(lines).not.toMatch(/1234567890|9988776655/);
  expect(lines).toMatch(/7890[\s\S]*6655/);
  const file = { kind: "file" as const, slotId: "bank_account.BANK_ACCOUNT", before: ["F-1"], after: ["F-2"] };
  const markup = page(<ChangeLines changes={[file]} slotNames={slotNames} />);
  expect(markup).toContain("Buku tabungan");
  expect(markup).toMatch(/href="\/api\/uploads\/F-1"[\s\S]*href="\/api\/uploads\/F-2"/);
});

test("a request shows the merchant's words before the form that decides it", () => {
  const text = words(<AskedChange change={change} now={now} form={<p>the form</p>} />);
  expect(text).toMatch(/Bank account[\s\S]*“Rekening lama ditutup”[\s\S]*the form/);
});

test("a correction says which sections it carries", () => {
  expect(words(<SubmissionCard submission={submission} />)).toContain("Carries: Bank account, Address");
});

test("a note to map says what merchants read until somebody chooses", () => {
  const unknown = {
    ...{ fingerprint: "fp", type: "BUSINESS_BANK" as const, dokuCode: "X99", sample: "Tidak sesuai kaidah", seen: 3 },
    ...{ lastSeenAt: hoursAgo(2), chosen: null, nearest: "OTHER" as const, subject: "bank" as const, choices: [] },
    ...{ mappedByName: null, mappedAt: null },
  };
  const text = words(<UnknownNotes title="Not sorted" notes={[unknown]} now={now} formOf={() => null} />);
  expect(text).toMatch(/“Tidak sesuai kaidah”[\s\S]*3 times[\s\S]*Merchants read for now: /);
});
