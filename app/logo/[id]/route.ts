import { notFound } from "@/lib/errors";
import { respond } from "@/lib/http";
import { partner } from "@/lib/partner";
import { paths } from "@/lib/paths";
import { readBytes, storage } from "@/lib/storage/storage";

const oneYearSeconds = 365 * 24 * 3600;

/** The partner's logo, for everybody. Its address changes with the picture, so browsers keep it for good. */
export function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return respond(async () => {
    const [{ id }, { logo }] = [await params, await partner()];
    if (!logo || paths.logo(logo.key) !== paths.logo(id)) throw notFound();
    const content = await readBytes(storage(), logo.key);
    return new Response(new Uint8Array(content), {
      headers: {
        "Content-Type": logo.type,
        "Cache-Control": `public, max-age=${oneYearSeconds}, immutable`,
      },
    });
  });
}
