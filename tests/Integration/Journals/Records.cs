using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tito.Tests.Integration.Journals;

/// <summary>The records of a session's page.</summary>
internal static partial class Records
{
    /// <summary>Their bytes as they came.</summary>
    public static IEnumerable<string> Raw(JsonElement page) =>
        page.GetProperty("records").EnumerateArray().Select(record => record.GetRawText());

    /// <summary>An answer without what later releases tell besides: how turns ended, which were given up or altered, their lines, and the fourth level.</summary>
    public static string Earlier(string answer) => Later().Replace(answer, "").Replace("\"cause\":\"unended_turn\"", "\"cause\":\"early_stop\"", StringComparison.Ordinal);

    [GeneratedRegex("""
        ,"unended":\[[^\]]*\]|,"aborted":\[\]|,"disagreeing":\[\]|,"altered":\[\]|,"lines":\[\]|(?<="finish_reason":"[a-z_]+"),"end":"[a-z_]+"(,"tokens_after_stop":\d+)?|,\{"level":4,"holds":(true|null),"detail":[^}]*\}
        """)]
    private static partial Regex Later();

    /// <summary>What a client says after its last record, with the tools and arguments of that record's request.</summary>
    public static string NextRequest(JsonElement record)
    {
        var request = record.GetProperty("request");
        var messages = request.GetProperty("messages").EnumerateArray().Select(message => message.GetRawText())
            .Append(record.GetProperty("response").GetProperty("choices")[0].GetProperty("message").GetRawText())
            .Append("""{"role":"user","content":"And then?"}""");
        var tools = request.TryGetProperty("tools", out var list) ? $",\"tools\":{list.GetRawText()}" : "";
        var arguments = request.GetProperty("chat_template_kwargs").GetRawText();
        return $$"""{"messages":[{{string.Join(',', messages)}}]{{tools}},"chat_template_kwargs":{{arguments}} }""";
    }
}
