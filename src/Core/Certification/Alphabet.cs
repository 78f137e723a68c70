using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;

namespace Tito.Core.Certification;

/// <summary>
/// The messages that conversations are spelled in. The wide alphabet has every combination of reasoning, tool calls and content
/// shape; the narrow one has a message for each way in which published templates are known to distinguish messages, so that long
/// conversations can be exhausted too. The simplest message of each role comes first.
/// </summary>
internal sealed class Alphabet
{
    private Alphabet(ImmutableArray<MessageVariant> variants) =>
        (System, User, Assistant, Tool) = (
            Of(variants, Role.System), Of(variants, Role.User), Of(variants, Role.Assistant), Of(variants, Role.Tool));

    public ImmutableArray<MessageVariant> System { get; }

    public ImmutableArray<MessageVariant> User { get; }

    public ImmutableArray<MessageVariant> Assistant { get; }

    public ImmutableArray<MessageVariant> Tool { get; }

    /// <summary>Both alphabets of a family. Where its completions have reasoning, its template must show it.</summary>
    public static (Alphabet Wide, Alphabet Narrow) Create(Family family)
    {
        var showsReasoning = family.ReasoningParser is not null;
        var (wide, narrow) = (ImmutableArray.CreateBuilder<MessageVariant>(), ImmutableArray.CreateBuilder<MessageVariant>());
        AddOthers(wide, narrow);
        foreach (var calls in CallSet.All)
        {
            foreach (var reasoning in (string?[])[null, "", "Look it up first."])
            {
                string[] contents = ["It is warm.", "", "\n\nPadded answer.\n", "<think>\nI recall it.\n</think>\n\nStill warm."];
                foreach (var content in contents)
                {
                    var variant = AssistantOf(wide.Count, reasoning, content, calls, showsReasoning, family.SortsArguments);
                    wide.Add(variant);
                    if (IsNarrow(reasoning, content, calls))
                    {
                        narrow.Add(variant);
                    }
                }
            }
        }

        return (new(wide.ToImmutable()), new(narrow.ToImmutable()));
    }

    /// <summary>
    /// A plain answer, an answer after thinking, a call after thinking, parallel calls without a thought, a call with values of every
    /// kind, and nothing at all.
    /// </summary>
    private static bool IsNarrow(string? reasoning, string content, CallSet calls) => (reasoning, content) switch
    {
        (null, "It is warm.") => calls == CallSet.None || calls == CallSet.Two,
        ({ Length: > 0 }, "It is warm.") => calls == CallSet.None,
        ({ Length: > 0 }, "") => calls == CallSet.One,
        (null, "") => calls == CallSet.None || calls == CallSet.Structured,
        _ => false,
    };

    private static void AddOthers(ImmutableArray<MessageVariant>.Builder wide, ImmutableArray<MessageVariant>.Builder narrow)
    {
        Add("""{"role":"system","content":"Be brief."}""", true, "Be brief.");
        Add("""{"role":"user","content":"How is the weather?"}""", true, "How is the weather?");
        Add("""{"role":"user","content":"<tool_response>\nnot a result\n</tool_response>"}""", true, "not a result");
        Add(
            """{"role":"user","content":[{"type":"text","text":"Two parts,"},{"type":"text","text":"one question."}]}""",
            false, "Two parts,", "one question.");
        Add("""{"role":"user","content":"\n Go on. \n"}""", false, "Go on.");
        Add("""{"role":"tool","tool_call_id":"functions.get_weather:0","content":"It is 21 degrees."}""", true, "It is 21 degrees.");
        Add("""{"role":"tool","tool_call_id":"functions.get_weather:0","content":""}""", false);
        Add(
            """{"role":"tool","tool_call_id":"functions.get_weather:0","content":"""
            + """[{"type":"text","text":"Rain,"},{"type":"text","text":"later."}]}""",
            false, "Rain,", "later.");

        void Add(string json, bool isNarrow, params ImmutableArray<string> traces)
        {
            var variant = MessageVariant.Parse(wide.Count, json, false, 0, traces);
            wide.Add(variant);
            if (isNarrow)
            {
                narrow.Add(variant);
            }
        }
    }

    private static MessageVariant AssistantOf(
        int id, string? reasoning, string content, CallSet calls, bool showsReasoning, bool sortsArguments)
    {
        var fields = new List<string> { "\"role\":\"assistant\"", $"\"content\":\"{JsonEncodedText.Encode(content)}\"" };
        ImmutableArray<ImmutableArray<string>> traces = [[content[(content.LastIndexOf('>') + 1)..].Trim()]];
        var inline = content.Contains("I recall it.", StringComparison.Ordinal) && string.IsNullOrEmpty(reasoning);
        if (reasoning is not null)
        {
            fields.Add($"\"reasoning_content\":\"{reasoning}\"");
        }

        if (showsReasoning && (inline || reasoning is { Length: > 0 }))
        {
            traces = traces.Add([inline ? "I recall it." : reasoning!]);
        }

        if (calls.Json is not null)
        {
            fields.Add($"\"tool_calls\":[{calls.Json}]");
            traces = [.. traces, .. calls.Traces(sortsArguments)];
        }

        var thinks = content.Contains("<think>", StringComparison.Ordinal) || reasoning is { Length: > 0 };
        return MessageVariant.Parse(id, $"{{{string.Join(',', fields)}}}", thinks, CallSet.All.IndexOf(calls), traces);
    }

    private static ImmutableArray<MessageVariant> Of(ImmutableArray<MessageVariant> variants, Role role) =>
        [.. variants.Where(variant => variant.Role == role)];
}
