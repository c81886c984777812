using KosovoNato.Evidence.V1;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Standalone.Sandbox;

/// <summary>How a made-up fact is marked, so that nobody takes it for a recorded one.</summary>
static class DemoFacts
{
    public const string Source = "sources/demo";
    public const string Reason = "Demo: made up, did not happen";
    public const string Note = "Demo: made up. This did not happen.";

    public static RegisterSourceRequest SourceRequest => new()
    {
        Source = new()
        {
            Name = Source,
            Title = "Demo: made-up facts, none of which happened",
            Kind = SourceKind.Derived,
            Note = "Facts with this source are made up by the demo and retracted a moment later.",
        },
        Reason = Reason,
    };

    public static Evidence.V1.Evidence Evidence => new()
    {
        Citations = { new Citation { Source = Source } },
        Confidence = Confidence.Derived,
    };

    public static bool IsDemo(Evidence.V1.Evidence? evidence) =>
        evidence?.Citations.Any(citation => citation.Source == Source) == true;

    public static Act ActOf(ActKind kind, DateOnly today) => new()
    {
        Kind = kind,
        Date = today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        Evidence = Evidence,
        Note = Note,
    };
}
