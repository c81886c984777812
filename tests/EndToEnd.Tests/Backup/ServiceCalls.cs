using System.Collections;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Backup;

/// <summary>The calls of any of the services, by their names in the contract.</summary>
sealed class ServiceCalls(CallInvoker invoker, ServiceDescriptor service)
{
    static readonly Marshaller<IMessage> Requests = Marshallers.Create<IMessage>(
        message => message.ToByteArray(), _ => throw new NotSupportedException());

    /// <summary>The service's name, for example "recognitions".</summary>
    public string Name => service.File.Package.Split('.')[1];

    public MethodDescriptor Method(string name) => service.FindMethodByName(name);

    /// <summary>Each List of resources with its Get; ListRevisions, ListReadyMilestones and ListDependents have none.</summary>
    public IEnumerable<(MethodDescriptor List, MethodDescriptor Get)> Lists =>
        from list in service.Methods
        where list.Name.StartsWith("List", StringComparison.Ordinal)
        from get in service.Methods
        where get.Name.StartsWith("Get", StringComparison.Ordinal) && get.InputType.FindFieldByName("name") is not null
            && TypeOf(list) is { } type && TypeOf(get) == type
        select (list, get);

    public static IMessage Request(MethodDescriptor method, params (string Field, object Value)[] fields)
    {
        var request = method.InputType.Parser.ParseFrom(ByteString.Empty);
        foreach (var (field, value) in fields)
        {
            method.InputType.FindFieldByName(field).Accessor.SetValue(request, value);
        }

        if (method.InputType.FindFieldByName("parent") is { } parent)
        {
            parent.Accessor.SetValue(request, method.Name == "ListMemberships" ? "organizations/-" : "questions/-");
        }

        return request;
    }

    public async Task<IMessage> CallAsync(MethodDescriptor method, IMessage request) =>
        await invoker.AsyncUnaryCall(Described(method, MethodType.Unary), null, default, request);

    /// <summary>The endless messages of a Watch.</summary>
    public async IAsyncEnumerable<ChangeWatchResponse> WatchAsync(ChangeWatchRequest start)
    {
        var method = Method("Watch");
        using var stream = invoker.AsyncServerStreamingCall(Described(method, MethodType.ServerStreaming), null, default, start);
        while (await stream.ResponseStream.MoveNext(TestContext.Current.CancellationToken).WithinAsync(20))
        {
            yield return ChangeWatchResponse.Parser.ParseFrom(stream.ResponseStream.Current.ToByteArray());
        }
    }

    public static T Field<T>(IMessage message, string name) => (T)message.Descriptor.FindFieldByName(name).Accessor.GetValue(message);

    public static IEnumerable<IResource> ResourcesIn(IMessage page) =>
        ((IEnumerable)page.Descriptor.FindFieldByNumber(1).Accessor.GetValue(page)).Cast<IResource>();

    /// <summary>A response without tokens, which contain the store ID.</summary>
    public static string Shown(IMessage answer)
    {
        var json = JsonNode.Parse(JsonFormatter.Default.Format(answer))!;
        RemoveTokens(json);
        return json.ToJsonString();
    }

    static MessageDescriptor? TypeOf(MethodDescriptor method) =>
        method.OutputType.FindFieldByNumber(1) is { FieldType: FieldType.Message } field ? field.MessageType : null;

    Method<IMessage, IMessage> Described(MethodDescriptor method, MethodType type) => new(
        type, service.FullName, method.Name, Requests,
        Marshallers.Create<IMessage>(_ => throw new NotSupportedException(), bytes => method.OutputType.Parser.ParseFrom(bytes)));

    static void RemoveTokens(JsonNode? json)
    {
        switch (json)
        {
            case JsonObject fields:
                fields.Remove("token");
                fields.Remove("nextPageToken");
                foreach (var field in fields)
                {
                    RemoveTokens(field.Value);
                }

                break;
            case JsonArray elements:
                foreach (var element in elements)
                {
                    RemoveTokens(element);
                }

                break;
        }
    }
}
