using Grpc.Core;

namespace KosovoNato.Benchmarks.Calls;

/// <summary>
/// Methods of the contract with messages as bytes: the load generator shares the CPUs with the measured service, so it must not decode
/// messages that it only counts.
/// </summary>
static class RawMethods
{
    const string Service = "kosovonato.recognitions.v1.RecognitionService";

    static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    static readonly Marshaller<AnswerSize> Size = Marshallers.Create(Unwritten, context => new AnswerSize(context.PayloadLength));

    static readonly Marshaller<SeenRevisions> Revisions = Marshallers.Create(Unwritten, SeenRevisions.Read);

    public static Method<byte[], AnswerSize> Empty { get; } = Of(Service, "Empty");

    public static Method<byte[], AnswerSize> GetSource { get; } = Of(Service, "GetSource");

    public static Method<byte[], AnswerSize> ListSources { get; } = Of(Service, "ListSources");

    public static Method<byte[], SeenRevisions> Watch { get; } = new(MethodType.ServerStreaming, Service, "Watch", Bytes, Revisions);

    /// <summary>A method of another server.</summary>
    public static Method<byte[], AnswerSize> Of(string service, string name) => new(MethodType.Unary, service, name, Bytes, Size);

    /// <summary>The server side of the same method.</summary>
    public static Method<byte[], byte[]> Served(Method<byte[], AnswerSize> method) => new(method.Type, Service, method.Name, Bytes, Bytes);

    static void Unwritten<T>(T message, SerializationContext context) =>
        throw new NotSupportedException("The load generator only reads these.");
}

/// <summary>A response of which only the size is kept.</summary>
sealed record AnswerSize(int Bytes);
