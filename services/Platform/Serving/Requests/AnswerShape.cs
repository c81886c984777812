using Google.Protobuf;
using Google.Protobuf.Reflection;
using KosovoNato.Serving.Wire;

namespace KosovoNato.Serving.Requests;

/// <summary>The fields that responses have in common: the resources, the token of the next page, and the revision.</summary>
static class AnswerShape<TResponse> where TResponse : class, IMessage<TResponse>, new()
{
    static readonly MessageDescriptor Descriptor = new TResponse().Descriptor;

    /// <summary>The field with the resource or the resources.</summary>
    public static readonly FieldDescriptor Records = Descriptor.FindFieldByNumber(EncodedResponse.RecordField);

    public static readonly FieldDescriptor? NextPageToken = Descriptor.FindFieldByName("next_page_token");

    /// <summary>The field of ListRevisions that reports dropped versions.</summary>
    public static readonly FieldDescriptor? IsCompacted = Descriptor.FindFieldByName("older_revisions_compacted");

    public static readonly FieldDescriptor Revision = Descriptor.FindFieldByName("revision");
}
