using KosovoNato.Cli.Output;
using KosovoNato.Explanations.V1;

namespace KosovoNato.Cli.Reading;

/// <summary>The facts that a result rests on.</summary>
static class FactTable
{
    public static void Write(Session session, IReadOnlyCollection<SupportingFact> facts)
    {
        if (facts.Count > 0)
        {
            session.Table(
                ["fact", "statement", "service", "revision"],
                facts.Select(fact => (IReadOnlyList<string>)
                    [fact.Name, fact.Statement, fact.Service, fact.Assumed ? "assumed" : $"{fact.Revision}"]),
                "Supporting facts");
        }
    }
}
