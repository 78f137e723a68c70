using Tito.Core.Journals;

namespace Tito.Tests.Integration.Deferred;

/// <summary>A server in processes of its own, whose parked turns and alarms somebody looks after.</summary>
public interface IDeferredServer : IAsyncDisposable
{
    /// <summary>Its root, with a slash at its end; another one after a restart.</summary>
    Uri Root { get; }

    /// <summary>Its journal, as another process sees it.</summary>
    IJournal Journal { get; }

    /// <summary>Kills all that runs, at once and without a word, and starts it again over the same store.</summary>
    Task RestartAsync();

    /// <summary>Lets it sweep, by a sweep of its own or a timer's.</summary>
    Task SweepAsync();
}
