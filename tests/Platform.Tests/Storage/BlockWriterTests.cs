using System.Buffers;
using KosovoNato.Storage;

namespace KosovoNato.Platform.Tests.Storage;

public sealed class BlockWriterTests
{
    [Theory]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(64)]
    [InlineData(4_096)]
    public void Fields_are_written_whole_across_blocks_of_any_size(int blockSize)
    {
        var random = new Random(blockSize);
        var (output, expected) = (new Blocks(blockSize), new List<byte>());
        var writer = new BlockWriter(output);
        for (var i = 0; i < 500; i++)
        {
            var content = new byte[random.Next(0, 200)];
            random.NextBytes(content);
            var field = random.Next(1, 100);
            var whole = new byte[WireWriter.SizeOfField(field, content.Length)];
            WireWriter.WriteField(whole, field, content);
            expected.AddRange(whole);
            writer.WriteField(field, content);
            writer.Write(content);
            expected.AddRange(content);
        }

        writer.Complete();
        Assert.Equal(expected, output.Written);
    }

    [Fact]
    public void Nothing_is_written_without_a_piece()
    {
        var output = new Blocks(32);
        var writer = new BlockWriter(output);
        writer.Write([]);
        writer.Complete();
        Assert.Empty(output.Written);
    }

    /// <summary>Gives out one block at a time, as long as asked for or as usual.</summary>
    sealed class Blocks(int size) : IBufferWriter<byte>
    {
        byte[] block = [];

        public List<byte> Written { get; } = [];

        public void Advance(int count) => Written.AddRange(block.AsSpan(0, count));

        public Memory<byte> GetMemory(int sizeHint = 0) => block = new byte[Math.Max(size, sizeHint)];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
