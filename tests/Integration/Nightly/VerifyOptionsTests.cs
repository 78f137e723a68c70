using Microsoft.Extensions.Configuration;
using Tito.Server.Hosting;
using Tito.Server.Options;

namespace Tito.Tests.Integration.Nightly;

/// <summary>The options of verification runs, and the times at which they begin by themselves.</summary>
public sealed class VerifyOptionsTests
{
    [Fact]
    public void Read_OfNothing_HasTheDocumentedDefaults()
    {
        var options = Read();

        Assert.Equal((null, 500, 0.1, 30, 2), (options.Corpus, options.Run.SessionSample, options.Run.LogprobTolerance, options.Run.KeptRuns, options.Parallel));
        Assert.Equal((null, null, null), (options.Webhook, options.At, options.Interval));

        // The engine's limit for each of ten prompts, and once to ask what it is.
        Assert.Equal(TimeSpan.FromSeconds(600 * 11), options.Run.LongestShard);
        Assert.Equal(TimeSpan.FromSeconds(60 * 11), Read(("engine-timeout", "60")).Run.LongestShard);
    }

    [Fact]
    public void Read_OfAllOptions_HasThem()
    {
        var options = Read(
            ("verify-corpus", "."), ("verify-sample", "0"), ("verify-tolerance", "0.05"), ("verify-keep", "7"), ("verify-parallel", "4"),
            ("verify-webhook", "https://hooks.example/x?k=1"), ("verify-at", "02:30"));

        Assert.Equal((".", 0, 0.05, 7, 4), (options.Corpus, options.Run.SessionSample, options.Run.LogprobTolerance, options.Run.KeptRuns, options.Parallel));
        Assert.Equal((new Uri("https://hooks.example/x?k=1"), new TimeOnly(2, 30)), (options.Webhook, options.At));
        Assert.Equal(TimeSpan.FromSeconds(60), Read(("verify-interval", "60")).Interval);
        Assert.Equal(new Uri("http://127.0.0.1:9/x"), Read(("verify-webhook", "http://127.0.0.1:9/x")).Webhook);
    }

    [Theory]
    [InlineData("verify-corpus", "no-such-folder")]
    [InlineData("verify-sample", "-1")]
    [InlineData("verify-tolerance", "NaN")]
    [InlineData("verify-tolerance", "-0.1")]
    [InlineData("verify-keep", "0")]
    [InlineData("verify-parallel", "0")]
    [InlineData("verify-webhook", "http://hooks.example/secret")]
    [InlineData("verify-webhook", "secret")]
    [InlineData("verify-webhook", "@Microsoft.KeyVault(SecretUri=https://secret.vault.azure.net/secrets/verify-webhook)")]
    [InlineData("verify-at", "2:30")]
    [InlineData("verify-at", "24:00")]
    [InlineData("verify-interval", "1h")]
    public void Read_OfWhatAnOptionDoesNotTake_NamesItAndRepeatsNoSecret(string name, string value)
    {
        var refused = Assert.Throws<OptionException>(() => Read((name, value)));

        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfATimeAndAnInterval_Refuses() =>
        Assert.Contains("verify-interval", Assert.Throws<OptionException>(() => Read(("verify-at", "02:30"), ("verify-interval", "60"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-11-29T02:29:59Z", "2026-11-29T02:30:00Z")]
    [InlineData("2026-11-29T02:30:00Z", "2026-11-30T02:30:00Z")]
    [InlineData("2026-12-31T23:00:00Z", "2027-01-01T02:30:00Z")]
    [InlineData("2026-11-29T03:00:00+02:00", "2026-11-29T02:30:00Z")]
    public void Next_IsTheNextSuchTimeInUtc(string now, string expected) => Assert.Equal(
        DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
        VerificationTimer.Next(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), new(2, 30)));

    private static VerifyOptions Read(params (string Name, string? Value)[] given) => VerifyOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection(given.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))).Build());
}
