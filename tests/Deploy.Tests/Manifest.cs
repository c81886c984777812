using System.Collections.Concurrent;
using k8s;
using k8s.Models;
using YamlDotNet.Core;

namespace KosovoNato.Deploy.Tests;

/// <summary>One rendered object. Many combinations share the same objects, so each text is parsed once.</summary>
/// <param name="Text">Its YAML.</param>
/// <param name="Object">The parsed object, without unknown fields.</param>
/// <param name="Unknown">The error of a strict parser, or null.</param>
sealed record Manifest(string Text, IKubernetesObject<V1ObjectMeta> Object, string? Unknown)
{
    /// <summary>The metadata of an object whose remaining fields cannot be parsed.</summary>
    sealed class Unreadable : Extension<object>;

    static readonly ConcurrentDictionary<string, Manifest> Read = new();

    public string Name => $"{Object.Kind} {Object.Metadata.Name}";

    public static Manifest Of(string text) => Read.GetOrAdd(text, static text =>
    {
        try
        {
            return new(text, Load(text, strict: true), null);
        }
        catch (KeyNotFoundException)
        {
            var unknown = KubernetesYaml.Deserialize<Unreadable>(text);
            return new(text, unknown, $"There is no {unknown.Kind} in {unknown.ApiVersion}; an extension must be added to Extensions.");
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
            // An invalid value, for example a quantity with an unknown unit. The strict parser has already reported it.
            return KubernetesYaml.Deserialize<Unreadable>(text);
        }
    }

    static IKubernetesObject<V1ObjectMeta> Load(string text, bool strict) =>
        (IKubernetesObject<V1ObjectMeta>)KubernetesYaml.LoadAllFromString(text, Extensions.Types, strict).Single();
}
