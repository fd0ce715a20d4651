/** PUT the partner's logo: the raw file is the body. DELETE takes it away. */
import { revalidatePath } from "next/cache";
import type { StaffActor } from "@/lib/domain/actor";
import { AppError, refused } from "@/lib/errors";
import { json, refuseCrossSite, respond } from "@/lib/http";
import { paths } from "@/lib/paths";
import { readBody } from "@/lib/read-body";
import { staffAtDoor } from "@/lib/session";
import { maxLogoBytes } from "@/lib/settings/prepare-logo";
import { removeLogo, saveLogo } from "@/lib/settings/save-logo";

async function settingsActor(request: Request): Promise<StaffActor> {
  refuseCrossSite(request);
  return await staffAtDoor("settings.manage");
}

/** Every page has the logo. */
const showEverywhere = () => revalidatePath(paths.home, "layout");

export function PUT(request: Request): Promise<Response> {
  return respond(async () => {
    const actor = await settingsActor(request);
    const content = await readBody(request, maxLogoBytes);
    if (!content) throw new AppError("too_large", "settings.logoBig");
    if (content.byteLength === 0) throw refused("file.empty");
    await saveLogo({ actor, input: { content: Buffer.from(content) } });
    showEverywhere();
    return json({});
  });
}

export function DELETE(request: Request): Promise<Response> {
  return respond(async () => {
    await removeLogo({ actor: await settingsActor(request) });
    showEverywhere();
    return json({});
  });
}
