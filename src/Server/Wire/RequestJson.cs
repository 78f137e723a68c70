using System.Text.Json;
using Tito.Core.Buffers;
using Tito.Core.Messages;

namespace Tito.Server.Wire;

/// <summary>Reads request bodies.</summary>
internal static class RequestJson
{
    /// <summary>
    /// The body as JSON, parsed in the buffer into which it was read. The caller disposes it after the last use of its elements.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="isSpared">Says by a place whether a text is taken as it is spelled; null for none.</param>
    /// <exception cref="JsonException">
    /// The body is not JSON, has duplicate keys or keys that are not Unicode, or is nested deeper than 64 levels.
    /// </exception>
    /// <exception cref="MessageException">A text or a key of it is no Unicode.</exception>
    /// <exception cref="BadHttpRequestException">The body is larger than the server takes.</exception>
    public static async Task<RequestBody> ReadAsync(
        HttpRequest request, CancellationToken cancellationToken, Func<string, bool>? isSpared = null)
    {
        PooledBytes? bytes = await RequestBytes.ReadAsync(request, cancellationToken);
        try
        {
            // Whoever reads a text of it further on may rely on that it is one.
            var json = JsonDocument.Parse(bytes.Json(), StrictJson.Options);
            JsonText.RequireValid(json.RootElement, "", isSpared);
            var body = new RequestBody(json, bytes);
            bytes = null;
            return body;
        }
        catch (MessageException unreadable) when (unreadable.Param.Length == 0)
        {
            throw new MessageException("body", $"a key or the value {unreadable.Message}");
        }
        catch (InvalidOperationException unreadable)
        {
            // So the parser says that it cannot compare a key with the others.
            throw new JsonException("A key is not valid Unicode.", unreadable);
        }
        finally
        {
            bytes?.Dispose();
        }
    }

    /// <summary>The same, or null without a body.</summary>
    public static async Task<RequestBody?> ReadOptionalAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var read = await request.BodyReader.ReadAtLeastAsync(1, cancellationToken);
        request.BodyReader.AdvanceTo(read.Buffer.Start);
        return read.Buffer.IsEmpty ? null : await ReadAsync(request, cancellationToken);
    }
}
