using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;

namespace KosovoNato.Backup.Locations;

/// <summary>Converts errors of the S3 client: what an operator has to correct, and what a retry may solve.</summary>
static class S3Errors
{
    public static async Task<T> ConvertAsync<T>(S3Address address, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (AmazonServiceException refused) when (IsPermanent(refused.StatusCode))
        {
            throw new BackupException(Describe(address, refused), refused);
        }
        catch (Exception failure) when (failure is AmazonClientException or AmazonServiceException or HttpRequestException
            or SocketException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new IOException($"The S3 server does not answer for {address}: {failure.Message}", failure);
        }
    }

    // Without a status there was no response. 408 and 429 ask to come back later.
    static bool IsPermanent(HttpStatusCode status) =>
        (int)status is >= 300 and < 500 && status is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);

    static string Describe(S3Address address, AmazonServiceException refused) => refused.ErrorCode switch
    {
        "NoSuchBucket" => $"The bucket {address.Bucket} does not exist. Create it, or correct the location or S3:ServiceUrl.",
        "NoSuchKey" => $"{address} does not exist. `list` shows the existing backups.",
        "InvalidAccessKeyId" or "SignatureDoesNotMatch" =>
            $"The S3 server rejects the access key ({refused.ErrorCode}). Check S3:AccessKeyFile and S3:SecretKeyFile.",
        "AccessDenied" => $"The access key has no permission for {address}. It needs to list, read, write and delete objects there.",
        _ => $"The S3 server rejects the request for {address}: {refused.ErrorCode}: {refused.Message}",
    };
}
