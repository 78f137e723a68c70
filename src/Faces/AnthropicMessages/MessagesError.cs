using System.Text.Json;

namespace Tito.Faces.AnthropicMessages;

/// <summary>
/// An error in Anthropic's shape, whose type goes by the status; code and place are ours, and clients' libraries pass them by.
/// </summary>
/// <remarks>
/// Anthropic, API errors: 400 invalid_request_error, 401 authentication_error, 403 permission_error, 404 not_found_error,
/// 413 request_too_large, 429 rate_limit_error, 500 api_error, 529 overloaded_error. An agent that sends
/// <see cref="MessagesThread.Field"/> goes on without it when the error's details say so.
/// </remarks>
internal static class MessagesError
{
    /// <summary>Writes the whole body.</summary>
    public static void Write(Utf8JsonWriter json, FaceError error)
    {
        json.WriteStartObject();
        json.WriteString("type", "error");
        json.WriteStartObject("error");
        json.WriteString("type", TypeOf(error.Status));
        json.WriteString("message", error.Message);
        json.WriteString("code", error.Code);
        json.WriteString("param", error.Param);
        if (error.EngineCode is { } engineCode)
        {
            json.WriteString("engine_code", engineCode);
        }

        MessagesThread.WriteDetails(json, error);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string TypeOf(int status) => status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        404 or 410 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        503 or 529 => "overloaded_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };
}
