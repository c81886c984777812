using Google.Protobuf.Reflection;
using KosovoNato.Contract.Tests.Rules;

namespace KosovoNato.Contract.Tests;

public sealed class ContractTests(ContractTests.Folder folder) : IClassFixture<ContractTests.Folder>
{
    readonly Contracts _contracts = folder.Contracts;

    public static TheoryData<string> Rules => [.. ContractRule.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_contract_obeys_the_rules(string rule)
    {
        Assert.NotEmpty(_contracts.Services);
        var violations = ContractRule.Named(rule).Violations(_contracts).ToList();
        Assert.True(violations.Count == 0, string.Join('\n', violations.Prepend($"{violations.Count} against \"{rule}\":")));
    }

    // The rules check buf's output, which has comments; the contracts compiled into the services must be the same.
    [Fact]
    public void The_compiled_contracts_match_the_files_in_the_folder()
    {
        Assert.Equal(_contracts.Files.Select(file => file.Name), Contracts.Compiled.Files.Select(file => file.Name));
        Assert.All(_contracts.Files.Zip(Contracts.Compiled.Files),
            pair => Assert.Equal(WithoutComments(pair.First), WithoutComments(pair.Second)));
    }

    static FileDescriptorProto WithoutComments(FileDescriptor file)
    {
        // buf adds a field of its own, and writes out the JSON names that other compilers derive.
        var proto = FileDescriptorProto.Parser.WithDiscardUnknownFields(true).ParseFrom(file.SerializedData);
        proto.SourceCodeInfo = null;
        foreach (var field in proto.MessageType.SelectMany(WithNested).SelectMany(message => message.Field))
        {
            field.ClearJsonName();
        }

        return proto;
    }

    static IEnumerable<DescriptorProto> WithNested(DescriptorProto message) => message.NestedType.SelectMany(WithNested).Prepend(message);

    /// <summary>The contracts of the working tree, compiled once for all rules.</summary>
    public sealed class Folder : IAsyncLifetime
    {
        internal Contracts Contracts { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            using var workspace = ProtoWorkspace.Of(BuildPaths.Protos);
            Contracts = await Contracts.InAsync(workspace);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
