using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Tito.Tests.Integration.Streams;

/// <summary>A client that reads server-sent events one at a time, with nothing between it and the bytes.</summary>
internal sealed class StreamReader : IDisposable
{
    private static readonly HttpClient Http = new() { Timeout = Timeout.InfiniteTimeSpan };

    private readonly HttpResponseMessage _response;
    private readonly System.IO.StreamReader _lines;

    private StreamReader(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _lines = new(body, new UTF8Encoding(false, throwOnInvalidBytes: true));
    }

    public IReadOnlyDictionary<string, string> Headers =>
        _response.Headers.Concat(_response.Content.Headers).ToDictionary(
            header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value));

    public int Status => (int)_response.StatusCode;

    /// <summary>Sends a request and has the answer's headers.</summary>
    public static async Task<StreamReader> OpenAsync(Uri root, string session, string body, string? key, CancellationToken ends)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(root, $"sessions/{session}/v1/chat/completions"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ends);
        return new(response, await response.Content.ReadAsStreamAsync(ends));
    }

    /// <summary>The next event's data; a comment with its colon; null at the end.</summary>
    public async Task<string?> NextAsync(CancellationToken ends)
    {
        var line = await _lines.ReadLineAsync(ends);
        if (line is null)
        {
            return null;
        }

        Debug.Assert(line.Length > 0, "Every event ends with one empty line.");
        Assert.Equal("", await _lines.ReadLineAsync(ends));
        return line.StartsWith("data: ", StringComparison.Ordinal) ? line["data: ".Length..] : line;
    }

    /// <summary>The next chunk's delta, comments apart.</summary>
    public async Task<JsonElement> DeltaAsync(CancellationToken ends)
    {
        var data = await NextAsync(ends);
        while (data is [':', ..])
        {
            data = await NextAsync(ends);
        }

        return JsonElement.Parse(data!).GetProperty("choices")[0].GetProperty("delta");
    }

    /// <summary>All that follows, comments apart.</summary>
    public async Task<ImmutableArray<string>> RestAsync(CancellationToken ends)
    {
        var all = ImmutableArray.CreateBuilder<string>();
        while (await NextAsync(ends) is { } data)
        {
            if (!data.StartsWith(':'))
            {
                all.Add(data);
            }
        }

        return all.ToImmutable();
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }
}
