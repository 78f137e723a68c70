using System.Text;
using Tito.Core.Completions;

namespace Tito.Tests.Golden.Parsers;

/// <summary>A message in lines, to compare.</summary>
internal static class ParsedText
{
    public static string Of(ParsedCompletion message) => Of(
        message.Reasoning,
        message.Content,
        message.ToolCalls.Select(call => (call.Id, call.Name, call.Arguments, (bool?)call.Malformed)),
        message.Malformed);

    /// <summary>What deltas make; they do not say what is malformed.</summary>
    public static string Of(IEnumerable<CompletionDelta> deltas)
    {
        StringBuilder reasoning = new(), content = new();
        List<(string? Id, string Name, StringBuilder Arguments)> calls = [];
        var isOpen = false;
        foreach (var delta in deltas)
        {
            Assert.Equal(delta.Kind == DeltaKind.CallEnd, delta.Text.Length == 0);
            Assert.Equal(isOpen, delta.Kind is DeltaKind.CallArguments or DeltaKind.CallEnd);
            _ = delta.Kind switch
            {
                DeltaKind.Reasoning => reasoning.Append(delta.Text),
                DeltaKind.Content => content.Append(delta.Text),
                DeltaKind.CallArguments => calls[^1].Arguments.Append(delta.Text),
                _ => content,
            };
            if (delta.Kind == DeltaKind.CallBegin)
            {
                calls.Add((delta.CallId, delta.Text, new()));
            }

            isOpen = delta.Kind is DeltaKind.CallBegin or DeltaKind.CallArguments;
        }

        Assert.False(isOpen);
        return Of(
            reasoning.Length == 0 ? null : reasoning.ToString(),
            content.ToString(),
            calls.Select(call => (call.Id, call.Name, call.Arguments.ToString(), (bool?)null)),
            malformed: null);
    }

    /// <summary>A message without what is malformed.</summary>
    public static string Plain(ParsedCompletion message) => Of(
        message.Reasoning,
        message.Content,
        message.ToolCalls.Select(call => (call.Id, call.Name, call.Arguments, (bool?)null)),
        malformed: null);

    public static string Of(
        string? reasoning,
        string content,
        IEnumerable<(string? Id, string Name, string Arguments, bool? Malformed)> calls,
        bool? malformed) =>
        string.Join('\n', [
            $"reasoning: {reasoning ?? "(none)"}",
            $"content: {content}",
            .. calls.Select(call => $"call: {call.Name} {call.Id} {call.Arguments} {call.Malformed}"),
            $"malformed: {malformed}"]);
}
