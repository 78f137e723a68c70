using Tito.Core.Journals;

namespace Tito.Tests.Integration.Chaos;

/// <summary>What all servers of a run have in common, and all that is left of them in the end.</summary>
internal interface IChaosStore : IAsyncDisposable
{
    string Name { get; }

    /// <summary>The options of a server that uses it.</summary>
    string[] Arguments { get; }

    (string Name, string Value)[] Environment { get; }

    /// <summary>How often it was restarted.</summary>
    int Restarts { get; }

    /// <summary>Whether it was away at some time since it had been restarted so often.</summary>
    bool WasDownSince(int restarts);

    /// <summary>Takes it away under the servers, however many requests are under way, and brings it back with its data.</summary>
    /// <returns>False when nothing of it can be restarted.</returns>
    Task<bool> RestartAsync(Random random, CancellationToken cancellationToken);

    /// <summary>Opens what is stored, past all servers.</summary>
    Task<IJournal> OpenAsync(CancellationToken cancellationToken);

    /// <summary>What the store's own check finds wrong with its files; empty when nothing is.</summary>
    Task<string> CheckAsync(CancellationToken cancellationToken);
}
