/** What our tests use of the S3 server, which has no types of its own. */
declare module "s3rver" {
  import type { AddressInfo } from "node:net";

  type Context = {
    method: string;
    path: string;
    query: Record<string, string>;
    status: number;
    type: string;
    body: string;
  };
  type StoredObject = { bucket: string; key: string; content: AsyncIterable<Buffer> | Buffer };
  type Put = { size: number; md5: string };
  export default class S3rver {
    constructor(options: {
      address: string;
      port: number;
      silent: boolean;
      directory: string;
      configureBuckets: { name: string }[];
    });
    middleware: ((context: Context, next: () => Promise<void>) => Promise<void>)[];
    store: {
      putObject: (object: StoredObject) => Promise<Put>;
      putPart: (
        bucket: string,
        uploadId: string,
        part: number | string,
        content: AsyncIterable<Buffer>,
      ) => Promise<Put>;
      getResourcePath: (bucket: string, key: string | undefined, resource: string) => string;
      putMetadata: (bucket: string, key: string, metadata: object, md5: string) => Promise<void>;
    };
    run(): Promise<AddressInfo>;
    close(): Promise<void>;
  }
}
