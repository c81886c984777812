namespace KosovoNato.Recognitions.V1
{
    public sealed partial class Question
    {
        public void ClearComputed() => Outlook = null;
    }
}

namespace KosovoNato.Milestones.V1
{
    public sealed partial class Milestone
    {
        public void ClearComputed()
        {
            Status = default;
            AchievedOn = "";
            Outlook = null;
            foreach (var blocker in Blockers)
            {
                blocker.Status = default;
                if (blocker.ResolvesWhen is not null)
                {
                    blocker.ResolvedOn = "";
                }
            }
        }
    }
}

namespace KosovoNato.Recommendations.V1
{
    public sealed partial class Recommendation
    {
        public void ClearComputed() => Progress = null;
    }
}
