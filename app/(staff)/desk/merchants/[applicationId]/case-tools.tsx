import { getFormatter, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { errorsFor } from "@/app/issue-texts";
import { FileViewer } from "@/components/desk/file-viewer";
import { RevealProvider } from "@/components/desk/reveal";
import { mayDo } from "@/lib/domain/permissions";
import type { Session } from "@/lib/session";
import { reveal } from "./data-actions";
import type { loadMerchant } from "./load-merchant";

type Merchant = NonNullable<Awaited<ReturnType<typeof loadMerchant>>>;

/** Around a merchant's page: what shows its files beside the data, and its personal numbers on request. */
export async function CaseTools({
  merchant: { application, files, slotNames },
  session,
  children,
}: {
  merchant: Pick<Merchant, "application" | "files" | "slotNames">;
  session: Pick<Session, "staffRole">;
  children: ReactNode;
}) {
  const [viewer, file, data, errors, format] = await Promise.all([
    getTranslations("desk.viewer"),
    getTranslations("desk.file"),
    getTranslations("desk.data"),
    errorsFor("notFound"),
    getFormatter(),
  ]);
  const maySee = mayDo(session.staffRole, "person.reveal");
  const deleted = files.flatMap(({ id, contentDeletedAt }): [string, string][] =>
    contentDeletedAt ? [[id, file("deleted", { when: format.dateTime(contentDeletedAt, { dateStyle: "long" }) })]] : [],
  );
  const here = files.filter(({ contentDeletedAt }) => !contentDeletedAt);
  const shown = here.map(({ id, slotId, mediaType, width, height, state }) => ({
    id,
    name: slotNames.get(slotId) ?? slotId,
    state: file(`state.${state}`),
    mediaType,
    width,
    height,
  }));
  return (
    <RevealProvider
      applicationId={application.id}
      reveal={maySee ? reveal : null}
      texts={{ show: data("show"), showAll: data("reveal"), mask: data("mask"), showing: data("showing") }}
      errors={errors}
    >
      <FileViewer
        files={maySee ? shown : null}
        deleted={Object.fromEntries(deleted)}
        texts={{
          zoomIn: viewer("zoomIn"),
          zoomOut: viewer("zoomOut"),
          rotate: viewer("rotate"),
          previous: viewer("previous"),
          next: viewer("next"),
          close: viewer("close"),
          newTab: viewer("newTab"),
          position: viewer.raw("position"),
          keys: viewer("keys"),
          loading: viewer("loading"),
          noViewer: viewer("noViewer"),
          failed: viewer("failed"),
        }}
      >
        {children}
      </FileViewer>
    </RevealProvider>
  );
}
