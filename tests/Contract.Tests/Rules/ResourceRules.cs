using Google.Api;
using Google.Protobuf.Reflection;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Contract.Tests.Rules;

internal static class ResourceRules
{
    public static IReadOnlyList<ContractRule> All { get; } =
    [
        new("Resources begin with name and etag", contracts =>
            from message in contracts.Messages
            where message.IsResource()
            from wrong in new[] { (Number: 1, Name: "name"), (Number: 2, Name: "etag") }
            where message.FindFieldByNumber(wrong.Number)?.Name != wrong.Name || !message.HasSingle(wrong.Name, FieldType.String)
            select $"{message.FullName}: needs string {wrong.Name} = {wrong.Number}"),

        new("The name of a resource is its identifier, and the service sets the etag", contracts =>
            from message in contracts.Messages
            where message.IsResource()
            from field in message.Fields.InDeclarationOrder()
            let behavior = RequestRules.Behavior(field)
            where behavior.Contains(FieldBehavior.Identifier) != (field.Name == "name")
                || field.Name == "etag" && !behavior.Contains(FieldBehavior.OutputOnly)
            select $"{field.FullName}: is {string.Join(", ", behavior)}"),

        new("References name the type of a resource that exists", contracts =>
        {
            var types = contracts.Messages.Where(IsResource).Select(message => Resource(message)!.Type).Append("*").ToHashSet();
            return from message in contracts.Messages
                   from field in message.Fields.InDeclarationOrder()
                   let reference = Reference(field)
                   where reference is not null
                   let type = reference.Type.Length > 0 ? reference.Type : reference.ChildType
                   where !types.Contains(type)
                   select $"{field.FullName}: refers to {type}";
        }),

        new("Fields that are called like a resource refer to it", contracts =>
        {
            var named = contracts.Messages.Where(message => message.IsResource() && message.Name != nameof(State))
                .SelectMany(message => new[] { (Resource(message)!.Singular, message), (Resource(message)!.Plural, message) })
                .ToDictionary(pair => pair.Item1, pair => Resource(pair.message)!.Type);
            return from message in contracts.Messages
                   from field in message.Fields.InDeclarationOrder()
                   where field.FieldType == FieldType.String && named.TryGetValue(field.JsonName, out var type)
                       && Reference(field)?.Type != type
                   select $"{field.FullName}: needs a reference to {named[field.JsonName]}";
        }),

        new("The type of a resource is its message's name", contracts =>
            from message in contracts.Messages
            where message.IsResource() && Resource(message)!.Type != $"kosovonato/{message.Name}"
            select $"{message.FullName}: is {Resource(message)!.Type}"),

        new("A service's resource message can hold each of its resources", contracts =>
            from service in contracts.Services
            let held = Held(contracts, service).Select(field => field.MessageType.FullName)
            let resources = contracts.Messages.Where(message => message.File.Package == service.File.Package && message.IsResource())
            from missing in resources.Select(message => message.FullName).Except(held)
            select $"{missing}: is not in {service.Subject()}Resource"),

        new("A service's resource message holds nothing else", contracts =>
            from service in contracts.Services
            from field in Held(contracts, service)
            where !field.MessageType.IsResource()
            select $"{field.FullName}: is no resource"),

        new("Numbers and names of types are those of the resource message", contracts =>
            from service in contracts.Services
            let package = service.File.Package
            let type = contracts.Enum(package, $"{service.Subject()}ResourceType")
            let prefix = type is null ? "" : EnumRules.Prefix(type)
            let expected = Held(contracts, service).Select(field => $"{prefix}{field.Name.ToUpperInvariant()} = {field.FieldNumber}")
            let present = type?.Values.Where(value => value.Number != 0).Select(value => $"{value.Name} = {value.Number}") ?? []
            where type is null || !expected.ToHashSet().SetEquals(present)
            select $"{package}.{service.Subject()}ResourceType: needs {string.Join(", ", expected)}"),
    ];

    public static bool IsResource(this MessageDescriptor message) => Resource(message) is not null;

    static ResourceDescriptor? Resource(MessageDescriptor message) => message.GetOptions()?.GetExtension(ResourceExtensions.Resource);

    static ResourceReference? Reference(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference);

    static IEnumerable<FieldDescriptor> Held(Contracts contracts, ServiceDescriptor service) =>
        contracts.Message(service.File.Package, $"{service.Subject()}Resource")?.Fields.InDeclarationOrder() ?? [];
}
