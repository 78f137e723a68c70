using Tito.Storage.Rows;

namespace Tito.Tests.Unit.Storage;

/// <summary>Seals that the Python of docs/journal.md made.</summary>
public sealed class RowSealsTests
{
    [Fact]
    public void Seal_OfARowOfEachType_IsPythons()
    {
        Assert.Equal("0f22e4a8e7bfb2ae43b51f1989b26f59c2ac9fae307eae069b68a6ad22466e60", Hex(RowSeals.Plain.Seal(Row())));
        Assert.Equal("3e6500f46d1a6efed8ef5c46131f84aacf91558498dcea6015d6bcf9c8115b5384066670012af9c2", Hex(RowSeals.Keyed("clé").Seal(Row())));
        Assert.Equal(
            "126b73c7ac443221e69bc7bf801c70883cc3db412e68e8fe5c9c492eeefd7e59a68249c5deed513b",
            Hex(RowSeals.Keyed("k", before: "another", acceptsPlain: true).Seal(new Dictionary<string, object?> { ["session_id"] = "s", ["sequence"] = 3L })));
    }

    [Fact]
    public void Refusal_OfWhatPythonSealed_IsNone()
    {
        var row = Row();
        row.Remove("absent"); // No store gives such a column.
        row["sha256"] = Convert.FromHexString("3e6500f46d1a6efed8ef5c46131f84aacf91558498dcea6015d6bcf9c8115b5384066670012af9c2");
        row["Timestamp"] = DateTimeOffset.UnixEpoch;
        row["odata.etag"] = "x";

        Assert.Null(RowSeals.Keyed("clé").Refusal(row));
        Assert.Null(RowSeals.Keyed("other", before: "clé").Refusal(row));
        Assert.NotNull(RowSeals.Keyed("clè").Refusal(row));
    }

    /// <summary>No two rows have the same bytes before the seal.</summary>
    [Theory]
    [InlineData("ab", "c", "a", "bc")]
    [InlineData("a", "", "", "a")]
    [InlineData("sa", "b", "s", "ab")]
    public void Seal_OfPartsThatAreCutElsewhere_IsAnother(string name, string value, string otherName, string otherValue) => Assert.NotEqual(
        Hex(RowSeals.Keyed("k").Seal(new Dictionary<string, object?> { [name] = value })),
        Hex(RowSeals.Keyed("k").Seal(new Dictionary<string, object?> { [otherName] = otherValue })));

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(39)]
    [InlineData(41)]
    public void Refusal_OfASealOfAnotherLength_IsThatTheRowWasChanged(int length)
    {
        var row = RowSeals.Keyed("k").Seal(Row());
        row["sha256"] = ((byte[])row["sha256"]!).Concat(new byte[1]).Take(length).ToArray();

        Assert.All([RowSeals.Plain, RowSeals.Keyed("k", acceptsPlain: true)], seals => Assert.Equal("its bytes are not those that its sha256 was computed of.", seals.Refusal(row)));
        row["sha256"] = "text";
        Assert.NotNull(RowSeals.Keyed("k").Refusal(row));
        row.Remove("sha256");
        Assert.NotNull(RowSeals.Keyed("k").Refusal(row));
    }

    private static Dictionary<string, object?> Row() => new(StringComparer.Ordinal)
    {
        ["PartitionKey"] = "s",
        ["RowKey"] = "turn-00000001",
        ["text"] = "Hé\n",
        ["bytes"] = (byte[])[0, 255],
        ["flag"] = true,
        ["int"] = -2,
        ["long"] = (1L << 40) + 1,
        ["Zed"] = "",
        ["absent"] = null,
    };

    private static string Hex(Dictionary<string, object?> row) => Convert.ToHexStringLower((byte[])row["sha256"]!);
}
