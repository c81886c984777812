using Microsoft.Playwright;

namespace KosovoNato.Dashboard.Tests.Browser;

/// <summary>The pages of countries, and the ways to them.</summary>
[Collection(OneDashboard.Name)]
public sealed class CountryTests(RunningDashboard running, Chromium chromium)
{
    [Fact]
    public async Task A_country_is_found_in_another_language_and_its_page_has_what_depends_on_it()
    {
        await using var opened = await chromium.OpenAsync(running.Address, "#/countries");
        var page = opened.Page;
        await page.GetByLabel("Find a country").FillAsync("Spanja"); // Albanian, in the form that follows a preposition.
        await page.GetByRole(AriaRole.Status).GetByText("1 country").WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/#/countries/ES");
        await opened.SettledAsync();
        Assert.Equal("Spain", await page.Locator("h1").InnerTextAsync());
        await page.WaitForFunctionAsync("() => document.title.startsWith('Spain – ')");

        var blocked = page.GetByRole(AriaRole.Table, new() { Name = "Table of the decisions that it stands in the way of" });
        await blocked.GetByText("Blocked by Spain, Greece, Romania and Slovakia").First.WaitForAsync();
        await blocked.GetByText("votes are missing").WaitForAsync();
        var mind = page.GetByRole(AriaRole.Region, new() { Name = "What would follow if Spain recognized Kosovo?" });
        await mind.GetByText("→ 29 of 32").First.WaitForAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Recommendations that need it" })
            .GetByRole(AriaRole.Link, new() { Name = "Explain R1.1", Exact = true }).WaitForAsync();

        // A fact opens its panel over the page of the country.
        await page.GetByRole(AriaRole.Link, new() { Name = "Record with all sources" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByText("recognitions/ES-XK").First.WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.WaitForURLAsync("**/#/countries/ES");
        opened.AssertClean();
    }

    [Fact]
    public async Task Panels_and_lists_of_states_lead_to_the_page_of_a_country_on_the_same_day()
    {
        await using var opened = await chromium.OpenAsync(running.Address, "#/recognitions?as_of=2018-06-01&fact=recognitions/LR-XK");
        var page = opened.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Everything about Liberia" }).ClickAsync();
        await page.WaitForURLAsync("**/#/countries/LR?as_of=2018-06-01");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Liberia", Exact = true }).WaitForAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await page.GetByRole(AriaRole.Region, new() { Name = "What would follow if Liberia withdrew its recognition?" }).WaitForAsync();

        await opened.GoAsync("#/ballots?ballot=questions/unesco-membership-2015/ballots/1");
        await page.GetByRole(AriaRole.Link, new() { Name = "Bahamas", Exact = true }).First.ClickAsync();
        await page.WaitForURLAsync("**/#/countries/BS");
        opened.AssertClean();
    }

    [Theory]
    [InlineData("#/countries/QQ", "No state with the code QQ is recorded.")]
    [InlineData("#/countries/XK", "Kosovo has no page of its own")]
    public async Task An_address_without_a_country_says_so(string hash, string text)
    {
        await using var opened = await chromium.OpenAsync(running.Address, hash);
        await opened.Page.GetByText(text).WaitForAsync();
        await opened.Page.GetByRole(AriaRole.Link, new() { Name = "All countries" }).WaitForAsync();
        opened.AssertClean();
    }
}
