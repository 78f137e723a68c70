namespace Tito.Tests.Support;

/// <summary>A server in another process. Disposing of it ends what the test had of it.</summary>
internal interface IServerElsewhere : IAsyncDisposable
{
    /// <summary>The root, with a slash at its end.</summary>
    Uri Root { get; }

    /// <summary>The SQLite file of its sessions.</summary>
    string File { get; }
}
