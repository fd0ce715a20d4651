/** Random histories of merchants, likely and unlikely ones. */
import fc from "fast-check";
import { applicationStates, applicationWays } from "./applications";
import { businessParts } from "./business";
import { cohortKinds, type History } from "./insight";
import { reasonCodes } from "./reasons";
import { type Requirement, slotId } from "./requirements";
import { callbackTypes } from "./sections";
import { type Standing, standings } from "./standing";

const start = Date.parse("2026-08-31T00:00:00Z");
/** Up to forty days later, to the millisecond; few enough apart that some fall together. */
const moments = fc.oneof(
  fc.integer({ min: 0, max: 40 * 86_400_000 }).map((ms) => new Date(start + ms)),
  fc.integer({ min: 0, max: 40 }).map((days) => new Date(start + days * 86_400_000)),
);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });

const requirement = (place: Requirement["place"], category: Requirement["category"], code: string | null) =>
  fc.boolean().map(
    (mandatory): Requirement => ({
      place,
      category,
      code,
      name: code ?? category,
      extensions: ["PNG"],
      maxBytes: 1_000,
      mandatory,
      forms: [],
    }),
  );
const requirementSets = fc
  .tuple(
    requirement("contact", "DOCUMENT", "KTP"),
    requirement("contact", "OWNER_LIVENESS", null),
    requirement("business", "DOCUMENT", "NIB"),
    requirement("brand", "PHOTO_PROOF", null),
  )
  .map((all) => [...all]);
const ownSlots = [
  slotId({ place: "contact", category: "DOCUMENT", code: "KTP" }, "primary"),
  slotId({ place: "contact", category: "DOCUMENT", code: "KTP" }, "a1"),
  slotId({ place: "contact", category: "OWNER_LIVENESS", code: null }, "primary"),
  slotId({ place: "business", category: "DOCUMENT", code: "NIB" }, null),
  slotId({ place: "brand", category: "PHOTO_PROOF", code: null }, null),
];
const many = <T>(of: readonly T[]): fc.Arbitrary<T[]> =>
  fc.tuple(fc.boolean(), fc.subarray([...of])).map(([isWhole, some]) => (isWhole ? [...of] : some));

/** One standing after the other, without gaps; the last one is left sometimes, which a real one never is. */
const stays = fc
  .tuple(fc.array(fc.constantFrom(...standings), { maxLength: 5 }), fc.array(moments, { minLength: 7, maxLength: 7 }))
  .map(([way, unordered]) => {
    const at = [...unordered].sort((one, other) => one.getTime() - other.getTime());
    const all: Standing[] = ["invited", ...way];
    return all.map((standing, index) => ({
      standing,
      at: at[index] ?? new Date(start),
      leftAt: index === all.length - 1 ? null : (at[index + 1] ?? null),
    }));
  });

const attempts = fc
  .uniqueArray(
    fc.record({
      type: fc.constantFrom(...callbackTypes),
      attempt: fc.integer({ min: 1, max: 3 }),
      sentAt: moments,
      decidedAt: maybe(moments),
    }),
    { maxLength: 8, selector: ({ type, attempt }) => `${type} ${attempt}` },
  )
  // DOKU decides after it was sent.
  .map((all) =>
    all.map((one) => ({ ...one, decidedAt: one.decidedAt && one.decidedAt > one.sentAt ? one.decidedAt : null })),
  );

/** `fingerprint` tells notes of one attempt apart. */
const refusals = fc.uniqueArray(
  fc.record({
    type: fc.constantFrom(...callbackTypes),
    attempt: fc.integer({ min: 1, max: 3 }),
    reason: fc.constantFrom(...reasonCodes),
    at: moments,
    fingerprint: fc.constantFrom("a", "b", "c"),
  }),
  { maxLength: 5, selector: ({ type, attempt, fingerprint }) => `${type} ${attempt} ${fingerprint}` },
);

/** A merchant with its kind of business and when it was invited. */
export const histories = fc.record({
  kind: fc.constantFrom(...cohortKinds),
  invitedAt: moments,
  state: fc.constantFrom(...applicationStates),
  way: fc.oneof(
    { weight: 9, arbitrary: fc.constant("portal" as const) },
    { weight: 1, arbitrary: fc.constantFrom(...applicationWays) },
  ),
  submittedAt: maybe(moments),
  requirements: maybe(requirementSets),
  slotIds: many(ownSlots),
  completed: many(businessParts),
  stays,
  attempts,
  refusals,
});
export type MadeHistory = typeof histories extends fc.Arbitrary<infer T> ? T : never;

/** What insight looks at of it. */
export function historyOf({ kind, ...made }: MadeHistory): History {
  return { ...made, isKindChosen: kind !== "UNKNOWN" };
}
