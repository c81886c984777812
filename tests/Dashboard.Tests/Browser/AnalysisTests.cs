using Microsoft.Playwright;

namespace KosovoNato.Dashboard.Tests.Browser;

/// <summary>Votes, decisions and assumptions: what follows from the records, without typing.</summary>
[Collection(OneDashboard.Name)]
public sealed class AnalysisTests(RunningDashboard running, Chromium chromium)
{
    [Fact]
    public async Task Assumptions_are_selected_from_lists_and_compared_with_today()
    {
        await using var opened = await chromium.OpenAsync(
            running.Address, "#/what-if", new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        var page = opened.Page;
        await page.GetByText("Nothing is assumed yet.").WaitForAsync();
        await page.GetByLabel("Greece recognizes").CheckAsync();
        await page.GetByLabel("Find a state").FillAsync("sllovaki");
        await page.GetByLabel("Slovakia recognizes").CheckAsync();
        await page.GetByText("→ 30 of 32").First.WaitForAsync();
        Assert.Equal("GR recognizes, SK recognizes", await page.GetByLabel("Or type assumptions").InputValueAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove: Greece recognizes" }).ClickAsync();
        await page.GetByText("→ 29 of 32").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove all assumptions" }).ClickAsync();
        await page.GetByLabel("Decision whose members change their stance").SelectOptionAsync(
            "organizations/adriatic-charter ADMIT_MEMBER");
        await page.GetByLabel("Bosnia and Herzegovina does not object").CheckAsync();
        await page.GetByRole(AriaRole.Row, new() { NameRegex = new("Blocked by Bosnia and Herzegovina.*Would be taken") }).WaitForAsync();

        await page.GetByLabel("Find a milestone").FillAsync("partnership for peace: framework");
        await page.GetByLabel("Partnership for Peace: Framework Document signed").CheckAsync();
        await page.GetByRole(AriaRole.Row, new() { NameRegex = new("Partnership for Peace: Framework.*Done achieved") }).WaitForAsync();
        opened.AssertClean();
    }

    [Fact]
    public async Task A_majority_shows_its_missing_votes_and_leads_to_the_members_to_talk_to()
    {
        await using var opened = await chromium.OpenAsync(running.Address, "#/decisions?decision=un/ADMIT_MEMBER");
        var page = opened.Page;
        await page.WaitForFunctionAsync("() => document.activeElement?.id === 'decision-un-ADMIT_MEMBER'");
        var decision = page.Locator(".decision", new() { Has = page.Locator("#decision-un-ADMIT_MEMBER") });
        await decision.GetByText("26 votes are missing.").WaitForAsync();
        await decision.GetByText("103 votes in favor, 129 required.").WaitForAsync();
        Assert.Equal(0, await decision.GetByText("Blocking states").CountAsync());

        await decision.GetByRole(AriaRole.Link, new() { Name = "Whom to talk to about this decision" }).ClickAsync();
        var members = page.GetByRole(AriaRole.Region, new() { Name = "Members that do not support the decision yet" });
        await members.GetByRole(AriaRole.Row, new() { NameRegex = new("Nauru.*stance unknown.*Withdrawal claimed 2 0 0") }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show all 90" }).ClickAsync();
        Assert.Equal(91, await members.GetByRole(AriaRole.Row).CountAsync());
        opened.AssertClean();
    }

    [Fact]
    public async Task Votes_stand_next_to_the_recognition_on_their_day()
    {
        await using var opened = await chromium.OpenAsync(running.Address, "#/ballots");
        var page = opened.Page;
        var matrix = page.GetByRole(AriaRole.Region, new() { Name = "Table of votes by state" });
        // Palau voted for Kosovo in 2008 before it recognized Kosovo, and again afterwards.
        await matrix.GetByRole(AriaRole.Row, new() { NameRegex = new("Palau Against Does not recognize For Recognizes") }).WaitForAsync();
        Assert.Equal(0, await matrix.GetByText("Poland").CountAsync());
        await page.GetByRole(AriaRole.Region, new() { Name = "Votes by state, with recognition on that day" })
            .GetByRole(AriaRole.Combobox).SelectOptionAsync("unsupported");
        await matrix.GetByRole(AriaRole.Row, new() { NameRegex = new("Poland") }).WaitForAsync();

        await opened.GoAsync("#/ballots?ballot=questions/unesco-membership-2015/ballots/1");
        var chosen = page.GetByRole(AriaRole.Region, new() { Name = "Choices by recognition on that day" });
        await chosen.GetByRole(AriaRole.Row, new() { NameRegex = new("^Does not recognize 3 Bahamas, Rwanda, Sudan") }).WaitForAsync();
        opened.AssertClean();
    }
}
