// server.js FOLDER PORT : an S3 server on loopback with the bucket "backups". Access key and secret are S3RVER.
import S3rver from "@20minutes/s3rver";
import v4 from "@20minutes/s3rver/lib/signature/v4.js";

const [directory, port] = process.argv.slice(2);
const server = new S3rver({ address: "127.0.0.1", port: Number(port), directory, silent: true, configureBuckets: [{ name: "backups" }] });

// A signature covers the path as it was sent. The package expects no slash after a bucket, and the client of .NET sends one.
const { getStringToSign } = v4;
v4.getStringToSign = (request, ...rest) => getStringToSign({ ...request, uri: request.headers["sent-path"] }, ...rest);
server.middleware.unshift((context, next) => {
  context.headers["sent-path"] = context.path;
  return next();
});

await server.run();
console.log("ready");
