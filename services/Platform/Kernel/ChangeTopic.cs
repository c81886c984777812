namespace KosovoNato.Kernel;

/// <summary>The changes of one service, as the bus knows them.</summary>
/// <param name="Service">The service's name, such as "recognitions".</param>
/// <param name="Message">
/// The full name of its change message, such as "kosovonato.recognitions.v1.RecognitionsChanged"; the exchange has it too.
/// </param>
public sealed record ChangeTopic(string Service, string Message)
{
    /// <summary>The producer, as CloudEvents wants it: a URI, and no host, because it does not matter which one it was.</summary>
    public string Source => $"urn:kosovonato:{Service}";

    /// <summary>Names the package that describes the body; an incompatible one would have another version.</summary>
    public string DataSchema => $"urn:kosovonato:proto:{Message[..Message.LastIndexOf('.')]}";
}
