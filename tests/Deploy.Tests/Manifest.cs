using System.Collections.Concurrent;
using k8s;
using k8s.Models;
using YamlDotNet.Core;

namespace KosovoNato.Deploy.Tests;

/// <summary>One rendered object. Most are the same in many combinations, so each text is read once.</summary>
/// <param name="Text">Its YAML.</param>
/// <param name="Object">What it says, without what is not known.</param>
/// <param name="Unknown">What a strict reader says against it, if anything.</param>
sealed record Manifest(string Text, IKubernetesObject<V1ObjectMeta> Object, string? Unknown)
{
    /// <summary>The head of an object of which the rest cannot be read.</summary>
    sealed class Unreadable : Extension<object>;

    static readonly ConcurrentDictionary<string, Manifest> Read = new();

    public string Name => $"{Object.Kind} {Object.Metadata.Name}";

    public static Manifest Of(string text) => Read.GetOrAdd(text, static text =>
    {
        try
        {
            return new(text, Load(text, strict: true), null);
        }
        catch (YamlException unknown)
        {
            return new(text, LoadWhatIsKnown(text), $"{unknown.Message} {unknown.InnerException?.Message}");
        }
    });

    static IKubernetesObject<V1ObjectMeta> LoadWhatIsKnown(string text)
    {
        try
        {
            return Load(text, strict: false);
        }
        catch (YamlException)
        {
            // A value that is none, such as a quantity with an unknown unit. The strict reader has said so.
            return KubernetesYaml.Deserialize<Unreadable>(text);
        }
    }

    static IKubernetesObject<V1ObjectMeta> Load(string text, bool strict) =>
        (IKubernetesObject<V1ObjectMeta>)KubernetesYaml.LoadAllFromString(text, Extensions.Types, strict).Single();
}
