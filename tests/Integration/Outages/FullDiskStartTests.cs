namespace Tito.Tests.Integration.Outages;

/// <summary>A server that is started where its disk is full.</summary>
public sealed class FullDiskStartTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_OnAFullDisk_SaysSoAndWhatToDo()
    {
        Assert.SkipUnless(DiskOutage.IsPermitted, "Needs a mount namespace of the user's own.");
        await using var disk = new DiskOutage();
        await disk.PrepareAsync(Ends);
        await disk.BeginAsync(Ends);

        using var server = disk.Start("--engine", "sglang+http://127.0.0.1:1");
        var end = await server.EndAsync(Ends);

        Assert.Equal(2, end.ExitCode);
        var line = Assert.Single(end.Error.TrimEnd('\n').Split('\n'));
        Assert.EndsWith("cannot: its disk is full. Free some of it, or name a folder on another disk.", line, StringComparison.Ordinal);
    }
}
