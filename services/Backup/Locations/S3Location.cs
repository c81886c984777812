using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Transfer;

namespace KosovoNato.Backup.Locations;

/// <summary>A prefix in a bucket of an S3-compatible server.</summary>
sealed class S3Location(AmazonS3Client client, S3Address address) : IBackupLocation
{
    public static S3Location Open(S3Options options, S3Address address) => new(
        new AmazonS3Client(
            new BasicAWSCredentials(SecretIn(options.AccessKeyFile), SecretIn(options.SecretKeyFile)),
            new AmazonS3Config
            {
                ServiceURL = options.ServiceUrl!.AbsoluteUri,
                AuthenticationRegion = options.Region,
                ForcePathStyle = options.PathStyle,
                RetryMode = RequestRetryMode.Standard,
                // Newer checksums are unknown to many servers. The signature of a request covers the SHA-256 of its content, and an import
                // checks the whole file.
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            }),
        address);

    public string PathOf(string name) => address.Append(name).ToString();

    public Task<IReadOnlyList<StoredFile>> ListAsync(CancellationToken cancellationToken) =>
        S3Errors.ConvertAsync<IReadOnlyList<StoredFile>>(address, async () =>
        {
            var prefix = address.Key.Length == 0 ? "" : $"{address.Key}/";
            var pages = client.Paginators.ListObjectsV2(
                new() { BucketName = address.Bucket, Prefix = prefix, Delimiter = "/" });
            List<StoredFile> files = [];
            await foreach (var one in pages.S3Objects.WithCancellation(cancellationToken))
            {
                files.Add(new(one.Key[prefix.Length..], one.Size ?? 0));
            }

            return files;
        }, cancellationToken);

    /// <summary>
    /// Writes to a temporary file first. So no part of a failed export is uploaded, and a slow server does not hold up the export. The
    /// object appears when all of its parts have arrived.
    /// </summary>
    public async Task<T> WriteAsync<T>(string name, Func<Stream, Task<T>> write, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"{name}.{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
            1 << 20, FileOptions.DeleteOnClose);
        var result = await write(file);
        file.Position = 0;
        using var transfer = new TransferUtility(client);
        await S3Errors.ConvertAsync(
            address, async () =>
            {
                await transfer.UploadAsync(
                    new TransferUtilityUploadRequest
                    {
                        BucketName = address.Bucket,
                        Key = address.Append(name).Key,
                        InputStream = file,
                        AutoCloseStream = false,
                    },
                    cancellationToken);
                return true;
            }, cancellationToken);
        return result;
    }

    public Task<Stream> OpenAsync(string name, CancellationToken cancellationToken) => S3Errors.ConvertAsync(
        address.Append(name), async () =>
        {
            var response = await client.GetObjectAsync(address.Bucket, address.Append(name).Key, cancellationToken);
            return response.ResponseStream;
        }, cancellationToken);

    public Task DeleteAsync(string name, CancellationToken cancellationToken) => S3Errors.ConvertAsync(
        address, () => client.DeleteObjectAsync(address.Bucket, address.Append(name).Key, cancellationToken), cancellationToken);

    public void Dispose() => client.Dispose();

    static string SecretIn(string file) => File.ReadAllText(file).Trim() is { Length: > 0 } secret
        ? secret
        : throw new BackupException($"{file} is empty. Write the key of the S3 server into it.");
}
