namespace Tito.Tests.Support;

/// <summary>Runs servers elsewhere than in the process of the tests.</summary>
internal interface IServerFront
{
    /// <summary>Starts what a test asks for, or skips the test where that can be had in its process alone.</summary>
    Task<IServerElsewhere> StartAsync(AskedServer asked, CancellationToken cancellationToken);
}
