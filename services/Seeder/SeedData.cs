using KosovoNato.Recognitions.V1;

namespace KosovoNato.Seeder;

/// <summary>Everything that the seed files hold, read and checked as a whole before anything is written.</summary>
internal sealed record SeedData(
    IReadOnlyList<Source> Sources,
    IReadOnlyList<State> States,
    IReadOnlyList<Organization> Organizations,
    IReadOnlyList<CountingRule> CountingRules,
    IReadOnlyList<Membership> Memberships,
    IReadOnlyList<Recognition> Recognitions,
    IReadOnlyList<Question> Questions,
    IReadOnlyList<Position> Positions)
{
    internal static SeedData Read(string directory)
    {
        var data = new SeedData(
            SeedFile.Read<Source>(directory, "sources.json", "sources"),
            SeedFile.Read<State>(directory, "states.json", "states"),
            SeedFile.Read<Organization>(directory, "organizations.json", "organizations"),
            SeedFile.Read<CountingRule>(directory, "counting-rules.json", "countingRules"),
            SeedFile.Read<Membership>(directory, "memberships.json", "memberships"),
            SeedFile.Read<Recognition>(directory, "recognitions.json", "recognitions"),
            SeedFile.Read<Question>(directory, "questions.json", "questions"),
            SeedFile.Read<Position>(directory, "positions.json", "positions"));
        SeedCheck.Run(data);
        return data;
    }
}
