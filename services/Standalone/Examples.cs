namespace KosovoNato.Standalone;

/// <summary>Example calls to copy into another terminal.</summary>
static class Examples
{
    /// <param name="id">
    /// The request ID, new for each start: the write can be retried as it is, and differs from the write of another start.
    /// </param>
    public static string For(IReadOnlyList<ServiceHost> hosts, string keyFile, Guid id)
    {
        var (recognitions, milestones, recommendations) = (HttpOf(hosts[0]), HttpOf(hosts[1]), HttpOf(hosts[2]));
        var today = TimeProvider.System.GetUtcNow();
        return $$$"""
            In another terminal, try: the recognitions on a date, the milestones that are ready, the progress of the first recommendation
              curl '{{{recognitions}}}/v1/recognitions:count?organization=nato&as_of=2020-09-04'
              curl '{{{milestones}}}/v1/milestones?filter.readiness=READINESS_READY'
              curl '{{{recommendations}}}/v1/recommendations/R1'
            See the effect of one fact: watch two services, then record a recognition by Spain; the last call counts recognitions by gRPC
              curl -N '{{{milestones}}}/v1/milestones:watch?from_now=true' &
              curl -N '{{{recommendations}}}/v1/recommendations:watch?from_now=true' &
              curl '{{{recognitions}}}/v1/recognitions:recordAct' \
                -H "authorization: Bearer $(cut -d: -f2 {{{Quoted(keyFile)}}})" -H 'content-type: application/json' \
                -d '{"recognizer":"ES","subject":"XK","act":{"kind":"ACT_KIND_GRANTED","date":"{{{today:yyyy-MM-dd}}}",
                  "evidence":{"citations":[{"source":"gk"}],"confidence":"CONFIDENCE_VERIFIED"}},"requestId":"{{{id}}}"}'
              grpcurl -plaintext -d '{"organization":"nato"}' {{{hosts[0].Grpc.Authority}}} \
                kosovonato.recognitions.v1.RecognitionService/CountRecognitions
            """;
    }

    static string HttpOf(ServiceHost host) => host.Http.GetLeftPart(UriPartial.Authority);

    // Quote the path for the shell: it may contain spaces.
    static string Quoted(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || "/._-".Contains(c, StringComparison.Ordinal))
            ? path
            : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
