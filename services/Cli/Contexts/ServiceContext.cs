using System.Text.Json.Serialization;

namespace KosovoNato.Cli.Contexts;

/// <summary>The addresses of the services, and the credential for them.</summary>
sealed record ServiceContext
{
    [JsonPropertyName("recognitions")]
    public string Recognitions { get; init; } = "http://127.0.0.1:5101";

    [JsonPropertyName("milestones")]
    public string Milestones { get; init; } = "http://127.0.0.1:5111";

    [JsonPropertyName("recommendations")]
    public string Recommendations { get; init; } = "http://127.0.0.1:5121";

    /// <summary>The file with the API key; it is read at each use. Null without one.</summary>
    [JsonPropertyName("apiKeyFile")]
    public string? ApiKeyFile { get; init; }

    /// <summary>The API key itself. Null without one. Never printed.</summary>
    [JsonPropertyName("apiKey")]
    public string? ApiKey { get; init; }

    [JsonIgnore]
    public string CredentialKind => ApiKey is not null ? "key" : ApiKeyFile is not null ? $"key in {ApiKeyFile}" : "none";

    // The generated text of a record would show the API key.
    public override string ToString() => $"{Recognitions} {Milestones} {Recommendations}, credential: {CredentialKind}";

    /// <summary>Returns this context with the addresses and the credential of the environment.</summary>
    public ServiceContext WithEnvironment(Func<string, string?> variable)
    {
        var key = Value("KOSOVONATO_API_KEY");
        var file = Value("KOSOVONATO_API_KEY_FILE");
        return this with
        {
            Recognitions = Value("KOSOVONATO_RECOGNITIONS") ?? Recognitions,
            Milestones = Value("KOSOVONATO_MILESTONES") ?? Milestones,
            Recommendations = Value("KOSOVONATO_RECOMMENDATIONS") ?? Recommendations,
            ApiKey = key ?? (file is null ? ApiKey : null),
            ApiKeyFile = file ?? ApiKeyFile,
        };

        string? Value(string name) => variable(name) is { Length: > 0 } value ? value : null;
    }

    /// <summary>Returns the API key; null without one.</summary>
    /// <exception cref="CliException">The key file cannot be read or has no key.</exception>
    public string? ReadKey()
    {
        if (ApiKey is not null || ApiKeyFile is not { } file)
        {
            return ApiKey;
        }

        try
        {
            return KeyOf(File.ReadAllText(file)) ?? throw new CliException($"The key file {file} has no key.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"The key file {file} cannot be read: {failure.Message}", inner: failure);
        }
    }

    /// <summary>Returns the key of a text: the key file of a service, with lines "name:key", or only a key.</summary>
    public static string? KeyOf(string text)
    {
        var line = text.Split('\n').Select(each => each.Trim()).FirstOrDefault(each => each.Length > 0 && each[0] != '#') ?? "";
        var key = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return key.Length > 0 ? key : null;
    }
}
