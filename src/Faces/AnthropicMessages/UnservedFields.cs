using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.AnthropicMessages;

/// <summary>
/// Fields that would have the server run tools or rewrite the history, and those that this API has under another name: refused by name
/// unless they ask for nothing.
/// </summary>
internal static class UnservedFields
{
    private const string KeepAll = "all";

    private static readonly (string Name, string Own)[] Elsewhere =
    [
        ("stop", "stop_sequences"), ("response_format", "output_config.format"), ("reasoning_effort", "output_config.effort"),
        ("reasoning", "output_config.effort"), ("max_completion_tokens", "max_tokens"),
    ];

    /// <summary>Refuses a request with such a field.</summary>
    /// <param name="body">The request.</param>
    /// <param name="rules">What the route wants: where tokens are counted, <c>compaction</c> asks for nothing in this API.</param>
    /// <exception cref="MessageException">It names the field.</exception>
    public static void Refuse(JsonPlace body, FaceRules rules)
    {
        foreach (var name in (ReadOnlySpan<string>)["mcp_servers", "container"])
        {
            if (body[name].Present is { } given && !IsEmpty(given.Json))
            {
                throw given.Refusal("is not served: this server runs no tools. Leave it out.");
            }
        }

        if (!rules.IsCounted && body["compaction"].Present is { } compaction)
        {
            throw compaction.Refusal("is not served: it asks for a summary in the place of the history, whose tokens a session keeps.");
        }

        foreach (var (name, own) in Elsewhere)
        {
            if (body[name].Present is { } given)
            {
                throw given.Refusal($"is {own} in this API.");
            }
        }

        if (body["context_management"].Present is { } management && management["edits"].Present is { } edits)
        {
            foreach (var edit in edits.Items().Where(edit => !KeepsAll(edit)))
            {
                throw edit.Refusal("would take messages out of the history, whose tokens a session keeps. Leave it out, or keep all.");
            }
        }
    }

    /// <summary>
    /// Refuses a message with a field that holds for a part of the conversation: a text that goes out of the prompt again, or an effort
    /// other than the request's. A session's prompt keeps its messages, and has one effort.
    /// </summary>
    /// <param name="message">One of the request's messages.</param>
    /// <param name="body">The request.</param>
    /// <exception cref="MessageException">It names the field's place.</exception>
    public static void RefuseIn(JsonPlace message, JsonPlace body)
    {
        if (message["clear_at"].Present is { } clear && !(clear.Json.ValueKind == JsonValueKind.String && clear.Json.ValueEquals("never")))
        {
            throw clear.Refusal("must be never: it would take the message out of the history, whose tokens a session keeps.");
        }

        if (message["output_config"].Present?.Object(["effort"])["effort"].Present is { } effort
            && !(body["output_config"]["effort"].Present is { } whole && JsonElement.DeepEquals(whole.Json, effort.Json)))
        {
            throw effort.Refusal("must be that of the request: a session's prompt has one effort. Say it in output_config.effort.");
        }
    }

    private static bool IsEmpty(JsonElement json) => json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == 0;

    /// <summary>Claude Code asks for this edit in each request: it takes nothing out.</summary>
    private static bool KeepsAll(JsonPlace edit) =>
        edit["keep"].Json is { ValueKind: JsonValueKind.String } keep && keep.ValueEquals(KeepAll)
        && edit["type"].Json is { ValueKind: JsonValueKind.String } type
        && type.GetString()!.StartsWith("clear_thinking", StringComparison.Ordinal);
}
