using System.IO.Compression;
using Grpc.Net.Compression;

namespace KosovoNato.Serving.Limits;

/// <summary>
/// A compression provider that limits the decompressed size of a request and rejects corrupted data with the service's own errors. The
/// library would return UNKNOWN and log an error.
/// </summary>
sealed class BoundedCompressionProvider(ICompressionProvider inner) : ICompressionProvider
{
    public string EncodingName => inner.EncodingName;

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        inner.CreateCompressionStream(stream, compressionLevel);

    public Stream CreateDecompressionStream(Stream stream) => new BoundedDecompressionStream(inner.CreateDecompressionStream(stream));

    sealed class BoundedDecompressionStream(Stream packed) : Stream
    {
        long read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => read;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            try
            {
                var count = packed.Read(buffer);
                read += count;
                return read <= RequestLimits.MaxRequestBytes ? count : throw RequestLimits.TooLarge(read).ToRpcException();
            }
            catch (InvalidDataException)
            {
                throw RequestLimits.MalformedMessage().ToRpcException();
            }
        }

        public override void Flush()
        {
            // The stream is read-only.
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            packed.Dispose();
            base.Dispose(disposing);
        }
    }
}
