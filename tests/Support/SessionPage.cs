using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Tests.Support;

/// <summary>What <c>GET /sessions/{id}</c> shows.</summary>
/// <param name="Json">The whole answer.</param>
internal sealed record SessionPage(JsonElement Json)
{
    public ImmutableArray<JsonElement> Records => [.. Json.GetProperty("records").EnumerateArray()];

    public JsonElement Metadata => Json.GetProperty("metadata");

    public ImmutableArray<int> Ids => [.. Metadata.GetProperty("accumulated_token_ids").EnumerateArray().Select(id => id.GetInt32())];

    public string Digest => Metadata.GetProperty("digest").GetString()!;

    /// <summary>The runs of <c>token_origins</c>.</summary>
    public ImmutableArray<(string Origin, int Count)> Origins =>
    [
        .. Metadata.GetProperty("token_origins").EnumerateArray()
            .Select(run => (run.GetProperty("origin").GetString()!, run.GetProperty("count").GetInt32())),
    ];

    /// <summary><c>metadata.status</c>.</summary>
    public JsonElement Status => Metadata.GetProperty("status");

    /// <summary><c>metadata.status.state</c>.</summary>
    public string State => Status.GetProperty("state").GetString()!;

    /// <summary>The text without the status: two pages are of the same turns when these are equal.</summary>
    public string TextOfTurns => Text.Replace(Status.GetRawText(), "", StringComparison.Ordinal);

    /// <summary>The whole text: two pages are of the same session state when their texts are equal.</summary>
    public string Text => Json.GetRawText();
}
