using Google.Protobuf.Reflection;
using KosovoNato.Contract.Tests.Rules;

namespace KosovoNato.Contract.Tests;

/// <summary>
/// The C# lists in protos name the generated classes that share an interface. The compiler does not notice a missing class; the service
/// would then treat it as something else.
/// </summary>
public sealed class PartialClassTests
{
    static readonly Dictionary<Type, Func<IEnumerable<MessageDescriptor>>> Expected = new()
    {
        [typeof(IEncodedAnswer)] = () => Rpcs.Where(rpc => (rpc.ReadsStored() || rpc.Name == "Diff") && HoldsStored(rpc))
            .Select(rpc => rpc.OutputType),
        [typeof(IResource)] = () => Contracts.Compiled.Messages.Where(message => message.IsResource()),
        [typeof(IWriteRequest)] = () => Rpcs.Where(rpc => rpc.IsWrite()).Select(rpc => rpc.InputType),
        [typeof(IReadRequest)] = () => Reads,
        [typeof(IWatchRequest)] = () => Rpcs.Where(rpc => rpc.IsServerStreaming).Select(rpc => rpc.InputType),
        [typeof(IListRequest)] = () => Reads.Where(message => message.FindFieldByName("page_token") is not null),
        [typeof(IChildListRequest)] = () => Reads.Where(message => message.FindFieldByName("parent") is not null),
        [typeof(IAsOfRequest)] = () => Reads.Where(message => message.FindFieldByName("as_of") is not null),
        [typeof(IAssumptionRequest)] = () => Reads.Where(message => message.FindFieldByName("assumptions") is not null),
    };

    public static TheoryData<string> Interfaces => [.. Expected.Keys.Select(type => type.Name)];

    static IEnumerable<MethodDescriptor> Rpcs => Contracts.Compiled.Rpcs;

    static IEnumerable<MessageDescriptor> Reads =>
        Rpcs.Select(rpc => rpc.InputType).Where(message => message.FindFieldByName("known_at") is not null);

    // Only resources of the service and changes are kept encoded. A response composed of parts of them, for example a history, or of
    // mirrored resources has no existing bytes.
    static bool HoldsStored(MethodDescriptor rpc) =>
        rpc.OutputType.Fields.InDeclarationOrder().Any(field => field.FieldType == FieldType.Message
            && ((field.MessageType.IsResource() && field.MessageType.File.Package == rpc.Service.File.Package)
                || field.MessageType.Name == $"{rpc.Service.Subject()}Resource"
                || field.MessageType.Name == $"{rpc.Service.Subject()}ResourceChange"
                || field.MessageType.Name == $"{rpc.Service.Subject()}Changed"));

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void Exactly_the_intended_messages_implement_each_interface(string name)
    {
        var (shared, expected) = Expected.Single(pair => pair.Key.Name == name);
        var present = shared.Assembly.GetExportedTypes().Where(type => type.IsClass && type.IsAssignableTo(shared));
        Assert.Equal(Names(expected().Select(message => message.ClrType)), Names(present));
    }

    static IEnumerable<string> Names(IEnumerable<Type> types) =>
        types.Select(type => type.FullName!).Distinct().Order(StringComparer.Ordinal);
}
