using KosovoNato.Testing;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace KosovoNato.Deploy.Tests.Compose;

/// <summary>deploy/compose/compose.yaml, parsed. A field without a property here is an error, so that no rule overlooks one.</summary>
sealed record ComposeFile
{
    const string Extension = "x-";

    public string Name { get; init; } = "";

    public Dictionary<string, ComposeService> Services { get; init; } = [];

    public Dictionary<string, ComposeNetwork> Networks { get; init; } = [];

    public Dictionary<string, Dictionary<string, string>> Volumes { get; init; } = [];

    public Dictionary<string, ComposeSecret> Secrets { get; init; } = [];

    public static string Folder { get; } = RepositoryPaths.File("deploy", "compose");

    public static string Text { get; } = File.ReadAllText(Path.Combine(Folder, "compose.yaml"));

    public static ComposeFile Read() => Parse(Text);

    public static ComposeFile Parse(string text)
    {
        // First with everything that services share, which YAML merges into them; then strictly, without it.
        var merged = new DeserializerBuilder().Build()
            .Deserialize<Dictionary<string, object>>(new MergingParser(new Parser(new StringReader(text))))
            .Where(part => !part.Key.StartsWith(Extension, StringComparison.Ordinal)).ToDictionary();
        return new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build()
            .Deserialize<ComposeFile>(new SerializerBuilder().WithQuotingNecessaryStrings().Build().Serialize(merged));
    }
}

/// <summary>A container of the file.</summary>
sealed record ComposeService
{
    public string Image { get; init; } = "";

    public string Restart { get; init; } = "";

    public bool ReadOnly { get; init; }

    public List<string> CapDrop { get; init; } = [];

    public List<string> SecurityOpt { get; init; } = [];

    public string User { get; init; } = "";

    public List<string> Entrypoint { get; init; } = [];

    public List<string> Command { get; init; } = [];

    public string MemLimit { get; init; } = "";

    public string StopGracePeriod { get; init; } = "";

    public Dictionary<string, string> Environment { get; init; } = [];

    public List<string> Ports { get; init; } = [];

    public List<string> Networks { get; init; } = [];

    public List<string> Volumes { get; init; } = [];

    public List<string> Tmpfs { get; init; } = [];

    public List<ComposeMount> Secrets { get; init; } = [];

    public Dictionary<string, ComposeDependency> DependsOn { get; init; } = [];

    public ComposeHealthCheck? Healthcheck { get; init; }
}

sealed record ComposeNetwork
{
    public bool Internal { get; init; }
}

sealed record ComposeSecret
{
    public string File { get; init; } = "";
}

sealed record ComposeMount
{
    public string Source { get; init; } = "";

    public string Target { get; init; } = "";
}

sealed record ComposeDependency
{
    public string Condition { get; init; } = "";
}

sealed record ComposeHealthCheck
{
    public List<string> Test { get; init; } = [];

    public string Interval { get; init; } = "";

    public string Timeout { get; init; } = "";

    public string StartPeriod { get; init; } = "";
}
