using System.Text;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Storage.InMemory;
using Tito.Storage.Sqlite;
using Tito.Tests.Integration.Journals;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Transfer;

/// <summary>The law of export and import: what comes back is what was stored, bit by bit, in whatever journal and without a model.</summary>
public sealed class RoundTripTests(TakenSessions sessions, AzureAccount account) : IClassFixture<TakenSessions>
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    public static TheoryData<string> Names => [.. TakenSessions.Names];

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Import_OfAnExportedSession_StoresTheVeryRowsUnderAnotherId(string name)
    {
        var stored = await sessions.RowsAsync(name);

        var imported = await Transfer.ImportAsync(new InMemoryJournal(), Id, await sessions.ExportAsync(name));

        Assert.Equal(Transfer.Essence(stored), Transfer.Essence(imported));
        Assert.Equal(Transfer.Turns(stored), Transfer.Turns(imported));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Export_OfAnImportedSession_IsTheFirstFileButForTheId(string name)
    {
        var journal = new InMemoryJournal();
        var file = await sessions.ExportAsync(name);
        await Transfer.ImportAsync(journal, Id, file);

        var again = await Transfer.ExportAsync(journal, Id);

        Assert.Equal(Encoding.UTF8.GetString(file).Replace($"\"{sessions.IdOf(name)}\"", $"\"{Id}\"", StringComparison.Ordinal), Encoding.UTF8.GetString(again));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Import_OfAnExportedSession_LeavesOneGeneratedIntentATurn(string name)
    {
        var rows = await Transfer.ImportAsync(new InMemoryJournal(), Id, await sessions.ExportAsync(name));

        Assert.Empty(RowVerifier.Verify(rows, rows.Head.Genesis).Disagreements);
        Assert.All(rows.Intents, intent => Assert.True(intent is { IsGenerated: true, End: IntentEnd.Committed }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Import_FromSqliteToAzureAndBack_ChangesNoByte(string name)
    {
        using var folder = new TempFolder();
        var table = AzureAccount.NewName();
        try
        {
            var file = await sessions.ExportAsync(name);
            var azure = await account.OpenAsync(table, Ends);
            var there = await Transfer.ImportAsync(azure, Id, file);
            var sqlite = SqliteJournal.Open(folder.File("sessions.db"));

            var back = await Transfer.ImportAsync(sqlite, sessions.IdOf(name), await Transfer.ExportAsync(azure, Id));

            Assert.Equal(Transfer.Turns(await sessions.RowsAsync(name)), Transfer.Turns(there));
            Assert.Equal(Transfer.Turns(there), Transfer.Turns(back));
            Assert.Equal(file, await Transfer.ExportAsync(sqlite, sessions.IdOf(name)));
        }
        finally
        {
            await account.DeleteAsync(table);
        }
    }

    [Fact]
    public async Task Sessions_HaveTheShapesThatTheyAreNamedAfter()
    {
        Assert.Equal([-1, 0, 1, -1, 3, 4], await ParentsAsync("linear"));
        Assert.Equal([-1, 0, 0, 2, 0, -1, 0], await ParentsAsync("tree"));
        Assert.Equal([-1, 0, 1], await ParentsAsync("cut-off"));
        Assert.Equal([-1, 0], await ParentsAsync("loose"));
        Assert.Equal([-1, -1, 0], await ParentsAsync("race"));
        Assert.All((await sessions.RowsAsync("cut-off")).Turns, row => Assert.Equal("length", row.FinishReason));
        Assert.All((await sessions.RowsAsync("experts")).Turns, row => Assert.False(row.RoutedExperts.IsEmpty));
    }

    private async Task<IEnumerable<int>> ParentsAsync(string name) => (await sessions.RowsAsync(name)).Turns.Select(row => row.Parent);
}
