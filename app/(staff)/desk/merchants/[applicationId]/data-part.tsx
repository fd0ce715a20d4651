import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { CasePart } from "@/components/desk/case-part";
import { FileList } from "@/components/desk/file-list";
import { SubmittedData } from "@/components/desk/submitted-data";
import { WorkingCopy } from "@/components/desk/working-copy";
import { paths } from "@/lib/paths";
import type { loadMerchant } from "./load-merchant";

type Merchant = NonNullable<Awaited<ReturnType<typeof loadMerchant>>>;

/** What the merchant has submitted and uploaded, and what it has changed since. `whole`: personal numbers unmasked. */
export async function DataPart({ merchant, whole }: { merchant: Merchant; whole: boolean }) {
  const { application, files, slotNames, workingCopy } = merchant;
  const [t, data] = await Promise.all([getTranslations("desk.merchant"), getTranslations("desk.data")]);
  const address = paths.deskMerchant(application.id);
  return (
    <>
      <CasePart
        id="data"
        title={t(merchant.isAtDoku ? "dataAtDoku" : "data")}
        aside={
          <Link
            href={whole ? address : `${address}?numbers=whole`}
            scroll={false}
            prefetch={false}
            className="inline-flex min-h-11 items-center text-sm"
          >
            {data(whole ? "mask" : "reveal")}
          </Link>
        }
      >
        {workingCopy.length > 0 ? <WorkingCopy sections={workingCopy} slotNames={slotNames} whole={whole} /> : null}
        <SubmittedData parts={merchant.parts} slotValues={merchant.slotValues} slotNames={slotNames} whole={whole} />
      </CasePart>
      <CasePart id="files" title={t("files")}>
        {files.length > 0 ? (
          <FileList files={files} slotNames={slotNames} />
        ) : (
          <p className="text-soft">{t("noFiles")}</p>
        )}
      </CasePart>
    </>
  );
}
