using Google.Protobuf.Reflection;
using KosovoNato.Changes.V1;
using KosovoNato.Explanations.V1;

namespace KosovoNato.Contract.Tests.Rules;

internal static class AnswerRules
{
    public static IReadOnlyList<ContractRule> All { get; } =
    [
        // A watch's messages have their own revisions.
        new("Answers carry the revision they were computed at", contracts =>
            from rpc in contracts.Rpcs
            where !rpc.IsWatch()
            let revision = rpc.OutputType.FindFieldByName("revision")
            where revision is not { IsRepeated: false, FieldType: FieldType.Message }
                || revision.MessageType.FullName != Revision.Descriptor.FullName
            select $"{rpc.OutputType.FullName}: needs a field revision of type {Revision.Descriptor.FullName}"),

        new("Lists answer with one page and the token of the next", contracts =>
            from rpc in contracts.Rpcs
            where rpc.IsList()
            let pages = rpc.OutputType.Fields.InDeclarationOrder().Count(field => field.IsRepeated && !IsFollowed(field))
            from wrong in rpc.OutputType.Missing(("next_page_token", FieldType.String))
                .Concat(pages == 1 ? [] : [$"{rpc.OutputType.FullName}: has {pages} repeated fields, so it is not plain what is paged"])
            select wrong),

        new("Watch streams, and nothing else does", contracts =>
            from rpc in contracts.Rpcs
            where rpc.IsClientStreaming || rpc.IsServerStreaming != rpc.IsWatch()
            select $"{rpc.FullName}: streams although it is no Watch, or is a Watch that does not"),
    ];

    /// <summary>Whether the field holds the followed revisions of other services, which may stand beside a paged list.</summary>
    static bool IsFollowed(FieldDescriptor field) =>
        field.FieldType == FieldType.Message && field.MessageType.FullName == UpstreamRevision.Descriptor.FullName;
}
