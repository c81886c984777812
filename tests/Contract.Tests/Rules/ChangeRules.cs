using Google.Protobuf.Reflection;
using KosovoNato.Changes.V1;

namespace KosovoNato.Contract.Tests.Rules;

/// <summary>A consumer of all services reads their changes as ChangeEnvelope; these rules keep that possible.</summary>
internal static class ChangeRules
{
    public static IReadOnlyList<ContractRule> All { get; } =
    [
        new("Change messages have the shape of the envelope", contracts =>
            from service in contracts.Services
            from wrong in Differences(contracts, service, "Changed", ChangeEnvelope.Descriptor)
                .Concat(Differences(contracts, service, "ResourceChange", ResourceChange.Descriptor))
            select wrong),
    ];

    static IEnumerable<string> Differences(Contracts contracts, ServiceDescriptor service, string name, MessageDescriptor shape)
    {
        var package = service.File.Package;
        if (contracts.Message(package, service.Subject() + name) is not { } message)
        {
            return [$"{package}.{service.Subject()}{name}: is missing"];
        }

        return from number in Numbers(message).Union(Numbers(shape))
               let own = message.FindFieldByNumber(number)
               let common = shape.FindFieldByNumber(number)
               where own is null || common is null || !SameOnTheWire(own, common, service)
               select $"{message.FullName}: field {number} is {Text(own)}, in {shape.Name} {Text(common)}";
    }

    static IEnumerable<int> Numbers(MessageDescriptor message) => message.Fields.InFieldNumberOrder().Select(field => field.FieldNumber);

    static bool SameOnTheWire(FieldDescriptor own, FieldDescriptor common, ServiceDescriptor service) =>
        own.Name == common.Name && own.IsRepeated == common.IsRepeated && (common.FieldType, own.FieldType) switch
        {
            (FieldType.Message, FieldType.Message) => own.MessageType.FullName == Own(common.MessageType, service),
            (FieldType.Enum, FieldType.Enum) => own.EnumType.FullName == common.EnumType.FullName,
            (FieldType.Bytes, FieldType.Message) => own.MessageType.Name == $"{service.Subject()}Resource",
            (FieldType.Int32, FieldType.Enum) => own.EnumType.Name == $"{service.Subject()}EventType",
            var (first, second) => first == second,
        };

    static string Own(MessageDescriptor common, ServiceDescriptor service) =>
        common.FullName == ResourceChange.Descriptor.FullName
            ? $"{service.File.Package}.{service.Subject()}ResourceChange"
            : common.FullName;

    static string Text(FieldDescriptor? field) =>
        field is null ? "absent" : $"{(field.IsRepeated ? "repeated " : "")}{field.FieldType} {field.Name}";
}
