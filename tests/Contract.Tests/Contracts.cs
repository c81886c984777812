using System.Reflection;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace KosovoNato.Contract.Tests;

/// <summary>All contracts of the project as descriptors, flattened. Imports from google are left out.</summary>
internal sealed class Contracts
{
    // The dashboard stores no resources and has no writes: it sends the messages of the services, to which the rules apply.
    const string Dashboard = "kosovonato.dashboard.v1";

    static readonly ExtensionRegistry Options =
    [
        AnnotationsExtensions.Http, FieldBehaviorExtensions.FieldBehavior, ResourceExtensions.Resource,
        ResourceExtensions.ResourceReference,
    ];

    Contracts(IEnumerable<FileDescriptor> files)
    {
        Files = [.. files.Where(file => file.Package.StartsWith("kosovonato.", StringComparison.Ordinal))
            .OrderBy(file => file.Name, StringComparer.Ordinal)];
        Messages = [.. Files.SelectMany(file => file.MessageTypes).SelectMany(WithNested)];
        Enums = [.. Files.SelectMany(file => file.EnumTypes), .. Messages.SelectMany(message => message.EnumTypes)];
        Services = [.. Files.Where(file => file.Package != Dashboard).SelectMany(file => file.Services)];
        Rpcs = [.. Services.SelectMany(service => service.Methods)];
    }

    public IReadOnlyList<FileDescriptor> Files { get; }

    public IReadOnlyList<MessageDescriptor> Messages { get; }

    public IReadOnlyList<EnumDescriptor> Enums { get; }

    /// <summary>The services that store resources.</summary>
    public IReadOnlyList<ServiceDescriptor> Services { get; }

    public IReadOnlyList<MethodDescriptor> Rpcs { get; }

    /// <summary>The contracts compiled into KosovoNato.Protos, without comments.</summary>
    public static Contracts Compiled { get; } = new(
        from type in typeof(IEncodedAnswer).Assembly.GetExportedTypes()
        let descriptor = type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)
        where descriptor?.PropertyType == typeof(FileDescriptor)
        select (FileDescriptor)descriptor.GetValue(null)!);

    /// <summary>The contracts compiled by buf, with comments.</summary>
    public static async Task<Contracts> InAsync(ProtoWorkspace workspace)
    {
        var image = FileDescriptorSet.Parser.ParseFrom(await Buf.ImageAsync(workspace));
        return new(FileDescriptor.BuildFromByteStrings(image.File.Select(file => file.ToByteString()), Options));
    }

    public MessageDescriptor? Message(string package, string name) =>
        Messages.FirstOrDefault(message => message.FullName == $"{package}.{name}");

    public EnumDescriptor? Enum(string package, string name) =>
        Enums.FirstOrDefault(type => type.FullName == $"{package}.{name}");

    static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.NestedTypes.SelectMany(WithNested).Prepend(message);
}
