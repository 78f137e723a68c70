namespace Tito.Engines.Routing;

/// <summary>A request that waits for a place.</summary>
/// <param name="request">What it asks for.</param>
internal sealed class WaitingRequest(PlacementRequest request)
{
    private readonly TaskCompletionSource<Placement> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What it asks for.</summary>
    public PlacementRequest Request { get; } = request;

    /// <summary>Ends with the place, or with why there is none.</summary>
    public Task<Placement> Task => _end.Task;

    /// <summary>Ends the wait, once.</summary>
    public void End(Placement placement) => _end.SetResult(placement);
}
