using System.Text;
using Tito.Core.Verification.Runs;

namespace Tito.Tests.Unit.Verification.Runs;

/// <summary>What every store of verification runs keeps to.</summary>
public abstract class VerificationStoreContract
{
    private const string Older = "20261128T020000000Z-aaaa";
    private const string Newer = "20261129T020000000Z-Zz09";

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract IVerificationStore Store { get; }

    [Fact]
    public async Task AddAsync_OfANameThatIsThere_ChangesNothing()
    {
        Assert.True(await Store.AddAsync(Older, "result-000001", Json("1"), Token));
        Assert.False(await Store.AddAsync(Older, "result-000001", Json("2"), Token));

        Assert.Equal("1", Text(await Store.FindAsync(Older, "result-000001", Token)));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("result-000000")]
    public async Task AddAsync_FromManyAtOnce_IsWonByOne(string name)
    {
        var won = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () => await Store.AddAsync(Newer, name, Json($"{i}"), Token), Token)));

        var winner = Assert.Single(won.Index(), pair => pair.Item).Index;
        Assert.Equal($"{winner}", Text(await Store.FindAsync(Newer, name, Token)));
    }

    [Fact]
    public async Task FindAsync_OfWhatIsNot_FindsNothing()
    {
        await Store.AddAsync(Older, "shard-000000", Json("0"), Token);

        Assert.Null(await Store.FindAsync(Older, "shard-000001", Token));
        Assert.Null(await Store.FindAsync(Older, "run", Token));
        Assert.Null(await Store.FindAsync(Newer, "shard-000000", Token));
    }

    [Fact]
    public async Task FindAsync_OfALongRow_GivesItWhole()
    {
        var text = new string('x', IVerificationStore.MaxRowBytes);
        await Store.AddAsync(Older, "result-000000", Json(text), Token);

        Assert.Equal(text, Text(await Store.FindAsync(Older, "result-000000", Token)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.AddAsync(Older, "x", Json(text + "x"), Token));
    }

    [Fact]
    public async Task ReadAsync_GivesTheRowsOfOneRunInTheOrderOfTheirNames()
    {
        foreach (var name in (string[])["shard-000002", "result-000010", "run", "shard-000001", "result-000009"])
        {
            await Store.AddAsync(Older, name, Json(name), Token);
        }

        await Store.AddAsync(Newer, "shard-000003", Json("other"), Token);

        Assert.Equal(["result-000009", "result-000010", "shard-000001", "shard-000002"], await NamesAsync(""));
        Assert.Equal(["result-000009", "result-000010"], await NamesAsync("result-"));
        Assert.Empty(await NamesAsync("begun-"));
    }

    [Fact]
    public async Task ListAsync_GivesRunsWithTheirRow_TheNewestFirst()
    {
        Assert.Empty(await IdsAsync(null));
        foreach (var id in (string[])[Older, Newer, "20261129T020000000Z-0", "20251231T235959999Z-z"])
        {
            await Store.AddAsync(id, "run", Json("{}"), Token);
        }

        await Store.AddAsync("20261130T000000000Z-x", "shard-000000", Json("{}"), Token);
        await Store.AddAsync("key-0123", "run-id", Json("{}"), Token);

        Assert.Equal([Newer, "20261129T020000000Z-0", Older, "20251231T235959999Z-z"], await IdsAsync(null));
        Assert.Equal([Older, "20251231T235959999Z-z"], await IdsAsync("20261129T020000000Z-0"));
        Assert.Empty(await IdsAsync("20251231T235959999Z-z"));
    }

    [Fact]
    public async Task DeleteAsync_RemovesARunAndNoOther()
    {
        foreach (var id in (string[])[Older, Newer])
        {
            await Store.AddAsync(id, "run", Json("{}"), Token);
            await Store.AddAsync(id, "shard-000000", Json("{}"), Token);
        }

        await Store.DeleteAsync(Older, Token);
        await Store.DeleteAsync("20200101T000000000Z-none", Token);

        Assert.Equal([Newer], await IdsAsync(null));
        Assert.Empty(await NamesAsync(""));
        Assert.NotNull(await Store.FindAsync(Newer, "shard-000000", Token));
        Assert.True(await Store.AddAsync(Older, "run", Json("again"), Token));
    }

    private async Task<List<string>> NamesAsync(string prefix) =>
        await Store.ReadAsync(Older, prefix, Token).Select(row => row.Name).ToListAsync(Token);

    private async Task<List<string>> IdsAsync(string? before) => await Store.ListAsync(before, Token).ToListAsync(Token);

    private static ReadOnlyMemory<byte> Json(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte>? json) => Encoding.UTF8.GetString(json!.Value.Span);
}
