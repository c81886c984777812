namespace KosovoNato.Platform.Tests.Telemetry;

public sealed class ExpressionsTests
{
    [Theory]
    [InlineData("up == 0", "up")]
    [InlineData("max by (job) (one_total{a=\"b_c\"}) > 1e3", "one_total")]
    [InlineData("histogram_quantile(0.99, sum by (le, job) (rate(two_bucket[5m])))", "two_bucket")]
    [InlineData("one < on (job) group_left () max by (job) (two offset 1m) and three", "one, two, three")]
    [InlineData("rate(one{x=~\".*}[\"}[$__rate_interval]) or absent(two)", "one, two")]
    public void Exactly_the_metrics_of_an_expression_are_found(string expression, string metrics) =>
        Assert.Equal(metrics.Split(", ").Order(), Expressions.Metrics(expression).Order());
}
