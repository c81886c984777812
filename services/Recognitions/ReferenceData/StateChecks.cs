namespace KosovoNato.Recognitions.ReferenceData;

/// <summary>What a state must be like.</summary>
static class StateChecks
{
    public static void Check(State? state, FieldSelection fields, FieldViolations violations)
    {
        if (state is null)
        {
            violations.Add("state", "is required");
            return;
        }

        var at = violations.At("state");
        RecognitionNames.CheckState(state.Name, at, "name");
        if (fields.Has("alpha3"))
        {
            at.Require(state.Alpha3.Length == 3 && state.Alpha3.All(char.IsAsciiLetterUpper), "alpha3", "must be an alpha-3 code in capitals, such as ALB");
        }

        if (fields.Has("numeric"))
        {
            at.Require(state.Numeric.Length is 0 or 3 && state.Numeric.All(char.IsAsciiDigit), "numeric", "must be empty or three digits");
        }

        if (fields.Has("display_name"))
        {
            ValueChecks.CheckTitle(state.DisplayName, 100, at, "display_name");
        }

        if (fields.Has("code_status"))
        {
            ValueChecks.CheckListed(state.CodeStatus, at, "code_status");
        }

        if (fields.Has("note"))
        {
            ValueChecks.CheckNote(state.Note, at);
        }
    }
}
