namespace Tito.Replay.Surfaces;

/// <summary>A server as its clients see it.</summary>
internal interface IServerSurface : IAsyncDisposable
{
    /// <summary>Sends one request and reads the answer to its end.</summary>
    Task<SurfaceAnswer> SendAsync(SurfaceRequest request, CancellationToken cancellationToken);
}
