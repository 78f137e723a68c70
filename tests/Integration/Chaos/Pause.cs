namespace Tito.Tests.Integration.Chaos;

/// <summary>Time that passes between two deeds of the test: it spreads them over real instants, and nothing is expected to have happened meanwhile.</summary>
internal static class Pause
{
    public static async Task ForAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        if (time > TimeSpan.Zero)
        {
            using var timer = new PeriodicTimer(time);
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
