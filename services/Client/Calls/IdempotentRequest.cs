using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace KosovoNato.Client.Calls;

/// <summary>
/// A request that may be sent more than once. A write is copied, and gets a request ID if the caller set none. The caller's message stays
/// unchanged, and later changes to it cannot change what a retry sends under the same ID.
/// </summary>
readonly record struct IdempotentRequest<TRequest>(TRequest Message, bool IsWrite)
    where TRequest : class
{
    public static IdempotentRequest<TRequest> Of(TRequest request)
    {
        // Use the descriptor instead of a list of names, so that writes that are added later are covered.
        if (request is not IMessage message || RequestId(message.Descriptor) is not { } id)
        {
            return new(request, IsWrite: false);
        }

        var copy = message is IDeepCloneable<TRequest> source ? source.Clone() : request;
        if (copy is IMessage sent && id.Accessor.GetValue(sent) is "")
        {
            id.Accessor.SetValue(sent, Guid.NewGuid().ToString());
        }

        return new(copy, IsWrite: true);
    }

    static FieldDescriptor? RequestId(MessageDescriptor type) =>
        type.FindFieldByName("request_id") is { FieldType: FieldType.String, IsRepeated: false } field ? field : null;
}
