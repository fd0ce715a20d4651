import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { FoldedGate } from "@/app/account/folded-gate";
import { readGate } from "@/app/account/gate";
import { issueTexts } from "@/app/issue-texts";
import { Card } from "@/components/ui/card";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { contactPhoneText } from "@/lib/domain/settings-form";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { askStaffCode, giveStaffCode } from "../account/confirm-actions";
import { TroubleNotices } from "../trouble-notices";
import { CallbackCard } from "./callback-card";
import { ContactForm } from "./contact-form";
import { DokuCard } from "./doku-card";
import { loadSettings } from "./load-settings";
import { LogoForm } from "./logo-form";
import { LookForm } from "./look-form";
import { PrivacyForm } from "./privacy-form";
import { WorkForm } from "./work-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

function Part({ id, title, lead, children }: { id: string; title: string; lead?: string; children: ReactNode }) {
  return (
    <Card as="section" aria-labelledby={id} className="space-y-5">
      <div>
        <h2 id={id} className="text-lg font-bold tracking-tight">
          {title}
        </h2>
        {lead ? <p className="max-w-[62ch] text-[0.9375rem] text-soft">{lead}</p> : null}
      </div>
      {children}
    </Card>
  );
}

export default async function SettingsPage() {
  const session = await requireStaff("settings.manage");
  const [{ settings, now, health, doku }, gate, t, common, { errors }] = await Promise.all([
    loadSettings(),
    readGate(session),
    getTranslations("settings"),
    getTranslations("common"),
    issueTexts(),
  ]);
  const words = {
    save: common("save"),
    saving: common("saving"),
    saved: common("saved"),
    summaryTitle: common("summaryTitle"),
  };
  const { name, accent, supportEmail, supportPhone, languages, reminderHours, fourEyes, autoAssign } = settings;
  const on = (value: boolean) => (value ? "on" : "");
  return (
    <PageBody width="text">
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="space-y-6">
        <Part id="look" title={t("look.title")} lead={t("look.lead")}>
          <LookForm
            set={{ name, accent }}
            fallback={now.name}
            words={words}
            errors={errors}
            texts={{
              name: t("look.name"),
              nameHint: t("look.nameHint"),
              accent: t("look.accent"),
              accentHint: t("look.accentHint"),
              pick: t("look.pick"),
              preview: t("look.preview"),
              light: t("look.light"),
              dark: t("look.dark"),
              button: t("look.button"),
              link: t("look.link"),
              tooLight: errors["settings.colourLight"] ?? "",
            }}
          />
          <div className="border-t border-line pt-5">
            <LogoForm
              logoUrl={now.logo ? paths.logo(now.logo.key) : null}
              errors={errors}
              texts={{
                logo: t("logo.logo"),
                logoHint: t("logo.logoHint"),
                put: t("logo.put"),
                putting: common("sending"),
                remove: t("logo.remove"),
                saved: t("logo.saved"),
                removed: t("logo.removed"),
                now: t("logo.now", { partner: now.name }),
              }}
            />
          </div>
        </Part>
        <Part id="contact" title={t("contact.title")} lead={t("contact.lead")}>
          <ContactForm
            fallback={now.supportEmail}
            set={{ supportEmail, supportPhone: contactPhoneText(supportPhone), languages: languages.join(",") }}
            words={words}
            errors={errors}
            choices={{
              "id,en": t("contact.choice.idEn"),
              "en,id": t("contact.choice.enId"),
              id: t("contact.choice.id"),
              en: t("contact.choice.en"),
            }}
            texts={{
              supportEmail: t("contact.supportEmail"),
              supportEmailHint: t("contact.supportEmailHint"),
              supportPhone: t("contact.supportPhone"),
              supportPhoneHint: t("contact.supportPhoneHint"),
              languages: t("contact.languages"),
              languagesHint: t("contact.languagesHint"),
            }}
          />
        </Part>
        <FoldedGate gate={gate} why="settings" title={t("proofFirst")} ask={askStaffCode} give={giveStaffCode} />
        <Part id="work" title={t("work.title")}>
          <WorkForm
            set={{ reminderHours: reminderHours.join(", "), fourEyes: on(fourEyes), autoAssign: on(autoAssign) }}
            words={words}
            errors={errors}
            texts={{
              reminderHours: t("work.reminderHours"),
              reminderHint: t("work.reminderHint"),
              fourEyes: t("work.fourEyes"),
              fourEyesHint: t("work.fourEyesHint"),
              autoAssign: t("work.autoAssign"),
              autoAssignHint: t("work.autoAssignHint"),
            }}
          />
        </Part>
        <Part id="privacy" title={t("privacy.title")} lead={t("privacy.lead")}>
          <PrivacyForm
            set={{
              draftDays: String(settings.draftDays ?? ""),
              refusedDays: String(settings.refusedDays ?? ""),
              warnDays: String(settings.warnDays),
              fileDays: String(settings.fileDays ?? ""),
            }}
            words={words}
            errors={errors}
            texts={{
              draftDays: t("privacy.draftDays"),
              refusedDays: t("privacy.refusedDays"),
              warnDays: t("privacy.warnDays"),
              fileDays: t("privacy.fileDays"),
            }}
            hints={{
              draftDays: t("privacy.draftHint"),
              refusedDays: t("privacy.refusedHint"),
              warnDays: t("privacy.warnHint"),
              fileDays: t("privacy.fileHint"),
            }}
          />
        </Part>
        <Part id="doku" title={t("doku.title")} lead={t("doku.lead")}>
          <TroubleNotices />
          <DokuCard doku={doku} errors={errors} />
        </Part>
        <Part id="callback" title={t("callback.title")} lead={t("callback.lead")}>
          <CallbackCard health={health} />
        </Part>
      </div>
    </PageBody>
  );
}
