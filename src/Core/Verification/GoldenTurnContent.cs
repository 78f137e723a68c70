using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>What a recorded turn adds to a trajectory.</summary>
internal static class GoldenTurnContent
{
    /// <summary>The content of a turn whose prompt was made.</summary>
    /// <param name="turn">What was sampled.</param>
    /// <param name="appended">The messages beyond the parent's path.</param>
    /// <param name="prompt">The tokens between what is left of the parent's buffer and the completion.</param>
    /// <param name="replacedCount">How many of the last tokens of the parent's completion gave way to them.</param>
    /// <param name="exchange">What is kept about the exchange with the engine.</param>
    /// <exception cref="MessageException">The completion's message is none.</exception>
    public static TurnContent Of(
        GoldenTurn turn, ImmutableArray<ChatMessage> appended, ImmutableArray<TokenSegment> prompt, int replacedCount, TurnExchange exchange)
    {
        var message = ChatMessage.Parse(turn.Message, "completion.message");
        return new()
        {
            Appended = appended,
            Assistant = message.Role == Role.Assistant ? message : throw new MessageException("completion.message.role", "must be assistant."),
            ReplacedCount = replacedCount,
            PromptSegments = prompt,
            Completion = turn.Completion,
            FinishReason = turn.FinishReason,
            RoutedExperts = turn.RoutedExperts,
            Exchange = exchange,
        };
    }

    /// <summary>A request without its messages, as a journal keeps it.</summary>
    public static JsonElement WithoutMessages(JsonElement request)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var field in request.EnumerateObject().Where(field => field.Name != "messages"))
            {
                json.WritePropertyName(field.Name);
                json.WriteRawValue(CanonicalJson.ToBytes(field.Value), skipInputValidation: true);
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(bytes.ToArray());
    }
}
