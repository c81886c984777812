using KosovoNato.Platform.Store;
using KosovoNato.Recommendations.Questions;
using KosovoNato.Rules.Explanations;
using KosovoNato.Rules.Worlds;

namespace KosovoNato.Recommendations.Explaining;

/// <summary>Answers why a recommendation is as far as it is: a function of what is known and of the day alone.</summary>
static class ExplainProgress
{
    public static void Check(ExplainProgressRequest request, Violations violations)
    {
        Names.CheckId(request.Recommendation, violations, "recommendation");
        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.All);
    }

    public static ExplainProgressResponse Answer(ExplainProgressRequest request, Snapshot known, DateOnly day)
    {
        var world = World.Of(known, day, request.DateReading, request.Assumptions);
        var recorded = request.Assumptions.Count > 0 ? World.Of(known, day, request.DateReading) : null;
        var origins = new Origins(known);
        var facts = world.Tree.Facts;
        var bases = new Bases(facts, origins.RevisionOf, name => Supposed.IsAssumed(facts.Resources, name));
        var recommendation = world.Tree.Find(request.Recommendation) ?? throw Refusal.NotFound(Names.Recommendation(request.Recommendation));
        return new()
        {
            Explanation = new Explanation(world, recorded, bases).Of(recommendation),
            AsOf = Standpoints.TextOf(day),
            Revision = Reader.RevisionOf(known),
            Followed = { origins.Followed },
        };
    }
}
