using Tito.Tests.Support;

namespace Tito.Tests.Integration.Transfer;

/// <summary>Writes the sessions as recordings, from which the golden trajectories of exported sessions are made.</summary>
public sealed class RecordingTests(TakenSessions sessions) : IClassFixture<TakenSessions>
{
    [Theory(Explicit = true)]
    [Trait("Suite", "recordings")]
    [InlineData("300-exported-tree.json", "tree")]
    [InlineData("310-exported-experts.json", "experts")]
    [InlineData("320-exported-linear.json", "linear")]
    [InlineData("330-exported-cut-off.json", "cut-off")]
    [InlineData("340-exported-loose.json", "loose")]
    [InlineData("350-exported-race.json", "race")]
    public async Task Session_Exported_IsARecordingOfTheCorpus(string file, string name)
    {
        var path = Repository.PathTo("tests", "Golden", "corpus", "trajectories", file);

        await File.WriteAllBytesAsync(path, await sessions.ExportAsync(name), TestContext.Current.CancellationToken);

        Assert.True(File.Exists(path));
    }
}
