using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Tito.Server.Options;
using Tito.Storage.Rows;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.CommandLine;

/// <summary>The options about the seals of rows, of the server and of every command that opens a journal.</summary>
public sealed class SealKeyTests : IDisposable
{
    private static readonly string Tree = Repository.PathTo("tests", "Golden", "corpus", "trajectories", "300-exported-tree.json");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Commands_OverAJournalWithAKey_NeedThatKey()
    {
        var data = _folder.File("data");
        var imported = await TitoCommand.RunAsync("", "import", Tree, "--data", data, "--seal-key", "first", "--json");
        var session = JsonElement.Parse(imported.Output).GetProperty("session_id").GetString()!;

        await AssertAsync(0, "", "verify", session, "--data", data, "--seal-key", "first");
        await AssertAsync(0, "", "export", session, "--data", data, "--out", _folder.File("out.json"), "--seal-key", "first");
        await AssertAsync(0, "", "verify", session, "--data", data, "--seal-key", "second", "--seal-key-before", "first");
        foreach (var command in new[] { "verify", "export" })
        {
            await AssertAsync(1, "row head: it is sealed with a key, and --seal-key is missing.", command, session, "--data", data);
            await AssertAsync(1, "row head: it is sealed with another key than --seal-key, and --seal-key-before does not name it.", command, session, "--data", data, "--seal-key", "second");
        }
    }

    [Fact]
    public async Task Verify_WithAKeyOverAJournalWithout_NeedsToBeToldThatItMay()
    {
        var data = _folder.File("data");
        var imported = await TitoCommand.RunAsync("", "import", Tree, "--data", data, "--json");
        var session = JsonElement.Parse(imported.Output).GetProperty("session_id").GetString()!;

        await AssertAsync(1, "row head: it is sealed without a key", "verify", session, "--data", data, "--seal-key", "first");
        await AssertAsync(0, "", "verify", session, "--data", data, "--seal-key", "first", "--plain-seals", "accept");
    }

    [Theory]
    [InlineData("--seal-key-before (or TITO_SEAL_KEY_BEFORE) takes an earlier key beside the key of --seal-key, which is missing.", "--seal-key-before", "k")]
    [InlineData("--plain-seals (or TITO_PLAIN_SEALS) takes accept beside the key of --seal-key, which is missing.", "--plain-seals", "accept")]
    [InlineData("--plain-seals (or TITO_PLAIN_SEALS) takes refuse or accept.", "--seal-key", "k", "--plain-seals", "maybe")]
    public async Task AnOptionThatNeedsAKey_WithoutOne_EndsWith2(string why, params string[] options)
    {
        await AssertAsync(2, why, ["verify", "a", "--data", _folder.Path, .. options]);
        await AssertAsync(2, why, ["serve", "--engine", "http://127.0.0.1:1", .. options]);
    }

    /// <summary>Everybody who may call the server has the key of clients, so that it is none for rows.</summary>
    [Fact]
    public void Read_OfAKeyOfClientsAlone_SealsNoRowWithIt()
    {
        var clients = Read(("api-key", "secret"));
        Assert.Equal("secret", clients.SealKey);
        Assert.Same(RowSeals.Plain, clients.RowSeals);
        Assert.Same(RowSeals.Plain, Read(("seal-key", ""), ("api-key", "secret")).Journal.Seals);
        Assert.Same(RowSeals.Plain, Read(("plain-seals", "refuse")).RowSeals);

        var both = Read(("api-key", "secret"), ("seal-key", "k"));
        Assert.Equal("k", both.SealKey);
        Assert.Equal(Sealed(RowSeals.Keyed("k")), Sealed(both.Journal.Seals));
    }

    private static byte[] Sealed(RowSeals seals) => (byte[])seals.Seal(new Dictionary<string, object?> { ["a"] = "b" })["sha256"]!;

    private static ServerOptions Read(params (string Name, string Value)[] options) => ServerOptionsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(options.Select(option => KeyValuePair.Create(option.Name, (string?)option.Value))).Build(),
        bringsEngine: true);

    private static async Task AssertAsync(int exitCode, string error, params string[] arguments)
    {
        var end = await TitoCommand.RunAsync("", arguments);
        Assert.Equal(exitCode, end.ExitCode);
        Assert.Contains(error, end.Error, StringComparison.Ordinal);
    }
}
