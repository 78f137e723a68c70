using Tito.Storage.Azure;

namespace Tito.Tests.Unit.Storage;

/// <summary>Names of blobs say whose they are, to a service that drops dots before a slash as well.</summary>
public sealed class BlobOwnerTests
{
    [Theory]
    [InlineData("run-1", "run-1/turn-00000003-w")]
    [InlineData("run-1.", "run-1~/turn-00000003-w")]
    [InlineData("run.1..", "run.1~~/turn-00000003-w")]
    [InlineData("r.-", "r.-/turn-00000003-w")]
    public void Name_OfAnyId_HasNoDotBeforeItsSlashAndIsReadBack(string id, string name)
    {
        Assert.Equal(name, OverflowBlobs.Name(id, "turn-00000003", "w"));
        Assert.Equal(new BlobOwner(name, id, "turn-00000003", null, null), BlobOwner.Parse(name, null));
    }

    /// <summary>Earlier builds took ids as they are.</summary>
    [Theory]
    [InlineData("run-1./parked-00ff-w", "run-1.", "parked-00ff")]
    [InlineData("run-1./turn-00000000-w", "run-1.", "turn-00000000")]
    public void Parse_OfANameWithADotBeforeItsSlash_IsOfTheIdWithTheDot(string name, string id, string row) =>
        Assert.Equal(new BlobOwner(name, id, row, null, null), BlobOwner.Parse(name, null));
}
