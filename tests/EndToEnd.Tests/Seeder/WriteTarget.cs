using Google.Protobuf;

namespace KosovoNato.EndToEnd.Tests.Seeder;

/// <summary>The resource of a write, and whether the write creates it.</summary>
internal static class WriteTarget
{
    private static readonly string[] creating = ["Register", "Define", "Draft", "Propose"];

    /// <summary>The writes in a BatchWriteRequest of any service.</summary>
    internal static IReadOnlyList<IMessage> WritesIn(IWriteRequest batch) =>
        [.. ((System.Collections.IEnumerable)((IMessage)batch).Descriptor.FindFieldByName("writes").Accessor.GetValue(
            (IMessage)batch)).Cast<IMessage>()];

    /// <summary>The request in a write, for example RegisterSourceRequest.</summary>
    internal static IMessage RequestIn(IMessage write) =>
        (IMessage)write.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(write).Accessor.GetValue(write);

    internal static (string Name, bool Creates) Of(IMessage write)
    {
        var request = RequestIn(write);
        return (NameIn(request), creating.Any(verb => request.Descriptor.Name.StartsWith(verb, StringComparison.Ordinal)));
    }

    // A request names its resource, contains it or, for a recognition, names the two states.
    private static string NameIn(IMessage request)
    {
        var fields = request.Descriptor.Fields.InFieldNumberOrder();
        if (fields.FirstOrDefault(field => field.Name == "name") is { } name)
        {
            return (string)name.Accessor.GetValue(request);
        }

        return fields.Select(field => field.Accessor.GetValue(request)).OfType<IResource>().FirstOrDefault() is { } resource
            ? resource.Name
            : $"recognitions/{Text(request, "recognizer")}-{Text(request, "subject")}";
    }

    private static string Text(IMessage request, string field) =>
        (string)request.Descriptor.FindFieldByName(field).Accessor.GetValue(request);
}
