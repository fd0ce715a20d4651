import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { CorrectPartForm } from "@/components/onboarding/correct-part-form";
import { Disclosure } from "@/components/ui/disclosure";
import { ContinueUploads } from "@/components/uploads/continue-uploads";
import type { BusinessPart } from "@/lib/domain/business";
import { knownAnswers, namesAmong } from "@/lib/domain/suggestions";
import { warningsFor } from "@/lib/domain/warnings";
import type { CorrectionGroup } from "@/lib/onboarding/correction-focus";
import { formTexts } from "../../form-texts";
import { partWords } from "../../part-words";
import { fieldFaults, otherGaps } from "../gaps";
import { sentAnswers } from "../sent-answers";
import { GroupForm, GroupReasons, GroupSlots, groupTitle } from "./group-parts";
import { partValues, type SectionView, socialScope } from "./load-section";

type Props = { view: SectionView; tried: boolean };

/** One group under its heading and DOKU's reasons; alone on the page it needs no heading. */
async function Group({ view, group, children }: { view: SectionView; group: CorrectionGroup; children: ReactNode }) {
  const isAlone = view.groups.length === 1;
  const title = isAlone ? null : await groupTitle({ view, group });
  return (
    <section className="space-y-6" aria-labelledby={title ? `group-${group.key}` : undefined}>
      {title ? (
        <h2 id={`group-${group.key}`} className="text-xl font-bold tracking-tight">
          {title}
        </h2>
      ) : null}
      <GroupReasons view={view} group={group} level={title ? 3 : 2} />
      {children}
    </section>
  );
}

async function PartOfSection({ view, tried, part, children }: Props & { part: BusinessPart; children?: ReactNode }) {
  const { opened, section, slug, application, ownerName, doors } = view;
  const { form } = opened;
  const [t, messages] = await Promise.all([getTranslations("correct.section"), getMessages()]);
  const values = partValues(part, view);
  const person = { name: ownerName, email: "", businessName: application.businessName };
  // What is corrected has been answered already; only whose account it may be is still worth knowing.
  const known = part === "bank" ? knownAnswers(part, form, person) : {};
  const given = {
    words: await partWords(part),
    social: part === "social" ? socialScope(view) : null,
    searchAreas: doors.searchAreas,
  };
  const isSplit = section.parts.length > 1;
  // Of two forms the last one has the files, so that no card stands on the page twice.
  const hasFiles = part === section.parts.at(-1);
  const groups = hasFiles ? view.groups : view.groups.map((group) => ({ ...group, slots: { main: [], more: [] } }));
  return (
    <CorrectPartForm
      part={part}
      section={slug}
      slotIds={hasFiles ? section.slots.map(({ id }) => id) : []}
      continueSection={doors.continueSection}
      kind={form.kind && { businessType: form.kind.businessType }}
      values={values}
      warnings={warningsFor(part, values, namesAmong(known))}
      faults={tried ? fieldFaults(section, part) : []}
      missing={tried ? await otherGaps(section, { part, form }) : []}
      fields={messages.parts[part].fields}
      itemText={view.groups.length > 1 ? messages.parts.contacts.item : undefined}
      texts={{ ...(await formTexts({ submit: t("continue"), sending: t("saving") })), summaryTitle: t("summaryTitle") }}
      before={await sentAnswers(part, opened.sent, values)}
      known={known}
      post={doors.postSection}
    >
      {children}
      {groups.map((group) => {
        const form = <GroupForm key={group.key} view={view} group={group} part={part} given={given} />;
        return isSplit ? (
          form
        ) : (
          <Group key={group.key} view={view} group={group}>
            {form}
          </Group>
        );
      })}
    </CorrectPartForm>
  );
}

async function FilesOfSection({ view, tried }: Props) {
  const { section, slug, opened, application, doors } = view;
  const t = await getTranslations("correct.section");
  return (
    <ContinueUploads
      href={doors.overview}
      back={doors.back}
      findMissing={doors.findSectionGaps.bind(null, { applicationId: application.id, section: slug })}
      missing={tried ? await otherGaps(section, { part: null, form: opened.form }) : []}
      waitFor={section.slots.map(({ id }) => id)}
      post={doors.postSection}
      summaryTitle={t("summaryTitle")}
      offline={t("offline")}
      button={t("continue")}
      pending={t("saving")}
    >
      <input type="hidden" name="applicationId" value={application.id} />
      <input type="hidden" name="section" value={slug} />
      {view.groups.map((group) => (
        <Group key={group.key} view={view} group={group}>
          <GroupSlots view={view} slots={group.slots.main} isRefused />
          {group.slots.more.length > 0 ? (
            <Disclosure title={t("more")}>
              <GroupSlots view={view} slots={group.slots.more} isRefused={false} />
            </Disclosure>
          ) : null}
        </Group>
      ))}
    </ContinueUploads>
  );
}

/** A sole proprietor's brand: its name and description stand in the business profile, everything else in the brand. */
async function SharedBrand({ view, tried }: Props) {
  const t = await getTranslations("correct.section");
  const [group] = view.groups;
  if (!group) return null;
  const forms = group.parts.map(({ part, main }) => {
    const isShared = part === "profile";
    const title = t(isShared ? "sharedTitle" : "restTitle");
    const form = (
      <PartOfSection key={part} view={view} tried={tried} part={part}>
        {isShared ? <p className="text-soft">{t("sharedText")}</p> : null}
      </PartOfSection>
    );
    return { part, title, form, isMain: main.length > 0 || (!isShared && group.slots.main.length > 0) };
  });
  return (
    <div className="space-y-9">
      <GroupReasons view={view} group={group} level={2} />
      {forms.map(({ part, title, form, isMain }) =>
        isMain ? (
          <section key={part} aria-labelledby={`part-${part}-heading`} className="space-y-4">
            <h2 id={`part-${part}-heading`} className="text-xl font-bold tracking-tight">
              {title}
            </h2>
            {form}
          </section>
        ) : (
          <Disclosure key={part} title={title}>
            {form}
          </Disclosure>
        ),
      )}
    </div>
  );
}

/** The form of an open section, whatever it consists of. */
export function SectionForms(props: Props) {
  const [first, second] = props.view.section.parts;
  if (!first) return <FilesOfSection {...props} />;
  return second ? <SharedBrand {...props} /> : <PartOfSection {...props} part={first} />;
}
