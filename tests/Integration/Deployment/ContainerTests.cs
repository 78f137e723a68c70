using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Tito.Server.Options.Declared;
using Tito.Tests.Integration.CommandLine;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Deployment;

/// <summary>The container files name commands, options and settings that there are, and open nothing but this machine's own port.</summary>
public sealed partial class ContainerTests
{
    private static readonly string Compose = File.ReadAllText(Repository.PathTo("infra", "containers", "compose.yaml"));

    private static readonly ImmutableArray<string> Commands =
        [.. CommandLines().Matches(Compose).Select(match => match.Groups[1].Value).Where(line => !line.StartsWith("azurite", StringComparison.Ordinal))];

    [Fact]
    public async Task Compose_EachCommand_IsTakenByTheProgram()
    {
        Assert.Equal(["serve", "engine"], Commands.Select(command => command.Split(' ')[0]));
        foreach (var words in Commands.Select(command => command.Split(' ')))
        {
            var help = (await TitoCommand.RunAsync("", words[0], "--help")).Output;
            Assert.All(words.Where(word => word.StartsWith("--", StringComparison.Ordinal)), option => Assert.Contains($"  {option} ", help, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Files_EachSetting_IsADeclaredOptions() => Assert.All(
        Settings().Matches(Compose + File.ReadAllText(Repository.PathTo("infra", "containers", "Dockerfile"))),
        match => Assert.Contains(match.Value, ServerDeclarations.All.Select(option => option.Variable)));

    [Fact]
    public void Compose_WhatItOpens_IsThisMachinesAlone() =>
        Assert.Equal(["127.0.0.1:7071:7071"], Ports().Matches(Compose).Select(match => match.Groups[1].Value));

    /// <summary>A container is killed when its grace is over, with the turns that are under way.</summary>
    [Fact]
    public void Compose_WhatItGivesTheServerToStop_IsMoreThanItsDrainTime()
    {
        var grace = TimeSpan.FromMinutes(int.Parse(Assert.Single(Grace().Matches(Compose)).Groups[1].Value, CultureInfo.InvariantCulture));

        Assert.True(grace > TimeSpan.FromSeconds(ListenDeclarations.DrainTime.Fallback), $"{grace} is not more than --drain-time");
    }

    [GeneratedRegex("stop_grace_period: ([0-9]+)m$", RegexOptions.Multiline)]
    private static partial Regex Grace();

    [GeneratedRegex("^ +command: (.+)$", RegexOptions.Multiline)]
    private static partial Regex CommandLines();

    [GeneratedRegex(@"\bTITO_[A-Z_]+\b")]
    private static partial Regex Settings();

    [GeneratedRegex("- \"([0-9.:]+)\"")]
    private static partial Regex Ports();
}
