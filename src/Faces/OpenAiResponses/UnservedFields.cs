using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.OpenAiResponses;

/// <summary>
/// Fields that would have the history or the prompt come from elsewhere than the request and the session, and those that this API has under
/// another name: refused by name.
/// </summary>
internal static class UnservedFields
{
    private static readonly (string Name, string Reason)[] Refused =
    [
        ("conversation", "is not served: the session is the conversation. Leave it out."),
        ("prompt", "is not served: this server keeps no prompts. Send its text as instructions."),
        ("context_management", "is not served: it would take items out of the history, whose tokens a session keeps. Leave it out."),
        ("response_format", "is text.format in this API."),
        ("reasoning_effort", "is reasoning.effort in this API."),
        ("max_tokens", "is max_output_tokens in this API."),
        ("max_completion_tokens", "is max_output_tokens in this API."),
    ];

    /// <summary>Refuses a request with such a field, unless it is null or false.</summary>
    /// <exception cref="MessageException">It names the field.</exception>
    public static void Refuse(JsonPlace body)
    {
        foreach (var (name, reason) in Refused)
        {
            if (body[name].Present is { } given && given.Json.ValueKind != JsonValueKind.False)
            {
                throw given.Refusal(reason);
            }
        }

        if (body["background"].Present is { } background && background.Flag())
        {
            throw background.Refusal("is not served under this name: send the header Prefer: respond-async.");
        }

        if (body["reasoning"]["context"].Present is { } context
            && !(context.Json.ValueKind == JsonValueKind.String
                && (context.Json.ValueEquals("auto") || context.Json.ValueEquals("all_turns"))))
        {
            throw context.Refusal("must be auto or all_turns: a session keeps the tokens of all that was thought.");
        }
    }
}
