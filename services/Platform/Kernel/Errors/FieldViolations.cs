using Google.Rpc;
using Grpc.Core;
using KosovoNato.Errors.V1;

namespace KosovoNato.Kernel.Errors;

/// <summary>Collects the violations of a request, so that one error reports all of them.</summary>
public sealed class FieldViolations
{
    readonly List<BadRequest.Types.FieldViolation> found = [];
    readonly string prefix;

    public FieldViolations(string prefix = "") => this.prefix = prefix;

    FieldViolations(string prefix, List<BadRequest.Types.FieldViolation> found) => (this.prefix, this.found) = (prefix, found);

    public bool Any => found.Count > 0;

    public int Count => found.Count;

    /// <summary>
    /// Returns a collector for the fields under a field, which adds to the same list: At("act").Add("date", ...) adds a violation of
    /// "act.date".
    /// </summary>
    public FieldViolations At(string field) => new($"{prefix}{field}.", found);

    public void Add(string field, string description) =>
        found.Add(new BadRequest.Types.FieldViolation { Field = prefix + field, Description = description });

    /// <summary>Adds a violation if the condition is false.</summary>
    public void Require(bool holds, string field, string description)
    {
        if (!holds)
        {
            Add(field, description);
        }
    }

    public void ThrowIfAny()
    {
        if (Any)
        {
            throw ToException();
        }
    }

    /// <summary>Returns the error that reports the violations: five of them in its message, all of them in its BadRequest.</summary>
    public ApiException ToException() => new ApiException(StatusCode.InvalidArgument, ErrorReason.InvalidRequest, MessageOf(found))
        .With(new BadRequest { FieldViolations = { found } });

    /// <summary>Returns the message of the error that reports violations.</summary>
    internal static string MessageOf(IReadOnlyCollection<BadRequest.Types.FieldViolation> violations)
    {
        var list = string.Join("; ", violations.Take(5).Select(v => $"{v.Field}: {v.Description}"));
        var more = violations.Count > 5 ? $"; and {violations.Count - 5} more" : "";
        var all = $"The request is invalid: {list}{more}";
        return all.EndsWith('?') ? all : $"{all}.";
    }
}
