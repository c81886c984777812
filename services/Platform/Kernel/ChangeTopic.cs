namespace KosovoNato.Kernel;

/// <summary>The changes of one service on the bus.</summary>
/// <param name="Service">The service's name, for example "recognitions".</param>
/// <param name="Message">The full name of its change message, for example "kosovonato.recognitions.v1.RecognitionsChanged". The exchange
/// has the same name.</param>
public sealed record ChangeTopic(string Service, string Message)
{
    /// <summary>The CloudEvents source: a URI that names the service, not the instance.</summary>
    public string Source => $"urn:kosovonato:{Service}";

    /// <summary>The CloudEvents data schema: the proto package of the message. An incompatible schema would have another version.</summary>
    public string DataSchema => $"urn:kosovonato:proto:{Message[..Message.LastIndexOf('.')]}";
}
