/** A photo from a running camera. */

/** A camera that focuses, lights and fires takes a moment; one that never answers gives the picture on the screen. */
const patienceMs = 6_000;

/** The camera's own photo, which has more pixels than its moving picture; null where the browser has no such thing. */
async function still(track: MediaStreamTrack): Promise<Blob | null> {
  if (!("ImageCapture" in window)) return null;
  const late = new Promise<null>((resolve) => setTimeout(resolve, patienceMs, null));
  const photo = await Promise.race([new ImageCapture(track).takePhoto(), late]).catch(() => null);
  return photo?.type === "image/jpeg" ? photo : null;
}

function shown(video: HTMLVideoElement): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.92));
}

/** A JPEG of what the camera sees, never mirrored; null when there is nothing to see. */
export async function takePhoto(video: HTMLVideoElement, track: MediaStreamTrack): Promise<File | null> {
  const photo = (await still(track)) ?? (await shown(video));
  return photo && new File([photo], "foto.jpg", { type: "image/jpeg" });
}
