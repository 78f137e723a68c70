using System.Text.Json;
using Tito.Core.Buffers;

namespace Tito.Server.Wire;

/// <summary>A request's body as JSON, with the pooled buffer that its elements lie in.</summary>
/// <param name="document">The body.</param>
/// <param name="bytes">Its buffer.</param>
internal sealed class RequestBody(JsonDocument document, PooledBytes bytes) : IDisposable
{
    /// <summary>The body's one value; not to be used after the body is disposed.</summary>
    public JsonElement RootElement => document.RootElement;

    /// <summary>How many bytes came.</summary>
    public int Length => bytes.Length;

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        document.Dispose();
        bytes.Dispose();
    }
}
