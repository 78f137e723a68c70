using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Tito.Cli.Samples;

/// <summary>The lines of a server's <c>GET /samples</c>. An answer that is cut off is gone on with after the last whole line.</summary>
internal sealed class SamplesStream : IDisposable
{
    private readonly HttpClient _http;
    private readonly IReadOnlyList<string> _query;

    /// <summary>Prepares the requests.</summary>
    /// <param name="root">The server's root, with a slash at its end.</param>
    /// <param name="query">The parameters, escaped.</param>
    public SamplesStream(Uri root, IReadOnlyList<string> query)
    {
        _query = query;
        _http = new() { BaseAddress = root, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>A key of the server; null for none.</summary>
    public string? Key
    {
        init => _http.DefaultRequestHeaders.Authorization = value is null ? null : new AuthenticationHeaderValue("Bearer", value);
    }

    /// <summary>A key of the function app that the server is, which the host asks for; null for none.</summary>
    public string? FunctionsKey
    {
        init
        {
            if (value is not null)
            {
                _http.DefaultRequestHeaders.Add("x-functions-key", value);
            }
        }
    }

    /// <summary>The lines of sessions, samples and errors alike; the end when the server says that there are no more.</summary>
    /// <param name="after">Only those after this session; null for all.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="HttpRequestException">The server refuses, is not there, or cuts its answer off before one more line.</exception>
    public async IAsyncEnumerable<JsonElement> ReadAsync(
        string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var came = 0;
            using var response = await AskAsync(after, cancellationToken);
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
            while (await LineAsync(reader, after, cancellationToken) is { } line)
            {
                if (line.TryGetProperty("end", out var end))
                {
                    if (end.GetProperty("sessions").GetInt32() != came)
                    {
                        throw new HttpRequestException("the server sent another number of sessions than it says");
                    }

                    yield break;
                }

                came++;
                after = SampleLine.SessionOf(line);
                yield return line;
            }

            if (came == 0)
            {
                throw new HttpRequestException($"the server cut its answer off{Behind(after)}");
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> AskAsync(string? after, CancellationToken cancellationToken)
    {
        var query = after is null ? _query : [.. _query, $"after={Uri.EscapeDataString(after)}"];
        var response = await _http.GetAsync(
            new Uri($"samples?{string.Join('&', query)}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            return response;
        }

        using (response)
        {
            throw new HttpRequestException(
                $"{(int)response.StatusCode}: {Message(await response.Content.ReadAsStringAsync(cancellationToken))}");
        }
    }

    /// <summary>The next whole line; null where the answer was cut off.</summary>
    private static async Task<JsonElement?> LineAsync(StreamReader reader, string? after, CancellationToken cancellationToken)
    {
        try
        {
            if (await reader.ReadLineAsync(cancellationToken) is not { } line)
            {
                return null;
            }

            try
            {
                return SampleLine.Parse(line);
            }
            catch (JsonException)
            {
                // Only the last line can have been cut off: asking once more brings no other one.
                return await reader.ReadLineAsync(cancellationToken) is null
                    ? null
                    : throw new InvalidDataException($"the server sent a line that is no JSON{Behind(after)}");
            }
        }
        catch (Exception cut) when (cut is HttpIOException or HttpRequestException or IOException)
        {
            return null;
        }
    }

    private static string Behind(string? session) => session is null ? "" : $" after session {session}";

    private static string Message(string body)
    {
        try
        {
            return JsonElement.Parse(body).GetProperty("error").GetProperty("message").GetString() ?? body;
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "the answer has no error object; is this a Tito server?";
        }
    }
}
