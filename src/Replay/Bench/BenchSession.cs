using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Tito.Replay.Conformance;

namespace Tito.Replay.Bench;

/// <summary>A session with the conversation that its client keeps and sends whole, as agents do.</summary>
/// <param name="client">The server's client.</param>
/// <param name="id">The session.</param>
internal sealed class BenchSession(SessionServerClient client, string id)
{
    private static readonly JsonElement Settings = JsonElement.Parse("{}");

    private readonly StringBuilder _messages = new();

    /// <summary>Opens a session.</summary>
    /// <exception cref="InvalidDataException">The server opens none.</exception>
    public static async Task<BenchSession> OpenAsync(SessionServerClient client, CancellationToken cancellationToken)
    {
        var (id, answer) = await client.OpenAsync(Settings, cancellationToken).ConfigureAwait(false);
        return id is null ? throw new InvalidDataException($"POST /sessions answered {answer.Describe()}") : new(client, id);
    }

    /// <summary>Takes a turn.</summary>
    /// <param name="text">What the user says.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>Milliseconds until the whole answer was there.</returns>
    /// <exception cref="InvalidDataException">The answer is none.</exception>
    public async Task<double> TakeAsync(string text, CancellationToken cancellationToken)
    {
        var asked = _messages.Length;
        _messages.Append(asked == 0 ? "" : ",").Append(UserMessage(text));
        var body = Encoding.UTF8.GetBytes($$"""{"model":"default","messages":[{{_messages}}]}""");
        var began = Stopwatch.GetTimestamp();
        var answer = await client.ChatAsync(id, body, null, cancellationToken).ConfigureAwait(false);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        if (answer.Status != 200 || ToldMessage.Read(answer.Body) is not { } told)
        {
            _messages.Length = asked;
            throw new InvalidDataException($"A turn was answered with {answer.Describe()}");
        }

        _messages.Append(',').Append(told.Json.GetRawText());
        return took;
    }

    private static string UserMessage(string text) => $$"""{"role":"user","content":"{{JsonEncodedText.Encode(text)}}"}""";

    /// <summary>Deletes it.</summary>
    public Task DeleteAsync(CancellationToken cancellationToken) => client.DeleteAsync(id, cancellationToken);
}
