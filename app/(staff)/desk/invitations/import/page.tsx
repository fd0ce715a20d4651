import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { issueTexts } from "@/app/issue-texts";
import { issueText } from "@/components/forms/issue-text";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { titleOf } from "@/lib/domain/invitation-columns";
import { maxImportRows } from "@/lib/domain/invitation-rows";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { UploadForm } from "./upload-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invitations.import"))("title") };
}

/** A fault that came back in the address: one of our own keys and the number of a line, never words from elsewhere. */
const addressSchema = z.object({
  fault: z
    .string()
    .regex(/^import[A-Za-z]+$|^unexpected$/)
    .optional()
    .catch(undefined),
  line: z.coerce.number().int().positive().optional().catch(undefined),
  gone: z.literal("1").optional().catch(undefined),
});

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ImportPage({ searchParams }: Props) {
  await requireStaff("invitation.many");
  const [{ fault, line, gone }, t, common, { errors }] = await Promise.all([
    searchParams.then((address) => addressSchema.parse(address)),
    getTranslations("invitations.import"),
    getTranslations("common"),
    issueTexts(),
  ]);
  const needed = (["name", "email", "businessName"] as const).map(titleOf).join(", ");
  const params = { line: line ?? 0, max: maxImportRows, columns: needed, column: "" };
  return (
    <PageBody width="form">
      <PageHeader
        title={t("title")}
        lead={t("lead", { max: maxImportRows })}
        back={{ href: paths.deskInvitations, label: common("back") }}
      />
      {gone ? (
        <Notice tone="warn" className="mb-6" live="polite">
          {t("gone")}
        </Notice>
      ) : null}
      <p className="mb-5">
        {t("template")} {/* A file, and no page: the router must not fetch it ahead. */}
        <a href={paths.importTemplate} download>
          {t("templateLink")}
        </a>
      </p>
      <UploadForm
        errors={errors}
        fault={fault && errors[fault] ? issueText(errors, { key: fault, params }) : undefined}
        texts={{
          file: t("file"),
          fileHint: t("fileHint", { columns: needed }),
          paste: t("paste"),
          pasteHint: t("pasteHint"),
          check: t("check"),
          checking: t("checking"),
          summaryTitle: common("summaryTitle"),
        }}
      />
    </PageBody>
  );
}
