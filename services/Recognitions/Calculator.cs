using Google.Protobuf;
using Grpc.Core;

namespace KosovoNato.Recognitions;

/// <summary>
/// Answers questions that have to be computed. An answer is a pure function of what is known, the request and the day, so it is
/// remembered as long as that state is.
/// </summary>
sealed class Calculator(Reader reader, Remembered remembered, TimeProvider clock)
{
    /// <param name="check">Finds what is wrong with the request beyond its dates.</param>
    /// <param name="answer">Computes the answer; it is shared from then on.</param>
    public async Task<TResponse> AnswerAsync<TRequest, TResponse>(
        TRequest request, ServerCallContext call, Action<TRequest, Violations> check, Func<TRequest, World, TResponse> answer)
        where TRequest : IMessage<TRequest>, IAssumingRequest
        where TResponse : class, IMessage<TResponse>, IDatedAnswer
    {
        var violations = new Violations();
        check(request, violations);
        reader.Check(request, violations);
        violations.ThrowIfAny();
        var known = await reader.SnapshotAsync(request, call);
        var day = Dates.AsOf(request.AsOf) ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return remembered.OfSpan(known, request, day, () => answer(request, World.Of(known, request, day)));
    }
}
