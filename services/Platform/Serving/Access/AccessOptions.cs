namespace KosovoNato.Serving.Access;

/// <summary>Who may do what. Section "Access" of the settings; README.md beside this file explains it to operators.</summary>
public sealed record AccessOptions
{
    /// <summary>
    /// The file of keys that may do everything, one "name:key" a line; the name is recorded as the actor. Made with one key,
    /// readable only by its owner, if it does not exist. Required where no issuer and no certificates are set.
    /// </summary>
    public string ApiKeyFile { get; init; } = "";

    /// <summary>
    /// Whether everybody who reaches the port may read and watch. Default: yes where there are only keys, no where callers have
    /// an identity of their own.
    /// </summary>
    public bool? AllowAnonymousReads { get; init; }

    /// <summary>The issuers whose access tokens are accepted, each under a short name such as "ministry".</summary>
    public Dictionary<string, IssuerOptions> Issuers { get; init; } = [];

    /// <summary>Which client certificates are accepted; none if unset. Needs TLS ("Listen:Tls").</summary>
    public ClientCertificateOptions? Certificates { get; init; }

    /// <summary>Says whether there is any identity beyond a key.</summary>
    internal bool HasIdentities => Issuers.Count > 0 || Certificates is not null;

    internal bool AnonymousReadsAllowed => AllowAnonymousReads ?? !HasIdentities;
}

/// <summary>One issuer of access tokens: any OpenID provider, or keys in a file.</summary>
public sealed record IssuerOptions
{
    /// <summary>What tokens must have as "iss", to the letter. Required.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>What tokens must have in "aud": the name of this service at the issuer. Required.</summary>
    public string Audience { get; init; } = "";

    /// <summary>
    /// A file with the issuer's public keys as a JSON Web Key Set, for tests and for places without a way to the issuer; read
    /// again when it changes. Unset: the keys are found by the issuer's OpenID configuration.
    /// </summary>
    public string JwksFile { get; init; } = "";

    /// <summary>Where the OpenID configuration is; https, or http on this machine. Default: under the issuer, at the usual path.</summary>
    public string MetadataAddress { get; init; } = "";

    /// <summary>The claim that is recorded as the actor. Default "sub".</summary>
    public string ActorClaim { get; init; } = "sub";

    /// <summary>The claim with the permissions: words in a text, or a list of texts. Default "scope".</summary>
    public string ScopeClaim { get; init; } = "scope";

    /// <summary>How far the issuer's clock may be from ours, 0 to 25 s. Default 10 s.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>Which client certificates are accepted, and for whom.</summary>
public sealed record ClientCertificateOptions
{
    /// <summary>The certificates of the authority that issues them, PEM; read again when it changes. Required.</summary>
    public string CertificateAuthorityFile { get; init; } = "";

    /// <summary>Who has which certificate; one that is not listed is nobody's. At least one.</summary>
    public IReadOnlyList<ClientCertificateMapping> Callers { get; init; } = [];
}

/// <summary>The owner of a client certificate.</summary>
public sealed record ClientCertificateMapping
{
    /// <summary>The subject of the certificate as OpenSSL and .NET write it, such as "CN=importer, O=Ministry". Required.</summary>
    public string Subject { get; init; } = "";

    /// <summary>What is recorded as the actor. Required.</summary>
    public string Actor { get; init; } = "";

    /// <summary>What the caller may do, such as "recognitions.write". At least one.</summary>
    public IReadOnlyList<string> Permissions { get; init; } = [];
}
