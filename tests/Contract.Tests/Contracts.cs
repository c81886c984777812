using System.Reflection;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace KosovoNato.Contract.Tests;

/// <summary>All contracts of the project as descriptors, flattened. What they import from google is left out.</summary>
internal sealed class Contracts
{
    // It keeps nothing and takes no writes: what it sends are the messages of the services, for which the rules hold.
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

    /// <summary>Those that keep resources.</summary>
    public IReadOnlyList<ServiceDescriptor> Services { get; }

    public IReadOnlyList<MethodDescriptor> Rpcs { get; }

    /// <summary>What is compiled into KosovoNato.Protos; without comments.</summary>
    public static Contracts Compiled { get; } = new(
        from type in typeof(IEncodedAnswer).Assembly.GetExportedTypes()
        let descriptor = type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)
        where descriptor?.PropertyType == typeof(FileDescriptor)
        select (FileDescriptor)descriptor.GetValue(null)!);

    /// <summary>What buf compiled; with comments.</summary>
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
