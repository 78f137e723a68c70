using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Tito.Server.Hosting;

/// <summary>
/// Pools whose blocks hold a turn's body in a few pieces. The web server asks for 4 KiB at a time, and a body of a long session is 300 of
/// those: 300 reads of the socket, each with its wake-up.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class WideBlocks : IMemoryPoolFactory<byte>
{
    /// <summary>The bytes of a block: below 85,000, from which on an array is never moved or collected early.</summary>
    private const int BlockSize = 64 * 1024;

    /// <inheritdoc />
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new Pool();

    private sealed class Pool : MemoryPool<byte>
    {
        public override int MaxBufferSize => Shared.MaxBufferSize;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => Shared.Rent(Math.Max(minBufferSize, BlockSize));

        protected override void Dispose(bool disposing)
        {
            // The blocks are the shared pool's.
        }
    }
}
