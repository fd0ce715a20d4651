/** The library that opens pictures, with few of its decoders: whatever a file's first bytes say, no other one is reached. */
import sharp from "sharp";

sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: [
    ...["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"],
    // Of the whole process, and next/og draws the social card with it. A file that begins as one of the three never gets there:
    // libvips takes for a drawing only what begins with plain letters.
    "VipsForeignLoadSvgBuffer",
  ],
});

export { sharp };
