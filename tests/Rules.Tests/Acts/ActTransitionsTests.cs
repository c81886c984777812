using KosovoNato.Rules.Acts;

namespace KosovoNato.Rules.Tests.Acts;

public sealed class ActTransitionsTests
{
    // Rows are statuses, columns are act kinds, cells are the next status; "-" if the act cannot follow, "=" if the status stays the same.
    const string Table = """
                      ANNOUNCED  GRANTED    CONFIRMED  RELATIONS  INVALIDATED W_CLAIMED  W_CONFIRMED REAFFIRMED DENIED
        NotRecognized Announced  Recognized =          =          -           -          -           -          -
        Announced     -          Recognized =          =          -           -          -           -          NotRecognized
        Recognized    -          -          =          =          RecognitionDisputed WithdrawalClaimed Withdrawn - -
        RecognitionDisputed -    -          Recognized =          -           -          -           -          -
        WithdrawalClaimed -      -          =          =          -           -          Withdrawn   Recognized -
        Withdrawn     -          Recognized =          =          -           -          -           Recognized -
        """;

    static readonly ActKind[] Columns =
    [
        ActKind.Announced, ActKind.Granted, ActKind.Confirmed, ActKind.RelationsEstablished, ActKind.Invalidated,
        ActKind.WithdrawalClaimed, ActKind.WithdrawalConfirmed, ActKind.Reaffirmed, ActKind.Denied,
    ];

    public static TheoryData<RecognitionStatus, ActKind, RecognitionStatus?> Pairs()
    {
        TheoryData<RecognitionStatus, ActKind, RecognitionStatus?> pairs = [];
        foreach (var row in Table.Split('\n').Skip(1))
        {
            var cells = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var status = Enum.Parse<RecognitionStatus>(cells[0]);
            foreach (var (kind, next) in Columns.Zip(cells.Skip(1)))
            {
                pairs.Add(status, kind, next switch { "-" => null, "=" => status, _ => Enum.Parse<RecognitionStatus>(next) });
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Transitions_follow_the_table(RecognitionStatus status, ActKind kind, RecognitionStatus? next) =>
        Assert.Equal(next, ActTransitions.After(status, kind));

    [Fact]
    public void The_table_has_every_pair() => Assert.Equal(6 * 9, Pairs().Count);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_allowed_kinds_are_those_of_the_table(RecognitionStatus status, ActKind kind, RecognitionStatus? next) =>
        Assert.Equal(next is not null, ActTransitions.AllowedIn(status).Contains(kind));
}
