using System.Globalization;
using System.Text.RegularExpressions;
using Tito.Server.Options.Declared;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Deployment;

/// <summary>What Bicep sets of the server is an option of it, and what it allows together fits into an instance.</summary>
public sealed partial class InfraSettingsTests
{
    private static readonly string Bicep = File.ReadAllText(Repository.PathTo("infra", "main.bicep"));

    [Fact]
    public void Bicep_EachSetting_IsADeclaredOptions() => Assert.All(
        Settings().Matches(Bicep),
        match => Assert.Contains(match.Value, ServerDeclarations.All.Select(option => option.Variable)));

    /// <summary>
    /// Times of docs/deploy.md: a body is at worst 15 times its bytes while turns follow each other (docs/outages.md), an answer 3 times, and
    /// a cache 1.5 times (CacheMemoryTests); an idle server has 174 MB (bench/load), and the Functions host is given as much.
    /// </summary>
    [Theory]
    [InlineData(2048)]
    [InlineData(4096)]
    public void Bicep_OfAnInstance_AllowsNoMoreThanItHas(int memory)
    {
        var (bodies, answers, cache) = (Share("TITO_BODY_MEGABYTES"), Share("TITO_ANSWER_MEGABYTES"), Share("TITO_HOT_MEGABYTES"));

        Assert.InRange(2 * 174 + memory / bodies * 15 + memory / answers * 3 + memory / cache * 1.5, 0, memory);
    }

    /// <summary>Of two values of one name Bicep's union takes the later one.</summary>
    [Fact]
    public void Bicep_WhatAnOperatorSets_ComesLast() =>
        Assert.Matches(@"TITO_HOT_MEGABYTES: [\s\S]+,\n      settings\n    \)\n", Bicep);

    private static int Share(string setting)
    {
        var match = Assert.Single(Shares().Matches(Bicep), match => match.Groups[1].Value == setting);
        return int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\bTITO_[A-Z_]+\b")]
    private static partial Regex Settings();

    [GeneratedRegex(@"^ +(TITO_[A-Z_]+): string\(instanceMemory / ([0-9]+)\)$", RegexOptions.Multiline)]
    private static partial Regex Shares();
}
