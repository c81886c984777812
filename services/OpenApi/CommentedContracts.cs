using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace KosovoNato.OpenApi;

/// <summary>The contracts with their comments and options, as protoc compiled them with this assembly.</summary>
sealed class CommentedContracts
{
    const string Resource = "contracts.binpb";

    static readonly ExtensionRegistry Options =
    [
        AnnotationsExtensions.Http, FieldBehaviorExtensions.FieldBehavior, ResourceExtensions.Resource,
        ResourceExtensions.ResourceReference,
    ];

    readonly List<MessageDescriptor> messages;

    CommentedContracts(IReadOnlyList<FileDescriptor> files)
    {
        messages = [.. files.SelectMany(file => file.MessageTypes)];
        // The service of the dashboard has no JSON form.
        Services = [.. files.SelectMany(file => file.Services).Where(service => service.Methods.Any(rpc => RuleOf(rpc) is not null))];
        FieldNames = messages.SelectMany(WithNested).SelectMany(message => message.Fields.InDeclarationOrder())
            .DistinctBy(field => field.Name).ToDictionary(field => field.Name, field => field.JsonName, StringComparer.Ordinal);
    }

    public IReadOnlyList<ServiceDescriptor> Services { get; }

    /// <summary>The names of all fields in JSON, by their names in the contracts.</summary>
    public IReadOnlyDictionary<string, string> FieldNames { get; }

    public static CommentedContracts Load()
    {
        using var resource = typeof(CommentedContracts).Assembly.GetManifestResourceStream(Resource)!;
        var files = FileDescriptorSet.Parser.ParseFrom(resource);
        return new(FileDescriptor.BuildFromByteStrings(files.File.Select(file => file.ToByteString()), Options));
    }

    public static HttpRule? RuleOf(MethodDescriptor rpc) => rpc.GetOptions()?.GetExtension(AnnotationsExtensions.Http);

    public MessageDescriptor Message(string fullName) => messages.Single(message => message.FullName == fullName);

    public EnumDescriptor Enum(string fullName) =>
        messages.Select(message => message.File).Concat(Services.Select(service => service.File))
            .SelectMany(file => file.Dependencies.Prepend(file)).SelectMany(file => file.EnumTypes)
            .First(type => type.FullName == fullName);

    /// <summary>Returns the resource of a type, for example "kosovonato/State".</summary>
    public MessageDescriptor? ResourceOf(string type) =>
        messages.SingleOrDefault(message => message.GetOptions()?.GetExtension(ResourceExtensions.Resource)?.Type == type);

    /// <summary>Returns the resource of a collection, for example "states".</summary>
    public MessageDescriptor? ResourceWithPlural(string plural) =>
        messages.FirstOrDefault(message => message.GetOptions()?.GetExtension(ResourceExtensions.Resource)?.Plural == plural);

    static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.NestedTypes.SelectMany(WithNested).Prepend(message);
}
