using KosovoNato.Changes.V1;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.ValidTime;

namespace KosovoNato.Serving.Requests;

/// <summary>The context in which a filter is checked and applied.</summary>
/// <param name="Violations">Collects the violations of the filter.</param>
/// <param name="Day">The day that the request is about.</param>
/// <param name="Reading">How partial dates compare with that day.</param>
public sealed record FilterScope(FieldViolations Violations, FilterDay Day, PartialDateMode Reading)
{
    internal FilterScope At(string field) => this with { Violations = Violations.At(field) };
}
