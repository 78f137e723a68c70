using Tito.Tests.Support;

namespace Tito.Tests.Integration.Outages;

/// <summary>A store that goes away and comes back, with servers over it.</summary>
internal interface IOutage : IAsyncDisposable
{
    /// <summary>What happens to the store, in the table's words.</summary>
    string Name { get; }

    /// <summary>Brings the store up.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Starts a server over the store.</summary>
    ProgramRun Start(params string[] more);

    /// <summary>The store goes away.</summary>
    Task BeginAsync(CancellationToken cancellationToken);

    /// <summary>It comes back with all that it acknowledged.</summary>
    Task EndAsync(CancellationToken cancellationToken);
}
