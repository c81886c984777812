using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace KosovoNato.Client.Calls;

/// <summary>
/// A request in the form in which it may be sent more than once. A write gets a request id if the caller gave none, and is
/// copied: the caller's message stays as it is, and changing it later cannot change what a repeat sends under that id.
/// </summary>
readonly record struct IdempotentRequest<TRequest>(TRequest Message, bool IsWrite)
    where TRequest : class
{
    public static IdempotentRequest<TRequest> Of(TRequest request)
    {
        // By the descriptor, not by a list of names: a write that is added later is safe without touching this client.
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
