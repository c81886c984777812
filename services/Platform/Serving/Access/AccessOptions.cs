namespace KosovoNato.Serving.Access;

/// <summary>The options of access control. Section "Access" of the settings; README.md in this folder explains it to operators.</summary>
public sealed record AccessOptions
{
    /// <summary>
    /// The file of API keys, each with all permissions, one "name:key" per line; the name is recorded as the actor. If the file does not
    /// exist, it is created with one key, readable only by its owner. Required if neither issuers nor certificates are set.
    /// </summary>
    public string ApiKeyFile { get; init; } = "";

    /// <summary>
    /// Whether callers without an identity may read and watch. Default: true if API keys are the only identities, false if issuers or
    /// certificates are set.
    /// </summary>
    public bool? AllowAnonymousReads { get; init; }

    /// <summary>
    /// The actors who alone may write, for an instance that is read-only for everybody else. Default: empty, all callers with the
    /// permission may write.
    /// </summary>
    public IReadOnlyList<string> Writers { get; init; } = [];

    /// <summary>The issuers whose access tokens are accepted, by a short name, for example "ministry".</summary>
    public Dictionary<string, IssuerOptions> Issuers { get; init; } = [];

    /// <summary>The accepted client certificates. Default: none. Requires TLS ("Listen:Tls").</summary>
    public ClientCertificateOptions? Certificates { get; init; }

    /// <summary>Whether there are identities other than API keys.</summary>
    internal bool HasIdentities => Issuers.Count > 0 || Certificates is not null;

    internal bool AnonymousReadsAllowed => AllowAnonymousReads ?? !HasIdentities;
}

/// <summary>An issuer of access tokens: an OpenID provider, or keys in a file.</summary>
public sealed record IssuerOptions
{
    /// <summary>The exact "iss" of accepted tokens. Required.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>The "aud" that tokens must contain: the name of this service at the issuer. Required.</summary>
    public string Audience { get; init; } = "";

    /// <summary>
    /// A file with the issuer's public keys as a JSON Web Key Set, for tests and for networks without access to the issuer. Reloaded when
    /// it changes. Default: none, the keys are found through the issuer's OpenID configuration.
    /// </summary>
    public string JwksFile { get; init; } = "";

    /// <summary>
    /// The address of the OpenID configuration: https, or http on this machine. Default: the well-known path under the issuer.
    /// </summary>
    public string MetadataAddress { get; init; } = "";

    /// <summary>The claim that is recorded as the actor. Default "sub".</summary>
    public string ActorClaim { get; init; } = "sub";

    /// <summary>The claim with the permissions: words in a string, or a list of strings. Default "scope".</summary>
    public string ScopeClaim { get; init; } = "scope";

    /// <summary>The tolerated difference between the clocks of the issuer and this service, 0 to 25 s. Default 10 s.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>The accepted client certificates and their callers.</summary>
public sealed record ClientCertificateOptions
{
    /// <summary>The certificates of the issuing authority, PEM. Reloaded when they change. Required.</summary>
    public string CertificateAuthorityFile { get; init; } = "";

    /// <summary>The callers with their certificates, at least one. A certificate that is not listed has no permissions.</summary>
    public IReadOnlyList<ClientCertificateMapping> Callers { get; init; } = [];
}

/// <summary>A client certificate and its caller.</summary>
public sealed record ClientCertificateMapping
{
    /// <summary>The subject of the certificate as OpenSSL and .NET write it, for example "CN=importer, O=Ministry". Required.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The name that is recorded as the actor. Required.</summary>
    public string Actor { get; init; } = "";

    /// <summary>The permissions of the caller, for example "recognitions.write". At least one.</summary>
    public IReadOnlyList<string> Permissions { get; init; } = [];
}
