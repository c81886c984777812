namespace KosovoNato.Recognitions.ReferenceData;

/// <summary>Validation rules for states.</summary>
static class StateChecks
{
    public static void Check(State state, FieldSelection fields, FieldViolations at)
    {
        NameChecks.CheckCode("states", state.Name, at);
        new FieldChecks(at, fields)
            .Require("alpha3", state.Alpha3.Length == 3 && state.Alpha3.All(char.IsAsciiLetterUpper),
                "must be an alpha-3 code in capitals, for example ALB")
            .Require("numeric", state.Numeric.Length is 0 or 3 && state.Numeric.All(char.IsAsciiDigit), "must be empty or three digits")
            .Title("display_name", state.DisplayName, 100)
            .Listed("code_status", state.CodeStatus)
            .Note(state.Note);
    }
}
