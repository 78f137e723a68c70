namespace Tito.Server.Endpoints;

/// <summary>Stops the server by itself. A worker has none: its host stops it.</summary>
/// <param name="lifetime">The process's.</param>
internal sealed class DrainSwitch(IHostApplicationLifetime lifetime)
{
    /// <summary>Begins to stop, as a signal does. Again it does nothing.</summary>
    public void Throw() => lifetime.StopApplication();
}
