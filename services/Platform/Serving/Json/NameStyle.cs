using Google.Protobuf.Reflection;

namespace KosovoNato.Serving.Json;

/// <summary>The form of field names that a request uses. Errors use the same form.</summary>
sealed class NameStyle
{
    /// <summary>Whether the request has a name that only the contract writes this way, for example <c>page_size</c>.</summary>
    public bool IsOfContract { get; private set; }

    public void Note(FieldDescriptor field, string name) => IsOfContract |= name != field.JsonName;

    public string NameOf(FieldDescriptor field) => IsOfContract ? field.Name : field.JsonName;
}
