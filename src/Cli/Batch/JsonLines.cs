using System.Text;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Rendering;

namespace Tito.Cli.Batch;

/// <summary>The protocol of the batch commands: one JSON object a line in, one a line out, in order, until the input ends.</summary>
/// <remarks>A line that fails gives <c>{"error":{"message","param"}}</c> in its place and the run goes on.</remarks>
internal static class JsonLines
{
    /// <summary>Runs a command over standard input.</summary>
    /// <param name="answer">Writes the members of one answer; it may throw on a line that it cannot serve.</param>
    /// <param name="cancellationToken">Ends the run between two lines.</param>
    public static async Task<int> RunAsync(Action<JsonPlace, Utf8JsonWriter> answer, CancellationToken cancellationToken)
    {
        // As bytes, one to a character: a byte that UTF-8 does not have is a fault of its line alone.
        using var input = new StreamReader(Console.OpenStandardInput(), Encoding.Latin1, detectEncodingFromByteOrderMarks: false);
        await using var output = Console.OpenStandardOutput();
        while (await input.ReadLineAsync(cancellationToken) is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                await output.WriteAsync(Answer(Encoding.Latin1.GetBytes(line), answer), cancellationToken);
                await output.FlushAsync(cancellationToken);
            }
        }

        return CliRun.Success;
    }

    /// <summary>A required list of messages.</summary>
    public static IReadOnlyList<ChatMessage> Messages(this JsonPlace list) =>
        ChatMessage.ParseList((list.Found ?? throw list.Refusal("must be an array of messages.")).Json, list.Name);

    /// <summary>Writes a list of token ids.</summary>
    public static void WriteIds(this Utf8JsonWriter json, string name, IEnumerable<int> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids)
        {
            json.WriteNumberValue(id);
        }

        json.WriteEndArray();
    }

    /// <summary>One line's answer with its line feed.</summary>
    private static ReadOnlyMemory<byte> Answer(ReadOnlySpan<byte> line, Action<JsonPlace, Utf8JsonWriter> answer)
    {
        try
        {
            var json = StrictJson.Parse(line.StartsWith(Encoding.UTF8.Preamble) ? line[Encoding.UTF8.Preamble.Length..] : line);
            JsonText.RequireValid(json, "");
            var fields = new JsonPlace(json, "", (at, reason, _) => new MessageException(at, reason));
            return fields.Json.ValueKind == JsonValueKind.Object
                ? Write(json => answer(fields, json))
                : throw new MessageException("line", "must be a JSON object.");
        }
        catch (JsonException malformed)
        {
            return WriteError($"the line is not valid JSON: {malformed.Message}", null);
        }
        catch (MessageException invalid)
        {
            return WriteError(invalid.Message, invalid.Param);
        }
        catch (Exception refused) when (refused is RenderException or ArgumentException or InvalidOperationException)
        {
            return WriteError(refused.Message, null);
        }
    }

    private static ReadOnlyMemory<byte> WriteError(string message, string? param) => Write(json =>
    {
        json.WriteStartObject("error");
        json.WriteString("message", message);
        json.WriteString("param", param);
        json.WriteEndObject();
    });

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var answer = JsonBytes.Write(json =>
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        });
        return [.. answer.Span, (byte)'\n'];
    }
}
