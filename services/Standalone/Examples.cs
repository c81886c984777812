namespace KosovoNato.Standalone;

/// <summary>Calls to copy into another terminal.</summary>
static class Examples
{
    /// <param name="http">Such as "http://127.0.0.1:5100".</param>
    /// <param name="grpc">Such as "127.0.0.1:5101".</param>
    /// <param name="id">Made for each start: the write can be repeated as it is, and does not meet that of another start.</param>
    public static string For(string http, string grpc, string keyFile, Guid id) => $$$"""
        Try, in another terminal: who recognized on a day, every change from now on, a write that it then shows, the same by gRPC
          curl '{{{http}}}/v1/recognitions:count?organization=nato&as_of=2020-09-04'
          curl -N '{{{http}}}/v1/recognitions:watch?from_now=true'
          curl '{{{http}}}/v1/sources:register' -H "authorization: Bearer $(cut -d: -f2 {{{Quoted(keyFile)}}})" -H 'content-type: application/json' \
            -d '{"source":{"name":"sources/note-{{{id.ToString("N")[..8]}}}","title":"A note","kind":"SOURCE_KIND_PAGE"},"requestId":"{{{id}}}"}'
          grpcurl -plaintext -d '{"organization":"nato"}' {{{grpc}}} kosovonato.recognitions.v1.RecognitionService/CountRecognitions
        """;

    // For the shell: a path may have spaces.
    static string Quoted(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || "/._-".Contains(c, StringComparison.Ordinal))
            ? path
            : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
