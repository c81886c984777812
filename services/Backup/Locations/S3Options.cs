using System.ComponentModel.DataAnnotations;

namespace KosovoNato.Backup.Locations;

/// <summary>The settings of the S3 server, section "S3". Needed for locations that begin with s3://.</summary>
sealed record S3Options : IValidatableObject
{
    /// <summary>The address of the server, for example https://s3.eu-central-1.amazonaws.com. Required.</summary>
    public Uri? ServiceUrl { get; init; }

    /// <summary>The region of the bucket, which is part of each signature. Many servers accept any.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>The file with the ID of the access key. Required.</summary>
    public string AccessKeyFile { get; init; } = "";

    /// <summary>The file with the secret of the access key. Required.</summary>
    public string SecretKeyFile { get; init; } = "";

    /// <summary>Whether the bucket is part of the path. If false, it is part of the host name, which some providers require.</summary>
    public bool PathStyle { get; init; } = true;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ServiceUrl is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            yield return new("S3:ServiceUrl must be an http or https address.", [nameof(ServiceUrl)]);
        }

        if (Region.Length == 0)
        {
            yield return new("S3:Region must not be empty.", [nameof(Region)]);
        }

        if (AccessKeyFile.Length == 0)
        {
            yield return new("S3:AccessKeyFile must be the path of a file.", [nameof(AccessKeyFile)]);
        }

        if (SecretKeyFile.Length == 0)
        {
            yield return new("S3:SecretKeyFile must be the path of a file.", [nameof(SecretKeyFile)]);
        }
    }
}
