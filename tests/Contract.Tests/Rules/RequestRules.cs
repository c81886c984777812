using Google.Api;
using Google.Protobuf.Reflection;

namespace KosovoNato.Contract.Tests.Rules;

internal static class RequestRules
{
    static readonly string[] Containers = ["Response", "Resource", "Change", "Changed"];

    public static IReadOnlyList<ContractRule> All { get; } =
    [
        new("Fields that callers send or the service sets have a behavior, and no others", contracts =>
        {
            var described = Described(contracts);
            var computed = Computed(contracts, described);
            return from message in contracts.Messages
                   let expected = described.Contains(message.FullName) || computed.Contains(message.FullName)
                   from field in message.Fields.InDeclarationOrder()
                   where expected != Behavior(field).Count > 0
                   select $"{field.FullName}: {(expected ? "has no" : "must not have a")} google.api.field_behavior";
        }),

        new("Fields of messages that only responses contain are OUTPUT_ONLY", contracts =>
        {
            var computed = Computed(contracts, Described(contracts));
            return from message in contracts.Messages
                   where computed.Contains(message.FullName)
                   from field in message.Fields.InDeclarationOrder()
                   where !Behavior(field).SequenceEqual([FieldBehavior.OutputOnly])
                   select $"{field.FullName}: is {string.Join(", ", Behavior(field))}";
        }),

        new("Lists take a page size and a token", contracts =>
            from rpc in contracts.Rpcs
            where rpc.IsList()
            from missing in rpc.InputType.Missing(("page_size", FieldType.Int32), ("page_token", FieldType.String))
            select missing),

        new("Writes take a required request id, a reason and validate_only", contracts =>
            from rpc in contracts.Rpcs
            where rpc.IsWrite() || rpc.InputType.FindFieldByName("request_id") is not null
            from missing in rpc.InputType
                .Missing(("request_id", FieldType.String), ("reason", FieldType.String), ("validate_only", FieldType.Bool))
                .Concat(OptionalRequestId(rpc.InputType))
            select missing),

        new("Only writes take a request id", contracts =>
            from rpc in contracts.Rpcs
            where !rpc.IsWrite() && rpc.InputType.FindFieldByName("request_id") is not null
            select $"{rpc.FullName}: has the name of a read and the request of a write"),

        new("Writes on something that exists take an etag", contracts =>
            from rpc in contracts.Rpcs
            where rpc.ChangesExisting()
            from missing in rpc.InputType.Missing(("etag", FieldType.String))
            select missing),
    ];

    /// <summary>Requests, resources and their filters, with all nested messages.</summary>
    static HashSet<string> Described(Contracts contracts) => WithNested(contracts.Messages.Where(message =>
        message.IsResource() || message.Name.EndsWith("Request", StringComparison.Ordinal)));

    /// <summary>The messages that only responses contain, without the containers of resources and changes.</summary>
    static HashSet<string> Computed(Contracts contracts, HashSet<string> described) =>
    [
        .. WithNested(contracts.Rpcs.Select(rpc => rpc.OutputType)).Except(described)
            .Where(name => !Containers.Any(container => name.EndsWith(container, StringComparison.Ordinal))),
    ];

    static HashSet<string> WithNested(IEnumerable<MessageDescriptor> messages)
    {
        HashSet<string> found = [];
        void Add(MessageDescriptor message)
        {
            if (message.File.Package.StartsWith("kosovonato.", StringComparison.Ordinal) && found.Add(message.FullName))
            {
                foreach (var field in message.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.Message))
                {
                    Add(field.MessageType);
                }
            }
        }

        foreach (var message in messages)
        {
            Add(message);
        }

        return found;
    }

    static IEnumerable<string> OptionalRequestId(MessageDescriptor request) =>
        request.FindFieldByName("request_id") is { } field && !Behavior(field).Contains(FieldBehavior.Required)
            ? [$"{field.FullName}: is not REQUIRED"]
            : [];

    public static IReadOnlyCollection<FieldBehavior> Behavior(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior) is { } behavior ? [.. behavior] : [];
}
