namespace KosovoNato.Milestones.Planning;

/// <summary>When a milestone is to be reached, and when it was first to be.</summary>
static class Targets
{
    public static void Set(Milestone milestone, string targetOn)
    {
        milestone.TargetOn = targetOn;
        if (milestone.BaselineTargetOn.Length == 0)
        {
            milestone.BaselineTargetOn = targetOn;
        }
    }
}
