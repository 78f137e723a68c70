using System.Security.Cryptography;
using Tito.Core.Buffers;

namespace Tito.Tests.Unit.Buffers;

/// <summary>What comes in pieces is there whole, and no buffer takes room that others have.</summary>
public sealed class PooledBytesTests
{
    private const int Mebibyte = 1 << 20;

    [Theory]
    [InlineData(0, null, 1)]
    [InlineData(1, null, 1)]
    [InlineData(100_000, null, 4_096)]
    [InlineData(100_000, 100_000, 4_096)]
    [InlineData(100_000, 5, 70_000)]
    [InlineData(5, 1_000_000, 3)]
    public void Written_HoldsWhatCame(int length, int? announced, int piece)
    {
        var sent = RandomNumberGenerator.GetBytes(length);
        using var added = new PooledBytes(announced);
        using var filled = new PooledBytes(announced);
        for (var at = 0; at < length; at += piece)
        {
            added.Add(sent.AsSpan(at, Math.Min(piece, length - at)));
        }

        for (var at = 0; at < length;)
        {
            var room = filled.Room();
            var count = Math.Min(Math.Min(room.Length, piece), length - at);
            sent.AsMemory(at, count).CopyTo(room);
            filled.Advance(count);
            at += count;
        }

        Assert.True(added.Written.Span.SequenceEqual(sent));
        Assert.True(filled.Written.Span.SequenceEqual(sent));
    }

    /// <summary>A peer that announces 64 MiB and sends nothing costs what it sent.</summary>
    [Fact]
    public void Room_IsNotTakenForWhatIsOnlyAnnounced()
    {
        var ceiling = new ByteCeiling("bytes", 64 * Mebibyte);

        using var bytes = new PooledBytes(64 * Mebibyte, ceiling);

        Assert.InRange(ceiling.Taken, 1, 64 * 1024);
    }

    [Fact]
    public void Ceiling_RefusesWhoComesWhenItIsReachedAndTakesHimWhenThereIsRoom()
    {
        var ceiling = new ByteCeiling("bodies", Mebibyte);
        var first = new PooledBytes(null, ceiling);
        first.Add(new byte[700_000]);
        using var second = new PooledBytes(null, ceiling);

        var full = Assert.Throws<ByteCeilingException>(() => second.Add(new byte[700_000]));
        Assert.Equal($"The bodies that this server holds have {ceiling.Taken} bytes, and all together may have 1048576.", full.Message);

        first.Dispose();
        second.Add(new byte[700_000]);
        second.Dispose();
        Assert.Equal(0, ceiling.Taken);
    }

    /// <summary>A ceiling below the longest body does not make that impossible.</summary>
    [Fact]
    public void Ceiling_LetsOneAloneHaveAnyLength()
    {
        var ceiling = new ByteCeiling("bodies", 1);
        using var only = new PooledBytes(null, ceiling);

        only.Add(new byte[Mebibyte]);

        Assert.Equal(Mebibyte, only.Length);
    }
}
