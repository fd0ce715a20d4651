import { getTranslations } from "next-intl/server";
import { CasePart } from "@/components/desk/case-part";
import { FileList } from "@/components/desk/file-list";
import { SubmittedData } from "@/components/desk/submitted-data";
import { WorkingCopy } from "@/components/desk/working-copy";
import { ButtonLink } from "@/components/ui/button-link";
import { mayDo } from "@/lib/domain/permissions";
import { paths } from "@/lib/paths";
import type { Session } from "@/lib/session";
import type { loadMerchant } from "./load-merchant";

type Merchant = NonNullable<Awaited<ReturnType<typeof loadMerchant>>>;

/** What the merchant has submitted and uploaded, and what was changed since. Inside `CaseTools`. */
export async function DataPart({ merchant, session }: { merchant: Merchant; session: Pick<Session, "staffRole"> }) {
  const { application, files, slotNames, workingCopy, canCorrect } = merchant;
  const [t, data, credential] = await Promise.all([
    getTranslations("desk.merchant"),
    getTranslations("desk.data"),
    getTranslations("desk.credential"),
  ]);
  return (
    <>
      <CasePart
        id="data"
        title={t(merchant.isAtDoku ? "dataAtDoku" : "data")}
        aside={
          canCorrect && mayDo(session.staffRole, "case.correct") ? (
            <ButtonLink href={paths.deskCorrections(application.id)} variant="quiet" size="sm">
              {data("correct")}
            </ButtonLink>
          ) : null
        }
      >
        {workingCopy.length > 0 ? <WorkingCopy sections={workingCopy} slotNames={slotNames} /> : null}
        <SubmittedData parts={merchant.parts} slotValues={merchant.slotValues} slotNames={slotNames} />
      </CasePart>
      <CasePart id="files" title={t("files")}>
        {files.length > 0 ? (
          <FileList files={files} slotNames={slotNames} />
        ) : (
          <p className="text-soft">{t("noFiles")}</p>
        )}
      </CasePart>
      {application.dokuBrandId && mayDo(session.staffRole, "credential.reveal") ? (
        <CasePart id="credential" title={credential("title")}>
          <p className="text-[0.9375rem] text-soft">{credential("what")}</p>
          <ButtonLink href={paths.deskCredential(application.id)} variant="quiet" size="sm" className="-ml-4">
            {credential("go")}
          </ButtonLink>
        </CasePart>
      ) : null}
    </>
  );
}
