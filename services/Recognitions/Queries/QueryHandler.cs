using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Storage;

namespace KosovoNato.Recognitions.Queries;

/// <summary>
/// Answers questions that have to be computed. An answer is a pure function of what is known, the request and the day, so it is
/// remembered as long as that state is.
/// </summary>
sealed class QueryHandler(ReadHandler reader, QueryCache remembered, TimeProvider timeProvider)
{
    /// <param name="check">Finds what is wrong with the request beyond its dates.</param>
    /// <param name="answer">Computes the answer; it is shared from then on.</param>
    public async Task<TResponse> AnswerAsync<TRequest, TResponse>(
        TRequest request, ServerCallContext context, Action<TRequest, FieldViolations> check, Func<TRequest, RecognitionScenario, TResponse> answer)
        where TRequest : IMessage<TRequest>, IAssumingRequest
        where TResponse : class, IMessage<TResponse>, IDatedAnswer
    {
        var violations = new FieldViolations();
        check(request, violations);
        reader.Check(request, violations);
        violations.ThrowIfAny();
        var known = await reader.SnapshotAsync(request, context);
        var day = DateChecks.AsOf(request.AsOf) ?? DateOnly.FromDateTime(timeProvider.GetUtcNow().UtcDateTime);
        return remembered.GetOrComputeForInterval(known, request, day, () => answer(request, RecognitionScenario.Of(known, request, day)));
    }
}
