using System.Net;
using Tito.Core.Journals;
using Tito.Tests.Integration.Chaos;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Deferred;

/// <summary>Comes back for turns that are answered later.</summary>
internal static class AsyncTurns
{
    /// <summary>A look at a waiting turn is work for the server and its storage, of which the turn is to have some.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <summary>What a killed host was at is given to another after a minute.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    /// <summary>Looks until there is something else than 202, without heeding how long it is asked to wait.</summary>
    public static async Task<HttpAnswer> UntilAsync(this SessionClient client, string session, string key, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            if (await client.GetAsync($"sessions/{session}/turns/{key}") is { Status: not HttpStatusCode.Accepted } answer)
            {
                return answer;
            }

            await Pause.ForAsync(Between, patience.Token);
        }
    }

    /// <summary>Looks until no turn waits any more: a turn that is there is tidied up right after.</summary>
    public static async Task UntilNothingWaitsAsync(this IParkedTurns parked, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (await parked.ListParkedAsync(patience.Token).AnyAsync(patience.Token))
        {
            await Pause.ForAsync(Between, patience.Token);
        }
    }
}
