using System.Globalization;

namespace Tito.Tests.Integration.Chaos;

/// <summary>How much of everything.</summary>
/// <remarks><c>TITO_CHAOS_KILLS</c> and <c>TITO_CHAOS_SEED</c> change a run on demand.</remarks>
internal sealed record ChaosPlan
{
    /// <summary>Decides what every client asks for and when which server is killed; the order in which they meet is the machine's.</summary>
    public required int Seed { get; init; }

    public required int Kills { get; init; }

    public required int Servers { get; init; }

    public required int Clients { get; init; }

    public required int Sessions { get; init; }

    /// <summary>How many acknowledged turns lie between two kills, about.</summary>
    public required int TurnsPerKill { get; init; }

    /// <summary>The store is restarted before every so many kills, where it can be.</summary>
    public required int KillsPerRestart { get; init; }

    /// <summary>How long keys that a dead server holds are asked for at the end; a server's intent lives a minute and its engine's timeout.</summary>
    public required TimeSpan Patience { get; init; }

    /// <summary>How long a server waits for its engine, in whole seconds: an intent of a dead server blocks its key for so much longer.</summary>
    public required TimeSpan EngineTimeout { get; init; }

    /// <summary>The whole run fails when it takes longer.</summary>
    public required TimeSpan Limit { get; init; }

    /// <summary>Small enough for every build.</summary>
    public static ChaosPlan Short { get; } = new()
    {
        Seed = 1,
        Kills = 6,
        Servers = 2,
        Clients = 6,
        Sessions = 12,
        TurnsPerKill = 4,
        KillsPerRestart = 4,
        Patience = TimeSpan.Zero,
        EngineTimeout = TimeSpan.FromSeconds(10),
        Limit = TimeSpan.FromMinutes(15),
    };

    /// <summary>What <c>./build.sh chaos</c> runs.</summary>
    public static ChaosPlan Full { get; } = new()
    {
        Seed = Variable("TITO_CHAOS_SEED", 1),
        Kills = Variable("TITO_CHAOS_KILLS", 500),
        Servers = 4,
        Clients = 32,
        Sessions = 200,
        TurnsPerKill = 8,
        KillsPerRestart = 20,
        Patience = TimeSpan.FromSeconds(90),
        EngineTimeout = TimeSpan.FromSeconds(1),
        Limit = TimeSpan.FromMinutes(25),
    };

    private static int Variable(string name, int fallback) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : fallback;
}
