using System.Net;
using System.Text;
using System.Text.Json;

namespace Tito.Tests.Support;

/// <summary>What a server answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">All headers by their lower-case name, the content's among them.</param>
/// <param name="Body">The body as it came.</param>
internal sealed record HttpAnswer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    public JsonElement Json => JsonElement.Parse(Body.Span);

    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>Status and <c>error.code</c> of an answer that has the error object and nothing else.</summary>
    public (int Status, string? Code) Error
    {
        get
        {
            var error = Json.EnumerateObject().Single().Value;
            var names = error.EnumerateObject().Select(property => property.Name);
            return names.SequenceEqual(["message", "type", "code", "param"])
                ? ((int)Status, error.GetProperty("code").GetString())
                : throw new InvalidDataException($"No error object: {Text}");
        }
    }

    /// <summary><c>error.message</c>.</summary>
    public string Message => Json.GetProperty("error").GetProperty("message").GetString()!;

    /// <summary><c>error.param</c>.</summary>
    public string? Param => Json.GetProperty("error").GetProperty("param").GetString();

    public static async Task<HttpAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) => new(
        response.StatusCode,
        response.Headers.Concat(response.Content.Headers).ToDictionary(
            header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value)),
        await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
}
