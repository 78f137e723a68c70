using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Prompts;
using Tito.Tests.Support;
using Tito.Tokenizers;

namespace Tito.Tests.Integration.Conformance;

/// <summary>
/// A linear session as the reference server has it: messages, a snapshot of tokens for each generated turn, one step back at the most.
/// Unlike that server's its lock is held while the engine samples, so that no attempt overtakes another.
/// </summary>
/// <param name="flaw">What it does wrong.</param>
internal sealed class MilesLikeSession(ServerFlaw flaw)
{
    private static readonly string[] Compared = ["role", "content", "reasoning_content", "tool_calls"];
    private static readonly string[] Appended = ["user", "system", "tool"];
    private static readonly SessionModel Model = ServedModel.Qwen3;

    private ImmutableArray<ChatMessage> _stored = [];
    private ImmutableArray<(int Messages, ImmutableArray<int> Ids)> _turns = [];
    private string _last = "";

    /// <summary>One request at a time.</summary>
    public SemaphoreSlim Lock { get; } = new(1, 1);

    /// <summary>The prompt of a request, and what becomes of the session with its answer.</summary>
    /// <exception cref="MessageException">The history is another one.</exception>
    public (ImmutableArray<int> Prompt, Action<JsonElement, ImmutableArray<int>> Commit) Plan(JsonElement body)
    {
        var messages = ChatMessage.ParseList(body.GetProperty("messages"), "messages");
        var match = _stored.Zip(messages).TakeWhile(pair => IsSame(pair.First, pair.Second)).Count();
        var kept = match == _stored.Length ? _turns.Length : _turns.Count(turn => turn.Messages <= match);
        if (_turns.Length - kept > 1)
        {
            throw new MessageException("messages", $"{_turns.Length - kept} turns would go.");
        }

        var (count, ids) = kept == 0 ? (0, []) : _turns[kept - 1];
        ImmutableArray<ChatMessage> before = kept == _turns.Length ? _stored : _stored[..count];
        ImmutableArray<ChatMessage> appended = [.. messages.Skip(before.Length)];
        if (kept > 0 && appended.FirstOrDefault(message => !Appended.Contains(message.RoleName)) is { } foreign)
        {
            throw new MessageException("messages", $"The role {foreign.RoleName} may not follow a turn.");
        }

        var prompt = Continue(ids, before, [.. before, .. appended], body);
        var request = body.GetProperty("messages").GetRawText();
        return (prompt, Commit);

        void Commit(JsonElement told, ImmutableArray<int> sampled)
        {
            var isRetry = request == _last;
            _last = request;
            if (flaw != ServerFlaw.LosesRetries || !isRetry)
            {
                _stored = [.. before, .. appended, ChatMessage.Parse(told, "message")];
                _turns = _turns[..kept].Add((_stored.Length, prompt.AddRange(sampled)));
            }
        }
    }

    private ImmutableArray<int> Continue(
        ImmutableArray<int> ids, IReadOnlyList<ChatMessage> before, IReadOnlyList<ChatMessage> messages, JsonElement body)
    {
        var inputs = PromptInputs.Read(Model.Family, null, new(Member(body, "tools"), Member(body, "chat_template_kwargs")));
        return PromptMaker.ForRecords(Model).Continue(PromptBase.Of(Spoiled(ids), before), messages, inputs, DateTimeOffset.UnixEpoch) switch
        {
            PromptOutcome.Made(var prompt) => prompt.Ids,
            PromptOutcome.Refused(var refusal) => throw new MessageException("messages", refusal.Message),
            var other => throw new InvalidOperationException($"{other}"),
        };
    }

    private ImmutableArray<int> Spoiled(ImmutableArray<int> ids) => flaw switch
    {
        ServerFlaw.Retokenizes => ServedModel.Tokenizer.Encode(Model.Decode(ids.AsSpan()), SpecialTokens.Parse),
        ServerFlaw.DropsReasoning => Thoughtless(ids),
        _ => ids,
    };

    /// <summary>The tokens without those from an opening mark of thinking to the closing one, where there is a thought between them.</summary>
    private static ImmutableArray<int> Thoughtless(ImmutableArray<int> ids)
    {
        Assert.True(ServedModel.Tokenizer.TryGetId("<think>", out var opening) & ServedModel.Tokenizer.TryGetId("</think>", out var closing));
        for (var start = ids.LastIndexOf(opening); start >= 0; start = start == 0 ? -1 : ids.LastIndexOf(opening, start - 1))
        {
            if (ids.IndexOf(closing, start) is var end && end > start + 2)
            {
                ids = ids.RemoveRange(start, end - start + 1);
            }
        }

        return ids;
    }

    /// <summary>The server that loses retries looks at the place of an answer, and not at what it says.</summary>
    private bool IsSame(ChatMessage stored, ChatMessage sent) =>
        (flaw == ServerFlaw.LosesRetries && stored.RoleName == "assistant" && sent.RoleName == "assistant")
        || Compared.All(field => Text(stored.Field(field)) == Text(sent.Field(field)));

    private static string Text(JsonElement? value) => value is not { } json || json.ValueKind == JsonValueKind.Null
        || json.GetRawText() is "\"\"" or "[]" ? "" : json.GetRawText();

    private static JsonElement? Member(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value : null;
}
