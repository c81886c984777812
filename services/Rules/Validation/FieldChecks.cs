using Google.Protobuf.Collections;

namespace KosovoNato.Rules.Validation;

/// <summary>Checks the fields of one message that a request sets; each method checks one field.</summary>
/// <param name="at">Collects the violations, under the field that holds the message.</param>
/// <param name="fields">The fields that the request sets; the others are not checked.</param>
public readonly struct FieldChecks(FieldViolations at, FieldSelection fields)
{
    readonly FieldViolations at = at;
    readonly FieldSelection fields = fields;

    public FieldChecks Require(string field, bool holds, string description)
    {
        at.Require(holds || !fields.Has(field), field, description);
        return this;
    }

    /// <summary>Runs a custom check of a field.</summary>
    public FieldChecks Check(string field, Action<FieldViolations> check)
    {
        if (fields.Has(field))
        {
            check(at);
        }

        return this;
    }

    /// <summary>Checks each element of a list with a maximum length.</summary>
    public FieldChecks Each<T>(string field, IReadOnlyList<T> values, int most, Action<T, FieldViolations> check) =>
        Check(field, at => ValueChecks.CheckEach(values, most, at, field, check));

    public FieldChecks Text(string field, string text, int most) => Check(field, at => ValueChecks.CheckText(text, most, at, field));

    public FieldChecks Title(string field, string text, int most) => Check(field, at => ValueChecks.CheckTitle(text, most, at, field));

    public FieldChecks Note(string text) => Text("note", text, ValueChecks.NoteLength);

    public FieldChecks Url(string url) => Check("url", at => ValueChecks.CheckUrl(url, at, "url"));

    /// <summary>Requires a value of an enum other than UNSPECIFIED.</summary>
    public FieldChecks Listed<TEnum>(string field, TEnum value) where TEnum : struct, Enum =>
        Check(field, at => ValueChecks.CheckListed(value, at, field));

    /// <summary>Accepts any value of an enum, including UNSPECIFIED.</summary>
    public FieldChecks Optional<TEnum>(string field, TEnum value) where TEnum : struct, Enum =>
        Check(field, at => ValueChecks.CheckOptional(value, at, field));

    public FieldChecks UpperSnake(string field, string word) => Check(field, at => ValueChecks.CheckUpperSnake(word, at, field));

    /// <summary>Accepts an empty text or a partial date.</summary>
    public FieldChecks Date(string field, string text) => Check(field, at => DateChecks.CheckKnown(text, at, field));

    public FieldChecks RequiredDate(string field, string text) => Check(field, at => DateChecks.CheckRequired(text, at, field));

    /// <summary>Accepts an empty text or a day.</summary>
    public FieldChecks Day(string field, string text) => Check(field, at => DateChecks.CheckDay(text, at, field));

    public FieldChecks Id(string field, string id) => Check(field, at => NameChecks.CheckId(id, at, field));

    /// <summary>Requires the name of a resource of a collection.</summary>
    public FieldChecks Reference(string field, string collection, string name) =>
        Check(field, at => NameChecks.Check(collection, name, at, field));

    public FieldChecks Code(string field, string code) => Check(field, at => StateCodes.Check(code, at, field));

    public FieldChecks Evidence(Evidence.V1.Evidence? evidence) => Check("evidence", at => EvidenceChecks.Check(evidence, at));

    public FieldChecks OtherDates(RepeatedField<DateClaim> claims) => Check("other_dates", at => EvidenceChecks.CheckClaims(claims, at));

    public FieldChecks Corrections(RepeatedField<Correction> corrections) =>
        Check("corrections", at => Rules.Corrections.Check(corrections, at));
}
